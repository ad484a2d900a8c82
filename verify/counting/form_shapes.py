"""Shapes of what ONNX has no schema for: the operators of ONNX Runtime's own domain."""

from collections.abc import Mapping, Sequence

import onnx
import onnx.shape_inference
from onnx import helper

from verify.counting.errors import ONNX_ERRORS
from verify.counting.forms import (
    MICROSOFT,
    Form,
    channels_first,
    channels_last,
    form_of,
    operator_name,
    standard_inputs,
)
from verify.counting.operation import Shape
from verify.counting.tensor_types import TensorType, tensor_type

_ATTENTION = frozenset(f"{MICROSOFT}::{name}" for name in ("Attention", "QAttention", "MultiHeadAttention"))
_GROUPED_ATTENTION = f"{MICROSOFT}::GroupQueryAttention"
_EMBEDDING_NORM = f"{MICROSOFT}::EmbedLayerNormalization"
_SUM_OUTPUT = 3
"""Which output of a skip normalisation is the sum that it normalises."""


def infer_form(node: onnx.NodeProto, types: Mapping[str, TensorType]) -> dict[str, TensorType]:
    """The types of the outputs of a node that is read as a standard one; empty when they can't be told."""
    first = types.get(node.input[0]) if node.input else None
    operator = operator_name(node.op_type, node.domain)
    if operator == _EMBEDDING_NORM:
        return _embedding_types(node, types)
    if operator in _ATTENTION or operator == _GROUPED_ATTENTION:
        attention_shape = _grouped_shape if operator == _GROUPED_ATTENTION else _attention_shape
        shape = attention_shape(node, types)
        return {} if shape is None or first is None else {node.output[0]: TensorType(shape, onnx.TensorProto.FLOAT)}
    form = form_of(node)
    if form is None or not node.output:
        return {}
    names = standard_inputs(node, form)
    data = types.get(names[0]) if names else None
    same = form.operator in ("QuantizeLinear", "DequantizeLinear")
    shape = data.shape if same and data else _standard_shape(node, form, names, types)
    if data is None or shape is None:
        return {}
    output = TensorType(shape, onnx.TensorProto.FLOAT if form.float_output else _element_type(node, form, data, types))
    found = {node.output[0]: output}
    if node.op_type.startswith("Skip") and len(node.output) > _SUM_OUTPUT:
        found[node.output[_SUM_OUTPUT]] = data
    return found


def _element_type(node: onnx.NodeProto, form: Form, data: TensorType, types: Mapping[str, TensorType]) -> int:
    if form.operator != "QuantizeLinear":
        return data.element_type
    zero_point = types.get(node.input[2]) if len(node.input) > 2 else None
    return zero_point.element_type if zero_point else onnx.TensorProto.UINT8


def _standard_shape(
    node: onnx.NodeProto, form: Form, names: Sequence[str], types: Mapping[str, TensorType]
) -> Shape | None:
    """The shape that the standard operator gives to float data of the same shapes."""
    schema = onnx.defs.get_schema(form.operator, form.opset, "")
    inputs: dict[str, onnx.TypeProto] = {}
    for position, name in enumerate(names[: schema.max_input]):
        known = types.get(name)
        if name and (known is None or known.shape is None):
            return None
        if known is not None and known.shape is not None:
            shape: Shape | None = known.shape
            if form.operator == "MatMul":
                shape = _as_multiplied(node, position, known.shape)
            elif form.channels_last and position == 0:
                shape = channels_first(known.shape)
            inputs[f"input{position}"] = helper.make_tensor_type_proto(onnx.TensorProto.FLOAT, shape)
    standard = helper.make_node(form.operator, list(inputs), ["output"])
    standard.attribute.extend(attribute for attribute in node.attribute if attribute.name in schema.attributes)
    try:
        inferred = onnx.shape_inference.infer_node_outputs(
            schema, standard, inputs, opset_imports=[helper.make_opsetid("", form.opset)], ir_version=10
        )
    except ONNX_ERRORS:
        # The node stays unknown, and with it uncounted.
        return None
    found = tensor_type(node.output[0], inferred["output"]).shape if "output" in inferred else None
    return channels_last(found) if found is not None and form.channels_last else found


def _as_multiplied(node: onnx.NodeProto, position: int, shape: Shape) -> Shape:
    """The shape of an operand of FusedMatMul as it is multiplied."""
    flags = {attribute.name for attribute in node.attribute if attribute.i}
    if f"trans{'AB'[position]}" not in flags or len(shape) < 2:
        return shape
    return (*shape[:-2], shape[-1], shape[-2])


def _attention_shape(node: onnx.NodeProto, types: Mapping[str, TensorType]) -> Shape | None:
    """(batch, tokens, width of the values)."""
    shapes = [known.shape if (known := types.get(name)) else None for name in node.input[:3]]
    data = shapes[0]
    if data is None or len(data) != 3:
        return None
    if node.op_type == "MultiHeadAttention":
        value = shapes[2] if len(shapes) == 3 else None
        return (*data[:2], value[2]) if value and len(value) == 3 else None
    widths = next((attribute.ints for attribute in node.attribute if attribute.name == "qkv_hidden_sizes"), None)
    weight = shapes[1] if len(shapes) > 1 else None
    if widths and len(widths) == 3:
        return (*data[:2], int(widths[2]))
    return (*data[:2], weight[1] // 3) if weight and len(weight) == 2 else None


def _grouped_shape(node: onnx.NodeProto, types: Mapping[str, TensorType]) -> Shape | None:
    """That of the query, from which keys and values are taken off where they are packed into it."""
    data = types.get(node.input[0])
    if data is None or data.shape is None or len(data.shape) != 3:
        return None
    if len(node.input) > 1 and node.input[1]:
        return data.shape
    settings = {attribute.name: attribute.i for attribute in node.attribute}
    heads, groups = settings.get("num_heads", 0), settings.get("kv_num_heads", 0)
    return (*data.shape[:2], data.shape[2] * heads // (heads + 2 * groups)) if heads > 0 and groups > 0 else None


def _embedding_types(node: onnx.NodeProto, types: Mapping[str, TensorType]) -> dict[str, TensorType]:
    """The normalised embeddings (batch, tokens, width), the number of tokens that are not masked, and the sum."""
    words = types.get(node.input[0]) if node.input else None
    table = types.get(node.input[2]) if len(node.input) > 2 else None
    if words is None or table is None or words.shape is None or table.shape is None or len(table.shape) != 2:
        return {}
    embedded = TensorType((*words.shape, table.shape[1]), table.element_type)
    made = (embedded, TensorType(words.shape[:1], onnx.TensorProto.INT32), embedded)
    return {name: known for name, known in zip(node.output, made, strict=False) if name}
