"""Which axes of which weights hold the same channels of a convolutional graph."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import onnx

CHANNELWISE = frozenset(
    name
    for names in (
        "Add AveragePool BatchNormalization Clip Dropout Elu GlobalAveragePool GlobalMaxPool HardSigmoid HardSwish",
        "Identity LeakyRelu MaxPool Mul Relu Resize Sigmoid Sub Tanh Upsample",
    )
    for name in names.split()
)
"""Operators whose outputs have the channels of their inputs, one by one."""

SETTINGS = frozenset({"Clip", "Dropout", "Resize", "Upsample"})
"""Those among them whose constant inputs have nothing to do with channels."""

CONVOLUTIONS = {"Conv": 2, "DeformConv": 3}
"""Operators that make new channels, with the position of their bias."""

Run = int
"""A run of channels, by its number."""


class Runs:
    """Runs of channels that a convolution makes; runs that are added to each other are the same run."""

    def __init__(self) -> None:
        self._sizes: list[int] = []
        self._same: list[Run] = []

    def new(self, size: int) -> Run:
        """Return a new run of `size` channels."""
        self._sizes.append(size)
        self._same.append(len(self._same))
        return len(self._same) - 1

    def size(self, run: Run) -> int:
        """Return how many channels a run has."""
        return self._sizes[run]

    def same(self, run: Run) -> Run:
        """Return the one run that stands for all that are the same as this one."""
        while self._same[run] != run:
            run = self._same[run]
        return run

    def unite(self, one: Run, other: Run) -> None:
        """Let two runs be the same from now on."""
        self._same[self.same(one)] = self.same(other)


class Channels:
    """What `follow_channels` finds in a graph."""

    def __init__(self) -> None:
        self.runs = Runs()
        self.axes: dict[str, dict[int, tuple[Run, ...]]] = {}
        """Weight → axis → the runs of channels along it, several after a concatenation."""
        self.made: dict[str, Run] = {}
        """Weight of a convolution → the run that it makes, or of a depthwise one, that it passes on."""
        self._readers: list[tuple[Run, str]] = []

    def need_whole(self, runs: Iterable[Run], reader: str) -> None:
        """Note that what `reader` names can't do with fewer channels."""
        self._readers += [(run, reader) for run in runs]

    @property
    def whole(self) -> dict[Run, str]:
        """Runs that must stay as they are → what reads them."""
        return {self.runs.same(run): reader for run, reader in self._readers}


def follow_channels(graph: onnx.GraphProto) -> Channels:
    """Follow the channels of every convolution to whatever reads them.

    Grouped convolutions other than depthwise ones, operators beyond `CHANNELWISE` and `Concat`, and outputs of the
    graph need the channels that they read whole.
    """
    follower = _Follower(graph)
    for node in graph.node:
        follower.visit(node)
    for output in graph.output:
        follower.found.need_whole(follower.values.get(output.name, ()), f"the output {output.name!r}")
    return follower.found


class _Follower:
    def __init__(self, graph: onnx.GraphProto) -> None:
        self.found = Channels()
        self.values: dict[str, tuple[Run, ...]] = {}
        """Value → the runs of its channels."""
        self._shapes = {tensor.name: tuple(tensor.dims) for tensor in graph.initializer}

    def visit(self, node: onnx.NodeProto) -> None:
        read = [name for name in node.input if name in self.values]
        if node.op_type in CONVOLUTIONS and node.input[1] in self._shapes:
            self._convolution(node)
        elif node.op_type == "Concat" and len(read) == len(node.input) and _setting(node, "axis", 0) == 1:
            self.values[node.output[0]] = tuple(run for name in read for run in self.values[name])
        elif node.op_type in CHANNELWISE and read:
            self._channelwise(node, read)
        else:
            self._need_whole(node, read)

    def _convolution(self, node: onnx.NodeProto) -> None:
        data, weight = self.values.get(node.input[0]), node.input[1]
        outputs, inputs = self._shapes[weight][:2]
        groups = _setting(node, "group", 1)
        if data is not None and groups == outputs and inputs == 1:
            made = data
            axes = {0: data}
        else:
            made = (self.found.runs.new(outputs),)
            axes = {0: made, 1: data} if data is not None and groups == 1 else {0: made}
        if groups not in (1, outputs) or weight in self.found.axes:
            self.found.need_whole((*made, *(data or ())), _name(node))
        if len(made) == 1:
            self.found.made[weight] = made[0]
        self.found.axes[weight] = axes
        bias = CONVOLUTIONS[node.op_type]
        if len(node.input) > bias and node.input[bias] in self._shapes:
            self.found.axes[node.input[bias]] = {0: made}
        # Offsets and factors of a deformable convolution belong to the kernel's elements.
        self._need_whole(node, [name for name in node.input[2:] if name in self.values])
        self.values[node.output[0]] = made

    def _channelwise(self, node: onnx.NodeProto, read: list[str]) -> None:
        runs = self.values[read[0]]
        for other in read[1:]:
            self._unite(node, runs, self.values[other])
        if node.op_type == "BatchNormalization":
            self.found.axes.update({name: {0: runs} for name in node.input[1:]})
        elif node.op_type not in SETTINGS:
            self._need_known(node, runs)
        self.values[node.output[0]] = runs

    def _need_known(self, node: onnx.NodeProto, runs: tuple[Run, ...]) -> None:
        """Any other operand than followed values and single numbers could have an element a channel."""
        others = (name for name in node.input if name and name not in self.values)
        if any(self._shapes.get(name, (1,)) for name in others):
            self.found.need_whole(runs, _name(node))

    def _unite(self, node: onnx.NodeProto, left: tuple[Run, ...], right: tuple[Run, ...]) -> None:
        if list(map(self.found.runs.size, left)) != list(map(self.found.runs.size, right)):
            # Runs that do not line up, such as a concatenation's and a single one, could lose different channels.
            self.found.need_whole((*left, *right), _name(node))
            return
        for one, other in zip(left, right, strict=True):
            self.found.runs.unite(one, other)

    def _need_whole(self, node: onnx.NodeProto, read: list[str]) -> None:
        for name in read:
            self.found.need_whole(self.values[name], _name(node))


def _name(node: onnx.NodeProto) -> str:
    return f"{node.op_type} {node.name!r}"


def _setting(node: onnx.NodeProto, name: str, default: int) -> int:
    return next((attribute.i for attribute in node.attribute if attribute.name == name), default)
