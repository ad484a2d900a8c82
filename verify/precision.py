"""The number format that a network computes in, as its graph tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalog.quantities import Precision

if TYPE_CHECKING:
    import onnx

QUANTIZED = frozenset(
    {
        "DequantizeLinear",
        "QLinearConv",
        "QLinearMatMul",
        "QGemm",
        "ConvInteger",
        "MatMulInteger",
        "MatMulIntegerToFloat",
        "DynamicQuantizeMatMul",
    }
)
"""Operators of graphs that compute with weights in eight bits, or as if they were."""


def precision_of(model: onnx.ModelProto) -> Precision:
    """Return `int8` for a graph with quantised operators, `fp16` for one whose weights are, else `fp32`."""
    from onnx import TensorProto

    if any(node.op_type in QUANTIZED for node in model.graph.node):
        return "int8"
    halves = any(tensor.data_type == TensorProto.FLOAT16 for tensor in model.graph.initializer if tensor.dims)
    return "fp16" if halves else "fp32"
