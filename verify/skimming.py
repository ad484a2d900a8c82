"""Read an ONNX file of any size without the data of its weights.

An ONNX file is a protobuf message in which the data of tensors is nearly all there is. It is mapped and walked field by
field; a large tensor's data is never touched, and the tensor comes back as one whose data lies elsewhere.
"""

from __future__ import annotations

import mmap
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from verify.exceptions import VerifyError

if TYPE_CHECKING:
    import onnx

SIZE_LIMIT = 64 * 1024 * 1024
"""Bytes that a graph may take without its weights; real ones take less than one."""

SMALL_FILE = 128 * 1024
"""Bytes of a file that is read as it is."""

KEPT_BYTES = 4096
"""Data of a tensor up to this size is kept: shapes, axes, bounds and scales are smaller."""

_MESSAGES: Mapping[str, Mapping[int, str]] = MappingProxyType(
    {
        "model": {7: "graph", 25: "function"},
        "graph": {1: "node", 5: "tensor"},
        "function": {7: "node"},
        "node": {5: "attribute"},
        "attribute": {5: "tensor", 6: "graph"},
    }
)
"""Message of onnx.proto → number of a field → the message that the field holds, on the way to every tensor."""

DEEPEST = 100
"""How deep messages may lie in each other; protobuf's own limit."""

# TensorProto: float_data, int32_data, string_data, int64_data, raw_data, double_data, uint64_data.
_DATA = frozenset({4, 5, 6, 7, 9, 10, 11})
_VARINT, _FIXED64, _LENGTH, _FIXED32 = 0, 1, 2, 5


def skim(path: Path) -> onnx.ModelProto:
    """Return the model in `path`.

    Of a file larger than `SMALL_FILE`, tensors with more than `KEPT_BYTES` of data keep name, type and sizes only.

    Raises:
        VerifyError: the file can't be read, holds no ONNX graph, or takes more than `SIZE_LIMIT` without its weights.
    """
    import onnx
    from google.protobuf.message import DecodeError

    model = onnx.ModelProto()
    try:
        if path.stat().st_size <= SMALL_FILE:
            model.ParseFromString(path.read_bytes())
        else:
            with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
                model.ParseFromString(_Skimmer(data).message("model", 0, len(data)))
    except OSError as error:
        raise VerifyError(f"{path}: can't be read: {error.strerror}") from error
    except (DecodeError, ValueError, IndexError) as error:
        raise VerifyError(f"{path}: expected an ONNX graph; its bytes don't parse as one") from error
    except OverflowError as error:
        raise VerifyError(f"{path}: expected at most {SIZE_LIMIT:,} bytes beside the weights") from error
    if not model.graph.node:
        raise VerifyError(f"{path}: expected an ONNX graph; it holds no operator")
    return model


class _Skimmer:
    """Copies a model's bytes, large tensors without their data; raises ValueError or IndexError on malformed ones."""

    def __init__(self, data: mmap.mmap) -> None:
        self._data = data
        self._left = SIZE_LIMIT

    def message(self, kind: str, position: int, end: int, depth: int = 0) -> bytes:
        """The bytes of the message between two positions, without the data of large tensors."""
        if depth > DEEPEST:
            raise ValueError("messages in each other without an end")
        if end - position <= KEPT_BYTES:
            return self._copy(position, end)
        if kind == "tensor":
            return self._tensor(position, end)
        parts = bytearray()
        copied = position
        for number, start, body, stop in self._fields(position, end):
            inner = _MESSAGES[kind].get(number)
            if inner and stop - body > KEPT_BYTES:
                parts += self._copy(copied, start) + _field(number, self.message(inner, body, stop, depth + 1))
                copied = stop
        return bytes(parts + self._copy(copied, end))

    def _tensor(self, position: int, end: int) -> bytes:
        fields = list(self._fields(position, end))
        if sum(stop - body for number, _, body, stop in fields if number in _DATA) <= KEPT_BYTES:
            return self._copy(position, end)
        kept = b"".join(self._copy(start, stop) for number, start, _, stop in fields if number not in _DATA)
        return kept + _ELSEWHERE

    def _copy(self, start: int, end: int) -> bytes:
        self._left -= end - start
        if self._left < 0:
            raise OverflowError
        return self._data[start:end]

    def _fields(self, position: int, end: int) -> Iterator[tuple[int, int, int, int]]:
        """Yield number, start, start of the value and end of every field between two positions."""
        while position < end:
            start = position
            tag, position = self._varint(position, end)
            kind = tag & 7
            body = position
            if kind == _VARINT:
                _, position = self._varint(position, end)
            elif kind == _LENGTH:
                length, body = self._varint(position, end)
                position = body + length
            elif kind in (_FIXED64, _FIXED32):
                position += 8 if kind == _FIXED64 else 4
            else:
                raise ValueError("a field of a kind that protobuf does not have")
            if position > end:
                raise ValueError("a field longer than what holds it")
            yield tag >> 3, start, body, position

    def _varint(self, position: int, end: int) -> tuple[int, int]:
        value = shift = 0
        while position < end and shift < 64:
            byte = self._data[position]
            value |= (byte & 0x7F) << shift
            position += 1
            shift += 7
            if byte < 0x80:
                return value, position
        raise ValueError("a number without an end")


def _field(number: int, value: bytes) -> bytes:
    return _number((number << 3) | _LENGTH) + _number(len(value)) + value


def _number(value: int) -> bytes:
    encoded = bytearray()
    while value > 0x7F:
        encoded.append((value & 0x7F) | 0x80)
        value >>= 7
    encoded.append(value)
    return bytes(encoded)


# TensorProto.data_location (14) = EXTERNAL (1), external_data (13) = {key: location, value: weights}.
_ELSEWHERE = _number(14 << 3) + b"\x01" + _field(13, _field(1, b"location") + _field(2, b"weights"))
