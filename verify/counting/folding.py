"""Values of small integer tensors that a graph computes from shapes: what exporters write to reshape by."""

from collections.abc import Callable, Mapping, Sequence
from functools import reduce
from math import prod
from types import MappingProxyType
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx

Value = npt.NDArray[Any]
Attributes = Mapping[str, Any]

MAX_VALUES = 64
"""Tensors with more elements are not followed: shapes have few."""


def constant_value(tensor: onnx.TensorProto) -> Value | None:
    """The values of a small constant, None when it is large, stored elsewhere or malformed."""
    if prod(tensor.dims) > MAX_VALUES or tensor.data_location == onnx.TensorProto.EXTERNAL:
        return None
    try:
        return onnx.numpy_helper.to_array(tensor)
    except (ValueError, TypeError, KeyError):
        return None


def written_value(node: onnx.NodeProto) -> Value | None:
    """The values that a Constant node holds, None when they are many, or neither numbers nor a dense tensor."""
    for attribute in node.attribute:
        if attribute.name == "value":
            return constant_value(attribute.t)
        if attribute.name == "value_int":
            return np.array(attribute.i, dtype=np.int64)
        if attribute.name == "value_float":
            return np.array(attribute.f, dtype=np.float32)
        if attribute.name == "value_ints" and len(attribute.ints) <= MAX_VALUES:
            return np.array(attribute.ints, dtype=np.int64)
        if attribute.name == "value_floats" and len(attribute.floats) <= MAX_VALUES:
            return np.array(attribute.floats, dtype=np.float32)
    return None


def fold(node: onnx.NodeProto, inputs: Sequence[Value | None]) -> list[Value] | None:
    """The outputs of `node` for known inputs (None: left out); None when it is not an operator on shapes."""
    function = _FUNCTIONS.get(node.op_type)
    if function is None or node.domain not in ("", "ai.onnx"):
        return None
    try:
        attributes = {attribute.name: onnx.helper.get_attribute_value(attribute) for attribute in node.attribute}
        with np.errstate(all="raise"):
            values = function(attributes, *inputs)
    except (ArithmeticError, AttributeError, IndexError, KeyError, TypeError, ValueError):
        return None
    outputs = values if isinstance(values, list) else [np.asarray(values)]
    return outputs if all(value.size <= MAX_VALUES for value in outputs) else None


def _axes(attributes: Attributes, axes: Value | None) -> tuple[int, ...] | None:
    if "axes" in attributes:
        return tuple(attributes["axes"])
    return None if axes is None else tuple(int(axis) for axis in axes)


def _slice(attributes: Attributes, data: Value, *bounds: Value | None) -> Value:
    starts, ends, axes, steps = (*bounds, None, None, None, None)[:4] if bounds else _slice_attributes(attributes)
    if starts is None or ends is None:
        raise ValueError("a slice without bounds")
    cut = [slice(None)] * data.ndim
    for position, (start, end) in enumerate(zip(starts, ends, strict=True)):
        axis = position if axes is None else int(axes[position])
        cut[axis] = slice(int(start), int(end), 1 if steps is None else int(steps[position]))
    return data[tuple(cut)]


def _slice_attributes(attributes: Attributes) -> tuple[Value | None, ...]:
    keys = ("starts", "ends", "axes", "steps")
    return tuple(np.array(attributes[key]) if key in attributes else None for key in keys)


def _divide(_: Attributes, left: Value, right: Value) -> Value:
    if left.dtype.kind not in "iu":
        return np.asarray(left / right)
    quotient: Value = np.sign(left) * np.sign(right) * (np.abs(left) // np.abs(right))
    return quotient


def _squeeze(attributes: Attributes, data: Value, axes: Value | None = None) -> Value:
    return np.squeeze(data, axis=_axes(attributes, axes))


def _unsqueeze(attributes: Attributes, data: Value, axes: Value | None = None) -> Value:
    return np.expand_dims(data, _axes(attributes, axes) or ())


def _cast(attributes: Attributes, data: Value) -> Value:
    return data.astype(onnx.helper.tensor_dtype_to_np_dtype(attributes["to"]))


def _fill(attributes: Attributes, shape: Value) -> Value:
    if np.prod(shape, dtype=object) > MAX_VALUES:
        raise ValueError("too large to follow")
    value = attributes.get("value")
    return np.full(tuple(shape), 0 if value is None else onnx.numpy_helper.to_array(value).item())


def _expand(_: Attributes, data: Value, shape: Value) -> Value:
    if np.prod(shape, dtype=object) > MAX_VALUES:
        raise ValueError("too large to follow")
    return np.broadcast_to(data, np.broadcast_shapes(data.shape, tuple(shape)))


def _range(_: Attributes, start: Value, limit: Value, delta: Value) -> Value:
    if (limit - start) / delta > MAX_VALUES:
        raise ValueError("too large to follow")
    values: Value = np.arange(start.item(), limit.item(), delta.item(), dtype=start.dtype)
    return values


_FUNCTIONS: Mapping[str, Callable[..., Any]] = MappingProxyType(
    {
        "Add": lambda _, left, right: left + right,
        "Cast": _cast,
        "CastLike": lambda _, data, like: data.astype(like.dtype),
        "Ceil": lambda _, data: np.ceil(data),
        "Concat": lambda attributes, *data: np.concatenate(data, axis=attributes["axis"]),
        "ConstantOfShape": _fill,
        "Div": _divide,
        "Equal": lambda _, left, right: left == right,
        "Expand": _expand,
        "Floor": lambda _, data: np.floor(data),
        "Gather": lambda attributes, data, indices: np.take(data, indices, axis=attributes.get("axis", 0)),
        "Identity": lambda _, data: data,
        "Max": lambda _, *data: reduce(np.maximum, data),
        "Min": lambda _, *data: reduce(np.minimum, data),
        "Mod": lambda _, left, right: np.mod(left, right),
        "Mul": lambda _, left, right: left * right,
        "Neg": lambda _, data: -data,
        "Range": _range,
        "ReduceProd": lambda attributes, data, axes=None: np.prod(
            data, axis=_axes(attributes, axes), keepdims=bool(attributes.get("keepdims", 1))
        ),
        "Reshape": lambda _, data, shape: data.reshape(tuple(shape)),
        "Slice": _slice,
        "Squeeze": _squeeze,
        "Sub": lambda _, left, right: left - right,
        "Unsqueeze": _unsqueeze,
        "Where": lambda _, condition, left, right: np.where(condition, left, right),
    }
)

FOLDED = frozenset({"Constant", "Shape", *_FUNCTIONS})
"""Operators whose outputs can be known before the graph runs."""
