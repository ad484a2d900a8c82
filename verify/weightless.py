"""Graphs without weights: architecture, shapes and dtypes in tens of kilobytes.

In a weightless graph a weight is an initializer whose data is said to lie elsewhere (`data_location` is EXTERNAL) and
lies nowhere. Shape inference needs no more, and ONNX Runtime takes the data when a session is made (`verify.session`).
What is not a weight, such as a target shape or the bound of a Clip, stays inline.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import prod
from typing import TYPE_CHECKING

from verify.exceptions import VerifyError

if TYPE_CHECKING:
    import onnx

LOCATION = "weights"
"""Where weights are said to lie: ONNX asks for a relative path, and no file of that name is ever read or written."""

LARGEST_LITERAL = 64
"""The most elements that a float tensor in a `Constant` node may have and still be part of the architecture."""

SETTINGS = {
    "Clip": (1, 2),
    "DequantizeLinear": (1, 2),
    "Dropout": (1, 2),
    "OneHot": (1, 2),
    "Pad": (1, 2, 3),
    "QuantizeLinear": (1, 2),
    "Range": (0, 1, 2),
    "Resize": (1, 2, 3),
    "Upsample": (1,),
}
"""The inputs of operators that can be float tensors and are settings, not weights."""


def strip_weights(model: onnx.ModelProto) -> onnx.ModelProto:
    """Return a copy of a graph without the data of its weights, descriptions, inferred shapes and exporter's notes.

    Weights are the float initializers of rank 1 and more that no operator reads as a setting, the integers that a
    DequantizeLinear turns into weights, and the float `Constant` nodes of more than `LARGEST_LITERAL` elements, which
    become initializers. The same graph gives the same bytes under `SerializeToString(deterministic=True)`.
    """
    import onnx

    result = onnx.ModelProto()
    result.CopyFrom(model)
    _strip_notes(result)
    _lift_large_constants(result.graph)
    settings = set(_settings(result.graph))
    quantized = {node.input[0] for node in result.graph.node if node.op_type == "DequantizeLinear"}
    for tensor in result.graph.initializer:
        is_weight = _is_float(tensor) or tensor.name in quantized
        if tensor.dims and is_weight and tensor.name not in settings:
            _empty(tensor)
    return result


def described_weights(model: onnx.ModelProto) -> tuple[onnx.TensorProto, ...]:
    """Return the weights that a graph describes and does not hold, in its order."""
    from onnx import TensorProto

    return tuple(tensor for tensor in model.graph.initializer if tensor.data_location == TensorProto.EXTERNAL)


def describe(name: str, data_type: int, shape: Iterable[int]) -> onnx.TensorProto:
    """Return a weight without data: its name, its data type (a number of `onnx.TensorProto`) and its shape."""
    from onnx import TensorProto

    tensor = TensorProto(name=name, data_type=data_type, dims=shape, data_location=TensorProto.EXTERNAL)
    tensor.external_data.add(key="location", value=LOCATION)
    return tensor


def with_weights_as_inputs(model: onnx.ModelProto) -> onnx.ModelProto:
    """Return a copy of a graph in which each described weight is a graph input of the same dtype and shape."""
    import onnx
    from onnx import TensorProto, helper

    copy = onnx.ModelProto()
    copy.CopyFrom(model)
    del copy.graph.initializer[:]
    inline = [tensor for tensor in model.graph.initializer if tensor.data_location != TensorProto.EXTERNAL]
    copy.graph.initializer.extend(inline)
    copy.graph.input.extend(
        helper.make_tensor_value_info(tensor.name, tensor.data_type, tensor.dims) for tensor in described_weights(model)
    )
    return copy


def check_weightless(model: onnx.ModelProto) -> None:
    """Check a weightless graph by the rules of ONNX: operators, attributes, types, and the shapes that follow.

    ONNX's checker looks for the file behind external data. It therefore gets a copy in which each weight is a graph
    input, which obeys the same rules.

    Raises:
        VerifyError: the graph is not valid; the message is the checker's.
    """
    from onnx import checker

    from verify.counting.errors import ONNX_ERRORS
    from verify.counting.limits import check_limits

    check_limits(model)
    for tensor in described_weights(model):
        if any(size < 0 for size in tensor.dims):
            raise VerifyError(f"graph {model.graph.name!r}: weight {tensor.name!r} has the shape {list(tensor.dims)}")
    try:
        checker.check_model(with_weights_as_inputs(model), full_check=True)
    except ONNX_ERRORS as error:
        raise VerifyError(f"graph {model.graph.name!r} is not valid ONNX: {error}") from error


def _strip_notes(model: onnx.ModelProto) -> None:
    graph = model.graph
    del graph.value_info[:]
    for item in (model, graph, *graph.input, *graph.output, *graph.initializer, *graph.node):
        item.ClearField("doc_string")
        item.ClearField("metadata_props")


def _lift_large_constants(graph: onnx.GraphProto) -> None:
    rest = []
    for node in graph.node:
        tensor = node.attribute[0].t if node.op_type == "Constant" else None
        if tensor is not None and _is_float(tensor) and prod(tensor.dims) > LARGEST_LITERAL:
            weight = graph.initializer.add()
            weight.CopyFrom(tensor)
            weight.name = node.output[0]
        else:
            rest.append(node.SerializeToString())
    del graph.node[:]
    for data in rest:
        graph.node.add().ParseFromString(data)


def _settings(graph: onnx.GraphProto) -> Iterator[str]:
    for node in graph.node:
        positions = SETTINGS.get(node.op_type, ())
        yield from (name for position, name in enumerate(node.input) if position in positions)


def _is_float(tensor: onnx.TensorProto) -> bool:
    from onnx import TensorProto

    return tensor.data_type in (TensorProto.FLOAT, TensorProto.FLOAT16, TensorProto.BFLOAT16, TensorProto.DOUBLE)


def _empty(tensor: onnx.TensorProto) -> None:
    tensor.CopyFrom(describe(tensor.name, tensor.data_type, tuple(tensor.dims)))
