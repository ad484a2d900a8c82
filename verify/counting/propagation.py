"""Shape inference node by node, with the values of shapes that the graph computes itself."""

from collections.abc import Mapping

import numpy as np
import onnx
import onnx.shape_inference
from onnx import helper, numpy_helper

from verify.counting.errors import ONNX_ERRORS
from verify.counting.folding import Value, constant_value, fold, written_value
from verify.counting.form_shapes import infer_form
from verify.counting.tensor_types import TensorType, tensor_type


def follow_values(
    model: onnx.ModelProto, types: dict[str, TensorType], declared: Mapping[str, TensorType]
) -> dict[str, Value | None]:
    """Compute what shapes determine, and with it infer the types that ONNX's own pass left unknown."""
    opsets = {entry.domain: entry.version for entry in model.opset_import}
    values = {tensor.name: constant_value(tensor) for tensor in model.graph.initializer}
    for node in model.graph.node:
        outputs = _fold_node(node, types, values)
        values.update(zip(node.output, outputs or (), strict=False))
        if any(name and not _is_known(types.get(name)) for name in node.output):
            _infer_node(node, model.ir_version, opsets, types, values)
            types.update(
                {name: declared[name] for name in node.output if name in declared and not _is_known(types.get(name))}
            )
    return values


def _fold_node(
    node: onnx.NodeProto, types: Mapping[str, TensorType], values: Mapping[str, Value | None]
) -> list[Value] | None:
    if node.op_type == "Constant":
        value = written_value(node)
        return None if value is None else [value]
    if node.op_type == "Shape" and node.input:
        known = types.get(node.input[0])
        bounds = {attribute.name: attribute.i for attribute in node.attribute}
        if known is None or known.shape is None:
            return None
        return [np.array(known.shape[bounds.get("start", 0) : bounds.get("end")], dtype=np.int64)]
    inputs = [values.get(name) if name else None for name in node.input]
    if any(name and value is None for name, value in zip(node.input, inputs, strict=True)):
        return None
    return fold(node, inputs)


def _infer_node(
    node: onnx.NodeProto,
    ir_version: int,
    opsets: Mapping[str, int],
    types: dict[str, TensorType],
    values: Mapping[str, Value | None],
) -> None:
    domain = "" if node.domain == "ai.onnx" else node.domain
    names = [name for name in node.input if name]
    known = {name: types[name] for name in names if name in types and types[name].element_type}
    if not onnx.defs.has(node.op_type, opsets.get(domain, 0), domain):
        types.update(infer_form(node, types))
        return
    if len(known) != len(set(names)):
        return
    data = {name: value for name in names if (value := values.get(name)) is not None}
    try:
        inferred = onnx.shape_inference.infer_node_outputs(
            onnx.defs.get_schema(node.op_type, opsets[domain], domain),
            node,
            {name: helper.make_tensor_type_proto(entry.element_type, entry.shape) for name, entry in known.items()},
            {name: numpy_helper.from_array(np.array(value, order="C"), name) for name, value in data.items()},
            opset_imports=[helper.make_opsetid(*entry) for entry in opsets.items()],
            ir_version=ir_version,
        )
    except ONNX_ERRORS:
        # The node stays unknown, and with it uncounted.
        return
    for name, value_type in inferred.items():
        types[name] = tensor_type(name, value_type)


def _is_known(known: TensorType | None) -> bool:
    return known is not None and known.shape is not None
