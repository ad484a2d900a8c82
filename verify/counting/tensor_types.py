"""Shapes and data types of values, and the limits on them."""

from collections.abc import Sequence
from functools import cache
from math import prod
from typing import NamedTuple

import onnx

from verify.counting.operation import Shape
from verify.exceptions import VerifyError

MAX_ELEMENTS = 2**40
"""A tensor with more elements is refused: no network has one, and its counts would mean nothing."""

_BITS = {
    **dict.fromkeys(("DOUBLE", "INT64", "UINT64", "COMPLEX64"), 64),
    **dict.fromkeys(("FLOAT", "INT32", "UINT32"), 32),
    **dict.fromkeys(("FLOAT16", "BFLOAT16", "INT16", "UINT16"), 16),
    **dict.fromkeys(("INT8", "UINT8", "BOOL"), 8),
    **dict.fromkeys(("FLOAT8E4M3FN", "FLOAT8E4M3FNUZ", "FLOAT8E5M2", "FLOAT8E5M2FNUZ", "FLOAT8E8M0"), 8),
    **dict.fromkeys(("INT4", "UINT4", "FLOAT4E2M1"), 4),
    **dict.fromkeys(("INT2", "UINT2"), 2),
    "COMPLEX128": 128,
}


class TensorType(NamedTuple):
    """What is known of one value."""

    shape: Shape | None
    """None when it, or one of its sizes, is unknown."""
    element_type: int
    """A member of `onnx.TensorProto.DataType`; 0 when unknown."""


def tensor_type(name: str, value_type: onnx.TypeProto) -> TensorType:
    """The type of the value `name`; raises VerifyError when its shape is absurd."""
    tensor = value_type.tensor_type
    dims = [dim.dim_value for dim in tensor.shape.dim]
    smallest = min(dims, default=0)
    # A size that is not there reads as 0. Inference takes the −1 of a target shape for a size where it can't tell more.
    if smallest < 0 or (smallest == 0 and not _is_stated(tensor)):
        return TensorType(None, tensor.elem_type)
    return TensorType(checked_shape(name, dims), tensor.elem_type)


def _is_stated(tensor: onnx.TypeProto.Tensor) -> bool:
    return tensor.HasField("shape") and all(dim.HasField("dim_value") for dim in tensor.shape.dim)


def checked_shape(name: str, dims: Sequence[int]) -> Shape:
    """The sizes of `name` as a shape; raises VerifyError when one is negative or the tensor absurdly large."""
    shape = tuple(dims)
    if min(shape, default=0) < 0:
        raise VerifyError(f"tensor {name!r} has a negative size: {list(shape)}")
    if prod(shape) > MAX_ELEMENTS:
        raise VerifyError(f"tensor {name!r} of shape {list(shape)} has more than 2^40 elements")
    return shape


def tensor_bytes(element_type: int, elements: int) -> int:
    """Bytes of a tensor; elements of less than a byte are packed, as ONNX stores them."""
    return (elements * element_bits(element_type) + 7) // 8


@cache
def element_bits(element_type: int) -> int:
    """Bits of one element of an `onnx.TensorProto.DataType`; 0 for types without a fixed size."""
    name = onnx.TensorProto.DataType.Name(element_type) if element_type in onnx.TensorProto.DataType.values() else ""
    return _BITS.get(name, 0)
