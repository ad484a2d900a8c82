"""What a graph holds, taken out of its protobuf messages once: each look into a message makes new objects."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import prod
from typing import Any, NamedTuple

import onnx
from onnx import AttributeProto

from verify.counting.captured import captured_names
from verify.counting.forms import operator_name
from verify.counting.names import require_text
from verify.counting.tensor_types import TensorType, checked_shape
from verify.exceptions import VerifyError

_GRAPHS = frozenset({AttributeProto.GRAPH, AttributeProto.GRAPHS})
_LARGE = frozenset({"Constant", "If", "Loop", "Scan"})
"""Operators whose attributes can hold weights, which are not copied to compare them."""
_EXTERNAL = onnx.TensorProto.EXTERNAL


class _Attributes(NamedTuple):
    """What the attributes of a node hold; see `Node`."""

    attributes: Mapping[str, Any]
    bodies: tuple[onnx.GraphProto, ...]
    captured: tuple[str, ...]


# Not frozen: a graph has thousands of them, and a frozen one takes five times as long to make.
@dataclass(slots=True)
class Node:
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


@dataclass(slots=True)
class Constant:
    """An initializer."""

    message: onnx.TensorProto
    name: str
    type: TensorType
    """What a value of its name is known to be."""
    elements: int
    external: bool
    """Whether its data lies elsewhere."""


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
    """Take the nodes out of `graph`.

    Raises VerifyError when an attribute is not what its type says, and when a name is no text.
    """
    # Networks repeat blocks, so most nodes have attributes that another one has too.
    known: dict[bytes | None, _Attributes] = {}
    nameless = onnx.NodeProto()
    names: list[str] = []
    nodes = []
    for position, message in enumerate(graph.node):
        name, op_type, domain = message.name, message.op_type, message.domain
        # A slice comes out of a message faster than its elements one by one.
        inputs, outputs = message.input[:], message.output[:]
        names += (name, op_type, domain, message.overload, *inputs, *outputs)
        name = name or f"#{position}"
        operator = operator_name(op_type, domain) if domain else op_type
        # All nodes without attributes are alike in them.
        key = b"" if not message.attribute else None if op_type in _LARGE else _without_names(message, nameless)
        found = known.get(key)
        if found is None:
            found = _read_attributes(message, f"graph {graph.name!r}: node {name} ({operator})")
            if key is not None:
                known[key] = found
        nodes.append(Node(message, name, op_type, operator, tuple(inputs), tuple(outputs), *found))
    require_text(names, graph.name)
    return tuple(nodes)


def _without_names(message: onnx.NodeProto, nameless: onnx.NodeProto) -> bytes:
    """The bytes of a node without its name and those of values; `nameless` is there to be written over."""
    nameless.CopyFrom(message)
    nameless.ClearField("name")
    nameless.ClearField("input")
    nameless.ClearField("output")
    return nameless.SerializeToString()


def _read_attributes(message: onnx.NodeProto, place: str) -> _Attributes:
    attributes: dict[str, Any] = {}
    bodies: list[onnx.GraphProto] = []
    for attribute in message.attribute:
        is_graph = attribute.type in _GRAPHS
        if not is_graph and (attribute.HasField("g") or attribute.graphs):
            raise VerifyError(f"{place}: {attribute.name!r} holds a graph and says that it holds something else")
        try:
            value = onnx.helper.get_attribute_value(attribute)
        except ValueError as error:
            raise VerifyError(f"{place}: {error}") from error
        attributes[attribute.name] = value
        if is_graph:
            bodies += value if attribute.type == AttributeProto.GRAPHS else [value]
    captured = tuple([value for body in bodies for value in captured_names(body)])
    return _Attributes(attributes, tuple(bodies), captured)


def read_constants(graph: onnx.GraphProto) -> tuple[Constant, ...]:
    """Take the initializers out of `graph`; raises VerifyError when one is absurdly large."""
    # Most weights of a network are of a type that another one has too.
    known: dict[tuple[int, ...], tuple[TensorType, int]] = {}
    constants = []
    for message in graph.initializer:
        name, element_type = message.name, message.data_type
        key = (element_type, *message.dims[:])
        found = known.get(key)
        if found is None:
            shape = checked_shape(name, key[1:])
            known[key] = found = TensorType(shape, element_type), prod(shape)
        constants.append(Constant(message, name, *found, message.data_location == _EXTERNAL))
    return tuple(constants)
