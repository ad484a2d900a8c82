"""Shapes of every value of a graph, for given shapes of its inputs."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass

import onnx
import onnx.shape_inference

from verify.counting.contents import Contents
from verify.counting.errors import ONNX_ERRORS
from verify.counting.folding import Value
from verify.counting.propagation import follow_values
from verify.counting.tensor_types import TensorType, tensor_type
from verify.exceptions import VerifyError

LARGEST_KEPT = 1024
"""Elements of the largest initializer whose data shape inference gets to see."""


@dataclass(frozen=True, slots=True)
class Inference:
    """What is known of a graph before it runs."""

    types: Mapping[str, TensorType]
    """Name → type of the graph's inputs, initializers and node outputs."""
    values: Mapping[str, Value | None]
    """Name → value of small constants and of what the graph computes from them and from shapes."""


def infer(contents: Contents, inputs: Mapping[str, Sequence[int]] | None = None) -> Inference:
    """Find shapes and known values.

    Unnamed first sizes of graph inputs become 1, and every size that carries the same symbol with them. Raises
    VerifyError when `inputs` does not fit the graph, when a tensor is absurdly large, and when ONNX's shape inference
    finds a node malformed.
    """
    light = _without_weight_data(contents)
    types: dict[str, TensorType] = {constant.name: constant.type for constant in contents.constants}
    declared = _bind_inputs(light.graph, types, inputs or {})
    try:
        inferred = onnx.shape_inference.infer_shapes(light, data_prop=True).graph
    except ONNX_ERRORS as error:
        raise VerifyError(f"graph {light.graph.name!r}: its shapes can't be inferred: {error}") from error
    _add_types((*inferred.input, *inferred.value_info, *inferred.output), types)
    return Inference(types, follow_values(contents, types, declared))


def _add_types(values: Iterable[onnx.ValueInfoProto], types: dict[str, TensorType]) -> None:
    """Add the types of values that have none; most values of a network have a type that another one has too."""
    known: dict[bytes, TensorType] = {}
    for value in values:
        name = value.name
        if name not in types:
            data = value.type.SerializeToString()
            found = known.get(data)
            if found is None:
                known[data] = found = tensor_type(name, value.type)
            types[name] = found


def _without_weight_data(contents: Contents) -> onnx.ModelProto:
    """A copy in which large initializers keep only name, type and sizes, so that inference stays cheap."""
    model = contents.model
    light = onnx.ModelProto(ir_version=model.ir_version, opset_import=model.opset_import)
    graph = light.graph
    heavy = [it.elements > LARGEST_KEPT and not it.external for it in contents.constants]
    if not any(heavy):
        graph.CopyFrom(model.graph)
        del graph.sparse_initializer[:]
        return light
    graph.name = model.graph.name
    for field in ("node", "input", "output", "value_info"):
        getattr(graph, field).extend(getattr(model.graph, field))
    for constant, is_heavy in zip(contents.constants, heavy, strict=True):
        if is_heavy:
            graph.initializer.add(name=constant.name, data_type=constant.type.element_type, dims=constant.type.shape)
        else:
            graph.initializer.append(constant.message)
    return light


def _bind_inputs(
    graph: onnx.GraphProto, weights: Container[str], inputs: Mapping[str, Sequence[int]]
) -> dict[str, TensorType]:
    """Give the inputs their sizes; take out the types that the graph declares for inner values and return them.

    What a graph declares is believed only where inference finds nothing, and not when an input has another size than
    the graph was made for.
    """
    activations = [value for value in graph.input if value.name not in weights]
    unknown = set(inputs) - {value.name for value in activations}
    if unknown:
        names = ", ".join(value.name for value in activations)
        raise VerifyError(f"graph {graph.name!r} has no input {sorted(unknown)[0]!r}; its inputs are: {names}")
    symbols: dict[str, int] = {}
    resized = False
    for value in activations:
        resized |= _bind_input(value, inputs.get(value.name), symbols)
    declared: dict[str, TensorType] = {}
    for value in (*graph.value_info, *graph.output):
        _bind_symbols(value, symbols)
        if not resized:
            declared[value.name] = tensor_type(value.name, value.type)
        value.type.tensor_type.ClearField("shape")
    del graph.value_info[:]
    return declared


def _bind_input(value: onnx.ValueInfoProto, sizes: Sequence[int] | None, symbols: dict[str, int]) -> bool:
    """Give one graph input its sizes, note what its symbols stand for; True when a fixed size was replaced."""
    dims = value.type.tensor_type.shape.dim
    if sizes is not None and not value.type.tensor_type.HasField("shape"):
        dims.extend(onnx.TensorShapeProto.Dimension() for _ in sizes)
    if sizes is not None and len(sizes) != len(dims):
        raise VerifyError(f"input {value.name!r} has {len(dims)} dimensions, but the shape {list(sizes)} was given")
    if sizes is not None and any(size < 1 for size in sizes):
        raise VerifyError(f"input {value.name!r} needs sizes of at least 1, but the shape {list(sizes)} was given")
    resized = False
    for index, dim in enumerate(dims):
        size = sizes[index] if sizes is not None else None
        if dim.HasField("dim_value"):
            resized |= size is not None and size != dim.dim_value
        elif size is None:
            size = symbols.get(dim.dim_param, 1 if index == 0 else None)
        if size is not None:
            if dim.dim_param:
                symbols.setdefault(dim.dim_param, size)
            dim.dim_value = size
    return resized


def _bind_symbols(value: onnx.ValueInfoProto, symbols: Mapping[str, int]) -> None:
    for dim in value.type.tensor_type.shape.dim:
        if dim.dim_param in symbols:
            dim.dim_value = symbols[dim.dim_param]
        elif dim.dim_param:
            dim.ClearField("dim_param")
