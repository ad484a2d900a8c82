"""Read a weightless ONNX graph from disk, check it, and say what it is."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from catalog.evidence import GraphFacts, TensorFacts
from verify.exceptions import VerifyError

if TYPE_CHECKING:
    import onnx

SIZE_LIMIT = 64 * 1024 * 1024
"""Bytes; a graph without weights is tens of KB, so anything near this is no such graph."""

LARGEST_NETWORK = 2 << 30
"""Bytes of a network with its weights; more does not fit into one ONNX file."""

MOST_CHANNELS = 4
"""Of an image; a larger axis of an input is one of its sides."""


def read_graph(path: Path, largest: int = SIZE_LIMIT) -> tuple[onnx.ModelProto, str]:
    """Return the graph in `path` and the SHA-256 of its bytes.

    Args:
        path: The file.
        largest: Bytes that the file may have; the default is for a graph without weights.

    Raises:
        VerifyError: the file can't be read, is too large, holds no ONNX graph, or one beyond `verify.counting.limits`.
    """
    import onnx
    from google.protobuf.message import DecodeError

    from verify.counting.limits import check_limits

    try:
        size = path.stat().st_size
        if size > largest:
            kind = "graph without weights" if largest == SIZE_LIMIT else "network with its weights"
            raise VerifyError(f"{path}: expected a {kind}, at most {largest:,} bytes, found {size:,}")
        data = path.read_bytes()
    except OSError as error:
        raise VerifyError(f"{path}: can't be read: {error.strerror}") from error
    model = onnx.ModelProto()
    try:
        model.ParseFromString(data)
    except DecodeError as error:
        raise VerifyError(f"{path}: expected an ONNX graph; its bytes don't parse as one") from error
    if not model.graph.node:
        raise VerifyError(f"{path}: expected an ONNX graph; it holds no operator")
    check_limits(model)
    return model, hashlib.sha256(data).hexdigest()


def graph_facts(model: onnx.ModelProto, file: str, sha256: str) -> GraphFacts:
    """Describe a graph: opset, number of nodes, inputs and outputs.

    Raises:
        VerifyError: an input or output has a data type that ONNX does not have.
    """
    weights = {tensor.name for tensor in model.graph.initializer}
    return GraphFacts(
        file=file,
        sha256=sha256,
        opset=next((entry.version for entry in model.opset_import if entry.domain in ("", "ai.onnx")), 0),
        nodes=len(model.graph.node),
        inputs=tuple(_tensor_facts(value) for value in model.graph.input if value.name not in weights),
        outputs=tuple(_tensor_facts(value) for value in model.graph.output),
    )


def _tensor_facts(value: onnx.ValueInfoProto) -> TensorFacts:
    import onnx

    tensor = value.type.tensor_type
    if tensor.elem_type not in onnx.TensorProto.DataType.values():
        raise VerifyError(f"tensor {value.name!r} has the type {tensor.elem_type}, which ONNX does not have")
    shape = tuple(size.dim_value or size.dim_param or "?" for size in tensor.shape.dim)
    return TensorFacts(name=value.name, dtype=onnx.TensorProto.DataType.Name(tensor.elem_type).lower(), shape=shape)


def fixed_side(facts: GraphFacts) -> int | None:
    """Return the side in pixels that the graph's first input is for; None if it leaves its sides open."""
    shape = facts.inputs[0].shape[1:] if facts.inputs else ()
    return next((axis for axis in shape if isinstance(axis, int) and axis > MOST_CHANNELS), None)


def has_open_sides(facts: GraphFacts) -> bool:
    """Tell whether the graph takes images of any height and width."""
    return all(isinstance(axis, str) for tensor in facts.inputs for axis in tensor.shape[2:])


def image_shape(facts: GraphFacts, batch: int, size: int) -> tuple[str, tuple[int, ...]]:
    """Return the name of the graph's image input and its shape at a batch and a side in pixels.

    Raises:
        VerifyError: the graph does not take one image of that side.
    """
    if len(facts.inputs) != 1 or len(facts.inputs[0].shape) != 4:
        shapes = ", ".join(f"{tensor.name}{list(tensor.shape)}" for tensor in facts.inputs)
        raise VerifyError(f"{facts.file}: expected one input of four axes, an image, not {shapes or 'none'}")
    (tensor,) = facts.inputs
    sides = [axis for axis in tensor.shape[1:] if not (isinstance(axis, int) and axis <= MOST_CHANNELS)]
    if any(isinstance(side, int) and side != size for side in sides):
        raise VerifyError(f"{facts.file}: the graph is for {list(tensor.shape)}, not for images of {size} pixels")
    rest = tuple(axis if isinstance(axis, int) else size for axis in tensor.shape[1:])
    return tensor.name, (batch, *rest)
