"""Take channels out of a weightless graph: what pruning leaves of an architecture.

A convolution that loses output channels takes along the batch normalization behind it, depthwise convolutions on the
way, whatever is added to it, and the input channels of whatever reads it. Which channels go is not asked: without
weights only their number shows.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from verify.channels import follow_channels
from verify.exceptions import VerifyError

if TYPE_CHECKING:
    import onnx


def prune(model: onnx.ModelProto, shares: Mapping[str, Decimal]) -> onnx.ModelProto:
    """Return a copy of a graph whose named convolutions have lost output channels.

    Args:
        model: A weightless graph.
        shares: For each weight of a convolution the share of its output channels that goes.

    Raises:
        VerifyError: a name is no weight of a convolution, two shares disagree about channels that are added up, all
            channels would go, or the channels reach an operator that they can't be followed through.
    """
    import onnx

    result = onnx.ModelProto()
    result.CopyFrom(model)
    channels = follow_channels(result.graph)
    weights = {tensor.name: tensor for tensor in result.graph.initializer}
    kept: dict[int, tuple[int, str]] = {}
    for name, share in shares.items():
        if name not in channels.made:
            raise VerifyError(f"graph {model.graph.name!r}: no convolution has the weight {name!r}")
        run = channels.runs.same(channels.made[name])
        left = weights[name].dims[0] - removed(weights[name].dims[0], share)
        before, by = kept.setdefault(run, (left, name))
        _check(model, name, left, before, by, channels.whole.get(run))
    for name, axes in channels.axes.items():
        for axis, runs in axes.items():
            sizes = ((kept.get(channels.runs.same(run)) or (channels.runs.size(run), ""))[0] for run in runs)
            weights[name].dims[axis] = sum(sizes)
    _regroup(result.graph, weights)
    return result


def removed(channels: int, share: Decimal) -> int:
    """Return how many of some channels a share is, rounded to the nearest whole number as PaddleSlim does."""
    return int((channels * share).quantize(Decimal(1), ROUND_HALF_UP))


def _check(model: onnx.ModelProto, name: str, left: int, before: int, by: str, reader: str | None) -> None:
    where = f"graph {model.graph.name!r}"
    if left < 1:
        raise VerifyError(f"{where}: {name!r} would lose all of its channels")
    if left != before:
        raise VerifyError(f"{where}: {by!r} keeps {before} channels and {name!r} {left}, of one sum")
    if reader is not None:
        raise VerifyError(f"{where}: the channels of {name!r} can't be followed through {reader}")


def _regroup(graph: onnx.GraphProto, weights: Mapping[str, onnx.TensorProto]) -> None:
    """Give depthwise convolutions as many groups as they have channels left."""
    for node in graph.node:
        if node.op_type == "Conv" and node.input[1] in weights:
            outputs, inputs = weights[node.input[1]].dims[:2]
            for attribute in node.attribute:
                if attribute.name == "group" and attribute.i > outputs and inputs == 1:
                    attribute.i = outputs
