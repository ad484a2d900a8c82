"""Weights that an ONNX file keeps in files beside it: whether they are there, without reading them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from math import prod
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from verify.exceptions import VerifyError

if TYPE_CHECKING:
    import onnx


def check_external_data(model: onnx.ModelProto, folder: Path, skipped: str | None = None) -> tuple[str, ...]:
    """Compare the weights that lie in other files with these files' sizes; return what is wrong, a sentence a file.

    `skipped` is a location that stands for no file. No file is opened.

    Raises:
        VerifyError: a location lies outside `folder`.
    """
    from onnx import TensorProto

    needed: dict[str, int] = defaultdict(int)
    counted: dict[str, int] = defaultdict(int)
    for tensor in _tensors(model.graph):
        if tensor.data_location != TensorProto.EXTERNAL:
            continue
        entries = {entry.key: entry.value for entry in tensor.external_data}
        location = entries.get("location", "")
        if location == skipped:
            continue
        needed[location] = max(needed[location], _end(tensor, entries))
        counted[location] += 1
    return tuple(
        problem for location, size in needed.items() if (problem := _problem(folder, location, size, counted[location]))
    )


def _tensors(graph: onnx.GraphProto) -> Iterator[onnx.TensorProto]:
    yield from graph.initializer
    yield from (attribute.t for node in graph.node for attribute in node.attribute if attribute.HasField("t"))


def _end(tensor: onnx.TensorProto, entries: dict[str, str]) -> int:
    """The byte behind a tensor's last one in its file."""
    from verify.counting.tensor_types import checked_shape, tensor_bytes

    elements = prod(checked_shape(tensor.name, tensor.dims))
    try:
        offset = int(entries.get("offset") or 0)
        length = int(entries.get("length") or tensor_bytes(tensor.data_type, elements))
    except ValueError as error:
        raise VerifyError(f"weight {tensor.name!r}: offset and length of its data must be whole numbers") from error
    if offset < 0 or length < 0:
        raise VerifyError(f"weight {tensor.name!r}: offset and length of its data must not be negative")
    return offset + length


def _problem(folder: Path, location: str, size: int, tensors: int) -> str | None:
    path = _inside(folder, location)
    try:
        found = path.stat().st_size if path.is_file() else None
    except OSError:
        found = None
    if found is None:
        return f"{location}: holds the data of {tensors} weights and is not here"
    return None if found >= size else f"{location}: has {found:,} bytes, its {tensors} weights need {size:,}"


def _inside(folder: Path, location: str) -> Path:
    relative = PurePosixPath(location)
    refused = VerifyError(f"the file of weights {location!r} lies outside the model's folder; it is never opened")
    if not location or "\0" in location or relative.is_absolute() or ".." in relative.parts:
        raise refused
    path = folder.joinpath(*relative.parts)
    try:
        inside = path.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError) as error:
        raise refused from error
    if not inside:
        raise refused
    return path
