"""MobileNetV2 (Sandler et al., 2018, arXiv:1801.04381) with the settings in which libraries differ."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import torch
from torch import nn

from verify.builders.torch_export import export_network
from verify.exceptions import VerifyError

if TYPE_CHECKING:
    import onnx

STAGES = (
    (1, 16, 1, 1),
    (6, 24, 2, 2),
    (6, 32, 3, 2),
    (6, 64, 4, 2),
    (6, 96, 3, 1),
    (6, 160, 3, 2),
    (6, 320, 1, 1),
)
"""Table 2 of the paper, a row a stage: expansion factor, output channels, number of blocks, stride of the first."""

STEM_CHANNELS = 32
HEAD_CHANNELS = 1280
CLASSES = 1000


@dataclass(frozen=True)
class Dialect:
    """What one library's MobileNetV2 of width 1.0 does in its own way."""

    epsilon: float
    """Added to the variance in batch normalization."""
    pad_at_end: bool
    """At stride 2, pad only below and to the right, as TensorFlow's `same` does for an even size; else all around."""
    softmax: bool
    """Whether the network ends in a softmax."""


@dataclass(frozen=True)
class Definition:
    """MobileNetV2 as one library defines it, written again here."""

    library: str
    network: str
    """What the library calls it."""
    dialect: Dialect

    def build(self, model: str) -> Any:
        """Return the network as a `torch.nn.Module` in inference mode.

        Raises:
            VerifyError: `model` is another network.
        """
        if model != self.network:
            raise VerifyError(f"no network {model!r} for {self.library}, expected {self.network}")
        return MobileNetV2(self.dialect).eval()

    def export(self, model: str, input_size: int) -> onnx.ModelProto:
        """Return the network as an ONNX graph.

        Raises:
            VerifyError: `model` is another network, or the export fails.
        """
        return export_network(self.build(model), input_size)


class MobileNetV2(nn.Module):  # type: ignore[misc]
    """MobileNetV2 of width 1.0: images [batch, 3, height, width] to [batch, 1000]."""

    def __init__(self, dialect: Dialect) -> None:
        super().__init__()
        layers = [_convolution(3, STEM_CHANNELS, dialect, size=3, stride=2)]
        channels = STEM_CHANNELS
        for expansion, output, blocks, stride in STAGES:
            for block in range(blocks):
                layers.append(_InvertedResidual(channels, output, expansion, 1 if block else stride, dialect))
                channels = output
        layers.append(_convolution(channels, HEAD_CHANNELS, dialect))
        self.features = nn.Sequential(*layers)
        self.pool = nn.AdaptiveAvgPool2d(1)
        self.classifier = nn.Linear(HEAD_CHANNELS, CLASSES)
        self.activation = nn.Softmax(dim=1) if dialect.softmax else nn.Identity()

    def forward(self, images: Any) -> Any:
        """Return the class scores of a batch of images."""
        return self.activation(self.classifier(torch.flatten(self.pool(self.features(images)), 1)))


class _InvertedResidual(nn.Module):  # type: ignore[misc]
    def __init__(self, channels: int, output: int, expansion: int, stride: int, dialect: Dialect) -> None:
        super().__init__()
        hidden = channels * expansion
        layers = [_convolution(channels, hidden, dialect)] if expansion > 1 else []
        layers.append(_convolution(hidden, hidden, dialect, size=3, stride=stride, groups=hidden))
        layers.append(_convolution(hidden, output, dialect, activation=False))
        self.layers = nn.Sequential(*layers)
        self.shortcut = stride == 1 and channels == output

    def forward(self, values: Any) -> Any:
        return values + self.layers(values) if self.shortcut else self.layers(values)


def _convolution(
    channels: int,
    output: int,
    dialect: Dialect,
    *,
    size: int = 1,
    stride: int = 1,
    groups: int = 1,
    activation: bool = True,
) -> Any:
    at_end = dialect.pad_at_end and stride == 2
    layers = [nn.ZeroPad2d((0, 1, 0, 1))] if at_end else []
    padding = 0 if at_end else size // 2
    layers.append(nn.Conv2d(channels, output, size, stride, padding, groups=groups, bias=False))
    layers.append(nn.BatchNorm2d(output, eps=dialect.epsilon))
    if activation:
        layers.append(nn.ReLU6())
    return nn.Sequential(*layers)
