"""What a graph holds, taken out of its protobuf messages once: each look into a message makes new objects."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import onnx
from onnx import AttributeProto

from verify.counting.captured import captured_names
from verify.counting.forms import operator_name
from verify.counting.operation import Shape
from verify.counting.tensor_types import TensorType, checked_shape
from verify.exceptions import VerifyError

_GRAPHS = frozenset({AttributeProto.GRAPH, AttributeProto.GRAPHS})


class Node(NamedTuple):
    """A node of a graph."""

    message: onnx.NodeProto
    name: str
    """Its name, or `#<position>` without one."""
    op_type: str
    """The operator's name in its domain."""
    operator: str
    """The operator; `domain::operator` outside ONNX's own domain."""
    inputs: tuple[str, ...]
    """Names of values; empty for an optional one that is left out."""
    outputs: tuple[str, ...]
    attributes: Mapping[str, Any]
    bodies: tuple[onnx.GraphProto, ...]
    """The graphs that it holds: branches, bodies of loops."""
    captured: tuple[str, ...]
    """What these read from the graph around them."""


class Constant(NamedTuple):
    """An initializer."""

    message: onnx.TensorProto
    name: str
    shape: Shape
    element_type: int
    """A member of `onnx.TensorProto.DataType`."""
    external: bool
    """Whether its data lies elsewhere."""

    @property
    def type(self) -> TensorType:
        """What a value of its name is known to be."""
        return TensorType(self.shape, self.element_type)


class Contents(NamedTuple):
    """A model without functions, and what its graph holds in the graph's order."""

    model: onnx.ModelProto
    nodes: tuple[Node, ...]
    constants: tuple[Constant, ...]


def read_contents(model: onnx.ModelProto) -> Contents:
    """Take the nodes and initializers out of `model`.

    Raises VerifyError when an attribute has no type, or a tensor is absurdly large.
    """
    return Contents(model, read_nodes(model.graph), read_constants(model.graph))


def read_nodes(graph: onnx.GraphProto) -> tuple[Node, ...]:
    """Take the nodes out of `graph`; raises VerifyError when an attribute has no type."""
    return tuple(_node(message, position, graph) for position, message in enumerate(graph.node))


def _node(message: onnx.NodeProto, position: int, graph: onnx.GraphProto) -> Node:
    name = message.name or f"#{position}"
    operator = operator_name(message)
    attributes: dict[str, Any] = {}
    bodies: list[onnx.GraphProto] = []
    try:
        for attribute in message.attribute:
            value = onnx.helper.get_attribute_value(attribute)
            attributes[attribute.name] = value
            if attribute.type in _GRAPHS:
                bodies += value if attribute.type == AttributeProto.GRAPHS else [value]
    except ValueError as error:
        raise VerifyError(f"graph {graph.name!r}: node {name} ({operator}): {error}") from error
    # A slice comes out of a message faster than its elements one by one.
    inputs, outputs = tuple(message.input[:]), tuple(message.output[:])
    captured = tuple(value for body in bodies for value in captured_names(body))
    return Node(message, name, message.op_type, operator, inputs, outputs, attributes, tuple(bodies), captured)


def read_constants(graph: onnx.GraphProto) -> tuple[Constant, ...]:
    """Take the initializers out of `graph`; raises VerifyError when one is absurdly large."""
    return tuple(map(_constant, graph.initializer))


def _constant(message: onnx.TensorProto) -> Constant:
    name = message.name
    external = message.data_location == onnx.TensorProto.EXTERNAL
    return Constant(message, name, checked_shape(name, message.dims[:]), message.data_type, external)
