"""From a graph to operations: operands linked to their producers, constants told from activations."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import prod
from typing import Any

import onnx

from verify.counting.captured import captured_names, inner_graphs
from verify.counting.forms import form_of, operator_name, standard_inputs
from verify.counting.operation import Operand, Operation
from verify.counting.shapes import Inference
from verify.counting.tensor_types import tensor_bytes
from verify.exceptions import VerifyError

_FLOATS = frozenset(
    {onnx.TensorProto.FLOAT, onnx.TensorProto.FLOAT16, onnx.TensorProto.BFLOAT16, onnx.TensorProto.DOUBLE}
)


@dataclass(frozen=True, slots=True)
class Weight:
    """A constant tensor of the graph."""

    elements: int
    bytes: int
    trainable: bool
    """Whether it is a parameter even where no operator says so: a float (or read as one), and not a number."""


@dataclass(frozen=True, slots=True)
class Network:
    """A graph as the counter reads it."""

    operations: tuple[Operation, ...]
    """In the graph's order, constants excepted."""
    weights: Mapping[str, Weight]
    """Value name → constant tensor."""
    operands: Mapping[str, Operand]
    """Every value of the graph by name."""


def read_network(graph: onnx.GraphProto, inference: Inference) -> Network:
    """Link the nodes of `graph`.

    Raises VerifyError when a node reads a value that no node before it makes, or when two nodes make the same value.
    """
    return _Reader(graph, inference).read()


class _Reader:
    def __init__(self, graph: onnx.GraphProto, inference: Inference) -> None:
        self._graph = graph
        self._types = inference.types
        self._known = inference.values
        self._uses = Counter(name for node in graph.node for name in node.input)
        self._captured = [
            [name for inner in inner_graphs(node) for name in captured_names(inner)] for node in graph.node
        ]
        self._uses.update(name for names in self._captured for name in names)
        self._uses.update(value.name for value in graph.output)
        self._weights: dict[str, Weight] = {}
        self._values: dict[str, Operand] = {}
        self._silu_gates = _silu_gates(graph)

    def read(self) -> Network:
        for value in self._graph.input:
            self._values[value.name] = self._operand(value.name)
        for tensor in self._graph.initializer:
            self._add_constant(tensor.name, tensor, written=False)
        operations: list[Operation] = []
        for position, node in enumerate(self._graph.node):
            name = node.name or f"#{position}"
            if node.op_type == "Constant" and len(node.output) == 1:
                self._read_constant(node)
            else:
                operations.append(self._read_node(name, node, self._captured[position]))
        return Network(tuple(operations), self._weights, self._values)

    def _operand(self, name: str) -> Operand:
        known = self._types.get(name)
        return Operand(name, known.shape if known else None, uses=self._uses[name])

    def _read_constant(self, node: onnx.NodeProto) -> None:
        name = node.output[0]
        tensor = next((attribute.t for attribute in node.attribute if attribute.HasField("t")), None)
        if tensor is not None:
            self._add_constant(name, tensor, written=True)
        else:
            self._define(name, Operand(name, self._operand(name).known_shape, static=True, uses=self._uses[name]))

    def _add_constant(self, name: str, tensor: onnx.TensorProto, *, written: bool) -> None:
        shape = tuple(tensor.dims)
        elements = prod(shape)
        trainable = tensor.data_type in _FLOATS and (elements > 1 or (len(shape) == 1 and not written))
        self._weights[name] = Weight(elements, tensor_bytes(tensor.data_type, elements), trainable)
        integers = tensor.data_type not in _FLOATS
        weights = (name,) if trainable or elements > 1 or (integers and shape) else ()
        self._values[name] = Operand(name, shape, weights, static=True, uses=self._uses[name])

    def _read_node(self, name: str, node: onnx.NodeProto, captured: Sequence[str]) -> Operation:
        present = [self._look_up(name, node, value) for value in (*node.input, *captured) if value]
        label = "Swish" if node.output and node.output[0] in self._silu_gates else operator_name(node)
        form = form_of(node)
        operator = form.operator if form else label
        names = standard_inputs(node, form) if form else [*node.input, *captured]
        inputs = tuple(self._values[value] if value else None for value in names)
        constants = {operand.name: value for operand in present if (value := self._integers(operand.name)) is not None}
        bare = Operation(name, label, operator, inputs, (), self._attributes(name, node), constants)
        static = self._is_static(node, present)
        weights = _weights_behind(node, present) if static else ()
        if node.op_type == "DequantizeLinear":
            # Integers that are read as floats are parameters like floats.
            self._weights.update((weight, replace(self._weights[weight], trainable=True)) for weight in weights)
        outputs = []
        for output in filter(None, node.output):
            shape = self._operand(output).known_shape
            operand = Operand(output, shape, weights, static, None if static else bare, self._uses[output])
            self._define(output, operand)
            outputs.append(operand)
        return replace(bare, outputs=tuple(outputs))

    def _attributes(self, name: str, node: onnx.NodeProto) -> dict[str, Any]:
        try:
            return {attribute.name: onnx.helper.get_attribute_value(attribute) for attribute in node.attribute}
        except ValueError as error:
            raise VerifyError(f"graph {self._graph.name!r}: node {name} ({operator_name(node)}): {error}") from error

    def _look_up(self, name: str, node: onnx.NodeProto, value: str) -> Operand:
        operand = self._values.get(value)
        if operand is None:
            raise VerifyError(
                f"graph {self._graph.name!r}: node {name} ({operator_name(node)}) reads {value!r}, "
                "which nothing before it makes; the graph is incomplete, out of order or has a cycle"
            )
        return operand

    def _define(self, name: str, operand: Operand) -> None:
        if name in self._values:
            raise VerifyError(f"graph {self._graph.name!r}: two nodes make {name!r}")
        self._values[name] = operand

    def _integers(self, name: str) -> Sequence[int] | None:
        value = self._known.get(name)
        if value is None or value.dtype.kind != "i":
            return None
        return [int(element) for element in value.reshape(-1)]

    def _is_static(self, node: onnx.NodeProto, inputs: Sequence[Operand]) -> bool:
        if node.op_type in ("Shape", "Size"):
            return bool(inputs) and inputs[0].known_shape is not None
        has_body = any(inner_graphs(node))
        # The second input of CastLike lends its type only.
        sources = inputs[:1] if node.op_type == "CastLike" else inputs
        return bool(inputs) and not has_body and all(operand.static for operand in sources)


def _weights_behind(node: onnx.NodeProto, inputs: Sequence[Operand]) -> tuple[str, ...]:
    """The constant tensors behind a static node: of a quantised weight not the scale, of a shape none."""
    if node.op_type in ("Shape", "Size"):
        return ()
    sources = inputs[:1] if node.op_type in ("CastLike", "DequantizeLinear", "QuantizeLinear") else inputs
    return tuple(dict.fromkeys(weight for operand in sources for weight in operand.weights))


def _silu_gates(graph: onnx.GraphProto) -> frozenset[str]:
    """Outputs of the sigmoids that are multiplied with their own input: SiLU, an ONNX operator only since opset 24."""
    sigmoids = {(node.output[0], node.input[0]) for node in graph.node if node.op_type == "Sigmoid" and node.input}
    products = [tuple(node.input) for node in graph.node if node.op_type == "Mul" and len(node.input) == 2]
    return frozenset(
        gate for left, right in products for gate, data in ((left, right), (right, left)) if (gate, data) in sigmoids
    )
