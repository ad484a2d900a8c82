"""Shape inference node by node, with the values of shapes that the graph computes itself."""

from collections.abc import Iterable, Mapping

import numpy as np
import onnx
import onnx.shape_inference
from onnx import helper, numpy_helper

from verify.counting.contents import Constant, Contents, Node, read_constants, read_nodes
from verify.counting.errors import ONNX_ERRORS
from verify.counting.folding import FOLDED, Value, constant_value, fold, written_value
from verify.counting.form_shapes import infer_form
from verify.counting.tensor_types import TensorType, tensor_type


def follow_values(
    contents: Contents, types: dict[str, TensorType], declared: Mapping[str, TensorType]
) -> dict[str, Value | None]:
    """Compute what shapes determine, and with it infer the types that ONNX's own pass left unknown."""
    values = _constant_values(contents.constants)
    _follow(contents.model, contents.nodes, types, values, declared)
    return values


def _constant_values(constants: Iterable[Constant]) -> dict[str, Value | None]:
    return {constant.name: None if constant.external else constant_value(constant.message) for constant in constants}


def _follow(
    model: onnx.ModelProto,
    nodes: Iterable[Node],
    types: dict[str, TensorType],
    values: dict[str, Value | None],
    declared: Mapping[str, TensorType],
) -> None:
    """Add the types and values of what `nodes` make."""
    opsets = {entry.domain: entry for entry in model.opset_import}
    for node in nodes:
        if node.op_type in FOLDED and (folded := _fold_node(node, types, values)):
            values.update(zip(node.outputs, folded, strict=False))
        unknown = [name for name in node.outputs if name and ((it := types.get(name)) is None or it.shape is None)]
        if unknown:
            if node.op_type == "If":
                _follow_branch(model, node, types, values)
            else:
                _infer_node(node.message, model.ir_version, opsets, types, values)
            types.update(
                {name: declared[name] for name in unknown if name in declared and not _is_known(types.get(name))}
            )


def _follow_branch(
    model: onnx.ModelProto, node: Node, types: dict[str, TensorType], values: dict[str, Value | None]
) -> None:
    """Give an If whose condition is known the types and values of the branch that it selects."""
    condition = values.get(node.inputs[0]) if node.inputs else None
    if condition is None or condition.size != 1:
        return
    branch = node.attributes.get("then_branch" if condition.item() else "else_branch")
    if not isinstance(branch, onnx.GraphProto):
        return
    constants = read_constants(branch)
    inner_types = {**types, **{constant.name: constant.type for constant in constants}}
    inner_values = {**values, **_constant_values(constants)}
    _follow(model, read_nodes(branch), inner_types, inner_values, {})
    for output, made in zip(node.outputs, branch.output, strict=False):
        if made.name in inner_types:
            types[output] = inner_types[made.name]
        values[output] = inner_values.get(made.name)


def _fold_node(node: Node, types: Mapping[str, TensorType], values: Mapping[str, Value | None]) -> list[Value] | None:
    if node.op_type == "Constant":
        value = written_value(node.message)
        return None if value is None else [value]
    if node.op_type == "Shape" and node.inputs:
        known = types.get(node.inputs[0])
        bounds = {attribute.name: attribute.i for attribute in node.message.attribute}
        if known is None or known.shape is None:
            return None
        return [np.array(known.shape[bounds.get("start", 0) : bounds.get("end")], dtype=np.int64)]
    inputs: list[Value | None] = []
    for name in node.inputs:
        value = values.get(name) if name else None
        if name and value is None:
            return None
        inputs.append(value)
    return fold(node.message, inputs)


def _infer_node(
    node: onnx.NodeProto,
    ir_version: int,
    opsets: Mapping[str, onnx.OperatorSetIdProto],
    types: dict[str, TensorType],
    values: Mapping[str, Value | None],
) -> None:
    domain = "" if node.domain == "ai.onnx" else node.domain
    names = [name for name in node.input[:] if name]
    known = {name: types[name] for name in names if name in types and types[name].element_type}
    opset = opsets[domain].version if domain in opsets else 0
    if not onnx.defs.has(node.op_type, opset, domain):
        types.update(infer_form(node, types))
        return
    if len(known) != len(set(names)):
        return
    data = {name: value for name in names if (value := values.get(name)) is not None}
    try:
        inferred = onnx.shape_inference.infer_node_outputs(
            onnx.defs.get_schema(node.op_type, opset, domain),
            node,
            {name: helper.make_tensor_type_proto(entry.element_type, entry.shape) for name, entry in known.items()},
            {name: numpy_helper.from_array(np.array(value, order="C"), name) for name, value in data.items()},
            opset_imports=list(opsets.values()),
            ir_version=ir_version,
        )
    except ONNX_ERRORS:
        # The node stays unknown, and with it uncounted.
        return
    for name, value_type in inferred.items():
        types[name] = tensor_type(name, value_type)


def _is_known(known: TensorType | None) -> bool:
    return known is not None and known.shape is not None
