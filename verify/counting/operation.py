"""What a handler sees of a node: shapes, attributes, and where its operands come from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import prod
from typing import Any

Shape = tuple[int, ...]


class UncountableError(Exception):
    """A handler lacks a shape or a constant that it needs, so the node must be reported as uncounted."""


# Not frozen: a graph has thousands of them, and a frozen one takes five times as long to make.
@dataclass(slots=True)
class Operand:
    """One input of a node."""

    name: str
    known_shape: Shape | None
    """None when shape inference could not tell."""
    weights: tuple[str, ...] = ()
    """The constant tensors that the value is computed from, except single numbers; empty for an activation."""
    static: bool = False
    """Whether the value is known before the graph runs, so that an optimiser computes it once."""
    layer: "Operation | None" = None
    """The convolution or linear layer that computes it, without its outputs; None for every other value."""
    uses: int = 1
    """How many node inputs and graph outputs read the value."""

    @property
    def shape(self) -> Shape:
        """The shape; raises UncountableError when it is unknown."""
        if self.known_shape is None:
            raise UncountableError(self.name)
        return self.known_shape

    @property
    def is_parameter(self) -> bool:
        """Whether the value comes from weights or from the graph: not a number repeated, such as a bias of zeros."""
        return bool(self.weights) or not self.static

    @property
    def elements(self) -> int:
        """Number of elements; raises UncountableError when the shape is unknown."""
        if self.known_shape is None:
            raise UncountableError(self.name)
        return prod(self.known_shape)


@dataclass(slots=True)
class Operation:
    """One node with the shapes of its operands."""

    name: str
    label: str
    """The operator in the graph; `domain::operator` outside ONNX's own domain, `Swish` for the sigmoid of a SiLU."""
    op_type: str
    """The operator as which it is counted: `Conv` for `QLinearConv`."""
    inputs: tuple[Operand | None, ...]
    """In the order of `op_type`; None stands for an optional input that is left out.

    Behind them comes what a branch or loop reads from outside.
    """
    outputs: tuple[Operand, ...]
    attributes: Mapping[str, Any]
    constants: Mapping[str, Sequence[int]]
    """Value name → values of the small integer constants of the graph, such as the axes of a reduction."""

    @property
    def static(self) -> bool:
        """Whether its outputs are known before the graph runs."""
        return bool(self.outputs) and self.outputs[0].static

    def input(self, index: int) -> Operand:
        """The input at `index`; raises UncountableError when the node does not have it."""
        inputs = self.inputs
        operand = inputs[index] if index < len(inputs) else None
        if operand is None:
            raise UncountableError(self.name)
        return operand

    def has_parameter(self, index: int) -> bool:
        """Whether the optional input at `index` is given and says something: exporters write a bias of zeros too."""
        operand = self.optional(index)
        return operand is not None and operand.is_parameter

    def optional(self, index: int) -> Operand | None:
        """The input at `index`, None when it is left out."""
        return self.inputs[index] if index < len(self.inputs) else None

    @property
    def output(self) -> Operand:
        """The first output; raises UncountableError when the node has none."""
        if not self.outputs:
            raise UncountableError(self.name)
        return self.outputs[0]

    def axes(self, index: int) -> tuple[int, ...] | None:
        """The axes of a reduction, from the attribute or from the constant input at `index`; None means all.

        Raises UncountableError when they are computed by the graph.
        """
        if "axes" in self.attributes:
            return tuple(self.attributes["axes"])
        operand = self.optional(index)
        if operand is None:
            return None
        if operand.name not in self.constants:
            raise UncountableError(self.name)
        return tuple(self.constants[operand.name])
