"""Seeded random weights for a weightless graph, scaled so that deep networks neither fade nor overflow."""

from __future__ import annotations

from dataclasses import dataclass
from math import prod, sqrt
from typing import TYPE_CHECKING, Any

from verify.weightless import described_weights

if TYPE_CHECKING:
    import numpy as np
    import onnx
    from numpy.typing import NDArray

BLOCK = 1_048_573
"""How many random numbers are drawn; weights are cut from the block, and larger ones repeat it.

Drawing 83 million numbers for a large network would take seconds. The length is the largest prime below 2**20, so that
no repetition lines up with the rows of a weight.
"""


@dataclass(frozen=True)
class Normal:
    """A normal distribution."""

    mean: float
    deviation: float


SCALE = Normal(0.9, 0.05)
"""Of normalization, and of factors.

Below 1, because a residual network adds a branch to its input block after block: at 0.9 the outputs of 50 blocks are in
the millions, far within single precision, and those of 28 layers without shortcuts still differ from image to image.
"""
SHIFT = Normal(0.0, 0.1)
"""Of normalization, and of biases."""
MEAN = Normal(0.0, 0.1)
"""The running mean of batch normalization."""
VARIANCE = Normal(1.0, 0.05)
"""The running variance of batch normalization."""
QUANTIZED = Normal(0.0, 25.0)
"""Of weights in INT8: the largest of a million normal numbers, which the scale maps to 127, is five deviations away."""
LARGEST_QUANTIZED = 127


def random_weights(model: onnx.ModelProto, seed: int) -> dict[str, NDArray[Any]]:
    """Return an array of the right dtype and shape for each weight that a graph describes, the same for the same seed.

    Kernels of convolutions and matrix products are scaled by their fan-in as He et al. do (2015, arXiv:1502.01852).

    Args:
        model: A weightless graph.
        seed: Any non-negative integer.
    """
    import numpy as np
    from onnx import helper

    generator = np.random.default_rng(seed)
    block = generator.standard_normal(BLOCK, dtype=np.float32)
    normals = _normals(model)
    values: dict[str, NDArray[Any]] = {}
    for tensor in described_weights(model):
        start = int(generator.integers(BLOCK))
        dtype = helper.tensor_dtype_to_np_dtype(tensor.data_type)
        quantized = np.issubdtype(dtype, np.integer)
        normal = QUANTIZED if quantized else normals.get(tensor.name, SHIFT)
        numbers = _drawn(block, start, prod(tensor.dims), normal)
        if quantized:
            np.clip(np.rint(numbers), 0 if dtype.kind == "u" else -LARGEST_QUANTIZED, LARGEST_QUANTIZED, out=numbers)
        values[tensor.name] = numbers.reshape(tuple(tensor.dims)).astype(dtype, copy=False)
    return values


def _drawn(block: NDArray[np.float32], start: int, size: int, normal: Normal) -> NDArray[np.float32]:
    """Cut numbers from the block, and give them a mean and deviation."""
    import numpy as np

    numbers = np.empty(size, np.float32)
    filled = 0
    while filled < size:
        piece = block[start : start + size - filled]
        np.multiply(piece, np.float32(normal.deviation), out=numbers[filled : filled + len(piece)])
        filled += len(piece)
        start = 0
    if normal.mean:
        numbers += np.float32(normal.mean)
    return numbers


def _normals(model: onnx.ModelProto) -> dict[str, Normal]:
    tensors = {tensor.name: tensor for tensor in described_weights(model)}
    result: dict[str, Normal] = {}
    for node in model.graph.node:
        for position, name in enumerate(node.input):
            if name in tensors:
                result.setdefault(name, _normal(node, position, tensors[name]))
    return result


def _normal(node: onnx.NodeProto, position: int, tensor: onnx.TensorProto) -> Normal:
    if node.op_type in ("Conv", "ConvTranspose", "Gemm", "MatMul") and len(tensor.dims) > 1:
        return Normal(0.0, sqrt(2 / max(1, _fan_in(node, tensor))))
    if node.op_type.endswith("Normalization"):
        return {1: SCALE, 3: MEAN, 4: VARIANCE}.get(position, SHIFT)
    return SCALE if node.op_type in ("Mul", "Div") else SHIFT


def _fan_in(node: onnx.NodeProto, tensor: onnx.TensorProto) -> int:
    """Return how many products are added to one element of the output."""
    dims = tensor.dims
    settings = {attribute.name: attribute.i for attribute in node.attribute}
    if node.op_type == "Conv":
        return prod(dims[1:])
    if node.op_type == "ConvTranspose":
        # The weight is [in, out / groups, height, width].
        return prod((dims[0], *dims[2:])) // max(1, settings.get("group", 1))
    if node.op_type == "Gemm" and settings.get("transB"):
        return dims[1]
    return dims[-2]
