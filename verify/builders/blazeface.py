"""BlazeFace (Bazarevsky et al., 2019, arXiv:1907.05047) in PaddleDetection's three editions.

The graph ends in the offsets of the boxes and the scores of their two classes, background and face, for every prior
box. The prior boxes themselves, decoding and suppression of doubles hold no weights and are left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from verify.builders.graph_writer import GraphWriter

if TYPE_CHECKING:
    import onnx

FIRST_MAP = -4
"""The block whose value is the finer map, counted from the end."""
PRIORS = (2, 6)
"""Prior boxes at each place of the two maps."""
BOX_VALUES = 4
CLASSES = 2


@dataclass(frozen=True)
class Block:
    """One block of the original or the NAS edition."""

    depthwise: int
    """Output channels of the first convolution, a depthwise one."""
    pointwise: int
    """Output channels of the second."""
    double: int | None = None
    """Output channels of the fourth convolution, in a double block."""
    stride: int = 1

    @property
    def output(self) -> int:
        """Output channels of the block."""
        return self.double or self.pointwise


ORIGINAL = (
    Block(24, 24),
    Block(24, 24),
    Block(24, 48, stride=2),
    Block(48, 48),
    Block(48, 48),
    Block(48, 24, 96, stride=2),
    Block(96, 24, 96),
    Block(96, 24, 96),
    Block(96, 24, 96, stride=2),
    Block(96, 24, 96),
    Block(96, 24, 96),
)

NAS = (
    Block(12, 12),
    Block(12, 12, stride=2),
    Block(12, 12),
    Block(12, 16, 24, stride=2),
    Block(24, 12, 24),
    Block(24, 16, 72, stride=2),
    Block(72, 12, 72),
)

LITE = (
    *((24, 1), (28, 1), (32, 2), (36, 1), (42, 1), (48, 2)),
    *((56, 1), (64, 1), (72, 1), (80, 1), (88, 1)),
    *((96, 2), (96, 1), (96, 1), (96, 1), (96, 1)),
)
"""The Lite edition's blocks: output channels and stride."""


def blazeface(blocks: Sequence[Block]) -> onnx.ModelProto:
    """Return BlazeFace of the given blocks: images to boxes [batch, priors, 4] and scores [batch, priors, 2].

    The head reads what the last block gives, and the fourth before the end.
    """
    graph = GraphWriter()
    data = _layer(graph, graph.images, "conv1", blocks[0].depthwise, size=3, stride=2)
    values = []
    for position, block in enumerate(blocks):
        data = _block(graph, data, _name(blocks, position), block)
        values.append(data)
    return _head(graph, [values[FIRST_MAP], data])


def blazeface_lite() -> onnx.ModelProto:
    """Return the Lite edition, whose blocks are a depthwise convolution and a plain one; see `blazeface`.

    The head reads the value before the last block that halves the sides, and the last value.
    """
    graph = GraphWriter()
    data = _layer(graph, graph.images, "conv1", LITE[0][0], size=5, stride=2)
    first = data
    for position, (output, stride) in enumerate(LITE, start=2):
        if stride == 2:
            first = data
        data = _lite_block(graph, data, f"conv{position}", output, stride)
    return _head(graph, [first, data])


def _name(blocks: Sequence[Block], position: int) -> str:
    single = sum(block.double is None for block in blocks)
    return f"blaze_{position}" if position < single else f"double_blaze_{position - single}"


def _block(graph: GraphWriter, data: str, name: str, block: Block) -> str:
    branch = _layer(graph, data, f"{name}1_dw", block.depthwise, size=5, stride=block.stride, groups=block.depthwise)
    branch = _layer(graph, branch, f"{name}1_sep", block.pointwise, activation=block.double is not None)
    if block.double is not None:
        branch = _layer(graph, branch, f"{name}2_dw", block.pointwise, size=5, groups=block.pointwise)
        branch = _layer(graph, branch, f"{name}2_sep", block.double)
    if block.stride == 2:
        data = graph.max_pool(data, f"{name}.pool", size=2, stride=2, ceil=True)
        data = _layer(graph, data, f"shortcut{name}", block.output)
    return graph.relu(graph.add(data, branch, f"{name}.add"))


def _lite_block(graph: GraphWriter, data: str, name: str, output: int, stride: int) -> str:
    channels = graph.channels(data)
    branch = _layer(graph, data, f"{name}_dw", channels, size=3, stride=stride, groups=channels)
    branch = _layer(graph, branch, f"{name}_sep", output)
    if stride == 2:
        data = graph.max_pool(data, f"{name}.pool", size=2, stride=2, ceil=True)
    if channels != output:
        data = _layer(graph, data, f"shortcut{name}", output)
    return graph.relu(graph.add(data, branch, f"{name}.add"))


def _layer(
    graph: GraphWriter,
    data: str,
    name: str,
    output: int,
    *,
    size: int = 1,
    stride: int = 1,
    groups: int = 1,
    activation: bool = True,
) -> str:
    data = graph.convolution(data, name, output, size=size, stride=stride, groups=groups)
    data = graph.batch_norm(data, f"{name}.bn")
    return graph.relu(data) if activation else data


def _head(graph: GraphWriter, maps: Sequence[str]) -> onnx.ModelProto:
    found: dict[str, list[str]] = {"boxes": [], "scores": []}
    for position, (data, priors) in enumerate(zip(maps, PRIORS, strict=True)):
        for what, width in (("boxes", BOX_VALUES), ("scores", CLASSES)):
            predicted = graph.convolution(data, f"{what}{position}", priors * width, size=3, bias=True)
            found[what].append(graph.rows(predicted, f"{what}{position}.rows", width))
    boxes, scores = (graph.concat_rows(values, what) for what, values in found.items())
    return graph.model("blazeface", [(boxes, ("batch", "priors", BOX_VALUES)), (scores, ("batch", "priors", CLASSES))])
