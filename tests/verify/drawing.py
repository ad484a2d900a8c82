"""Tiny convolutional networks without weights, from ONNX's text format."""

from __future__ import annotations

import onnx
from onnx import TensorProto, parser

from verify.weightless import describe


def network(body: str, weights: dict[str, list[int]], outputs: str = "float[batch, 4, 8, 8] y") -> onnx.ModelProto:
    """A network of the nodes in `body` on images `x` of 3 × 8 × 8."""
    text = f'<ir_version: 8, opset_import: ["" : 19]> net (float[batch, 3, 8, 8] x) => ({outputs}) {{{body}}}'
    model = parser.parse_model(text)
    model.graph.initializer.extend(describe(name, TensorProto.FLOAT, dims) for name, dims in weights.items())
    return model
