"""YOLOv3 (Redmon and Farhadi, 2018, arXiv:1804.02767) as PaddleDetection builds it, on two kinds of backbone.

The graph ends in the three output maps. Decoding of boxes and suppression of doubles, which PaddleDetection runs after
them, hold no weights and are left out. Weights have the names of PaddleDetection's static graphs, in which its pages
say what was pruned.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from verify.builders.graph_writer import GraphWriter

if TYPE_CHECKING:
    import onnx

Backbone = Callable[[GraphWriter], list[str]]
"""Adds a backbone; returns its maps at an 8th, a 16th and a 32nd of the image's side."""

ANCHORS_PER_MAP = 3
BOX_VALUES = 5
"""Four of a box and one for whether there is an object."""
SLOPE = 0.1
"""Of the head's leaky ReLU."""
WIDTHS = (512, 256, 128)
"""Channels of each branch of the head, coarsest first."""
STRIDES = (32, 16, 8)


def yolov3(backbone: Backbone, classes: int) -> onnx.ModelProto:
    """Return YOLOv3 on a backbone: images to three maps of [batch, 3 × (5 + classes), side, side]."""
    graph = GraphWriter()
    route = None
    outputs: list[tuple[str, Sequence[str | int]]] = []
    for branch, (data, width) in enumerate(zip(reversed(backbone(graph)), WIDTHS, strict=True)):
        if route is not None:
            data = graph.concat([route, data], f"yolo_concat.{branch}")
        name = f"yolo_block.{branch}"
        for layer, size in (("0.0", 1), ("0.1", 3), ("1.0", 1), ("1.1", 3), ("2", 1)):
            data = _convolution(graph, data, f"{name}.{layer}", width if size == 1 else 2 * width, size)
        tip = _convolution(graph, data, f"{name}.tip", 2 * width, 3)
        channels = ANCHORS_PER_MAP * (BOX_VALUES + classes)
        output = graph.convolution(tip, f"yolo_output.{branch}.conv", channels, bias=True)
        sides = tuple(f"{side}/{STRIDES[branch]}" for side in ("height", "width"))
        outputs.append((output, ("batch", channels, *sides)))
        if branch < len(WIDTHS) - 1:
            route = _convolution(graph, data, f"yolo_transition.{branch}", width // 2, 1)
            route = graph.upsample(route, f"yolo_upsample.{branch}", 2)
    return graph.model("yolov3", outputs)


def _convolution(graph: GraphWriter, data: str, name: str, output: int, size: int) -> str:
    data = graph.convolution(data, f"{name}.conv", output, size=size)
    return graph.leaky_relu(graph.batch_norm(data, f"{name}.bn"), SLOPE)
