"""From a graph to operations: operands linked to their producers, constants told from activations."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from math import prod
from typing import NamedTuple

import onnx

from verify.counting.contents import Contents, Node
from verify.counting.forms import FORMS, Form, channels_first, form_of, standard_inputs
from verify.counting.layers import is_layer
from verify.counting.operation import Operand, Operation
from verify.counting.shapes import Inference
from verify.counting.tallies import FILE_BLOCK_BYTES, FILE_HEADER_BYTES
from verify.counting.tensor_types import TensorType, tensor_bytes
from verify.exceptions import VerifyError

_FLOATS = frozenset(
    {onnx.TensorProto.FLOAT, onnx.TensorProto.FLOAT16, onnx.TensorProto.BFLOAT16, onnx.TensorProto.DOUBLE}
)


class Weight(NamedTuple):
    """A constant tensor of the graph."""

    elements: int
    bytes: int
    file_blocks: int
    """Blocks of a file system that a file of its own takes."""
    trainable: bool
    """Whether it is a parameter even where no operator says so: a float (or read as one), and not a number."""
    single: bool
    """Whether it is a single number, which no tally is about."""


@dataclass(frozen=True, slots=True)
class Network:
    """A graph as the counter reads it."""

    operations: tuple[Operation, ...]
    """In the graph's order, constants excepted."""
    weights: Mapping[str, Weight]
    """Value name → constant tensor."""
    operands: Mapping[str, Operand]
    """Every value of the graph by name."""


def read_network(contents: Contents, inference: Inference) -> Network:
    """Link the nodes of a graph.

    Raises VerifyError when a node reads a value that no node before it makes, or when two nodes make the same value.
    """
    return _Reader(contents, inference).read()


class _Reader:
    def __init__(self, contents: Contents, inference: Inference) -> None:
        self._graph = contents.model.graph
        self._constants = contents.constants
        self._nodes = contents.nodes
        self._types = inference.types
        self._integers = {
            name: value.reshape(-1).tolist()
            for name, value in inference.values.items()
            if value is not None and value.dtype.kind == "i"
        }
        self._uses = Counter(chain.from_iterable([node.inputs + node.captured for node in contents.nodes]))
        self._uses.update(value.name for value in self._graph.output)
        self._weights: dict[str, Weight] = {}
        self._values: dict[str, Operand] = {}
        self._alike: dict[tuple[TensorType, bool], Weight] = {}
        self._silu_gates = _silu_gates(contents.nodes)

    def read(self) -> Network:
        for value in self._graph.input:
            self._values[value.name] = self._operand(value.name)
        for constant in self._constants:
            self._add_constant(constant.name, constant.type, written=False)
        operations: list[Operation] = []
        for node in self._nodes:
            if node.op_type == "Constant" and len(node.outputs) == 1:
                self._read_constant(node)
            else:
                operations.append(self._read_node(node))
        return Network(tuple(operations), self._weights, self._values)

    def _operand(self, name: str) -> Operand:
        known = self._types.get(name)
        return Operand(name, known.shape if known else None, uses=self._uses[name])

    def _read_constant(self, node: Node) -> None:
        (name,) = node.outputs
        tensor = next((value for value in node.attributes.values() if isinstance(value, onnx.TensorProto)), None)
        if tensor is not None:
            self._add_constant(name, TensorType(tuple(tensor.dims), tensor.data_type), written=True)
        else:
            self._define(name, replace(self._operand(name), static=True))

    def _add_constant(self, name: str, known: TensorType, *, written: bool) -> None:
        weight = self._alike.get((known, written))
        if weight is None:
            self._alike[known, written] = weight = _weight(known, written=written)
        self._weights[name] = weight
        self._values[name] = Operand(
            name, known.shape, () if weight.single else (name,), True, None, self._uses.get(name, 0)
        )

    def _read_node(self, node: Node) -> Operation:
        operands = self._operands(node)
        label = "Swish" if self._is_silu_gate(node) else node.operator
        form = form_of(node.message) if node.operator in FORMS else None
        inputs = self._standard_inputs(node, form) if form else operands
        operator = form.operator if form else label
        static = _is_static(node, operands)
        weights = _weights_behind(node, operands) if static else ()
        if node.op_type == "DequantizeLinear":
            # Integers that are read as floats are parameters like floats.
            self._weights.update((weight, self._weights[weight]._replace(trainable=True)) for weight in weights)
        layer = None
        if not static and is_layer(operator, inputs):
            layer = Operation(node.name, label, operator, inputs, (), node.attributes, self._integers)
        outputs = self._outputs(node, weights, static, layer)
        if form and form.channels_last:
            outputs = tuple([_channels_first(operand) for operand in outputs])
        return Operation(node.name, label, operator, inputs, outputs, node.attributes, self._integers)

    def _is_silu_gate(self, node: Node) -> bool:
        return node.op_type == "Sigmoid" and bool(node.outputs) and node.outputs[0] in self._silu_gates

    def _outputs(
        self, node: Node, weights: tuple[str, ...], static: bool, layer: Operation | None
    ) -> tuple[Operand, ...]:
        outputs = []
        for output in node.outputs:
            if output:
                known = self._types.get(output)
                shape = known.shape if known else None
                operand = Operand(output, shape, weights, static, layer, self._uses.get(output, 0))
                self._define(output, operand)
                outputs.append(operand)
        return tuple(outputs)

    def _standard_inputs(self, node: Node, form: Form) -> tuple[Operand | None, ...]:
        inputs = [self._values[name] if name else None for name in standard_inputs(node.message, form)]
        if form.channels_last and inputs and inputs[0] is not None:
            inputs[0] = _channels_first(inputs[0])
        return tuple(inputs)

    def _operands(self, node: Node) -> tuple[Operand | None, ...]:
        values = self._values
        try:
            return tuple([values[name] if name else None for name in node.inputs + node.captured])
        except KeyError as error:
            raise VerifyError(
                f"graph {self._graph.name!r}: node {node.name} ({node.operator}) reads {error.args[0]!r}, "
                "which nothing before it makes; the graph is incomplete, out of order or has a cycle"
            ) from error

    def _define(self, name: str, operand: Operand) -> None:
        if name in self._values:
            raise VerifyError(f"graph {self._graph.name!r}: two nodes make {name!r}")
        self._values[name] = operand


def _channels_first(operand: Operand) -> Operand:
    return replace(operand, known_shape=channels_first(operand.known_shape))


def _weight(known: TensorType, *, written: bool) -> Weight:
    """What a constant of a type is; `written` by a Constant node."""
    shape = known.shape or ()
    elements = prod(shape)
    size = tensor_bytes(known.element_type, elements)
    is_float = known.element_type in _FLOATS
    trainable = is_float and (elements > 1 or (len(shape) == 1 and not written))
    single = not (trainable or elements > 1 or (shape and not is_float))
    return Weight(elements, size, -(-(size + FILE_HEADER_BYTES) // FILE_BLOCK_BYTES), trainable, single)


def _is_static(node: Node, operands: Iterable[Operand | None]) -> bool:
    if node.bodies:
        return False
    first = next(filter(None, operands), None)
    if first is None or node.op_type in ("Shape", "Size"):
        return first is not None and first.known_shape is not None
    # The second input of CastLike lends its type only.
    return first.static and (
        node.op_type == "CastLike" or all(operand.static for operand in operands if operand is not None)
    )


def _weights_behind(node: Node, operands: Iterable[Operand | None]) -> tuple[str, ...]:
    """The constant tensors behind a static node: of a quantised weight not the scale, of a shape none."""
    if node.op_type in ("Shape", "Size"):
        return ()
    inputs = [operand for operand in operands if operand is not None]
    sources = inputs[:1] if node.op_type in ("CastLike", "DequantizeLinear", "QuantizeLinear") else inputs
    return tuple(dict.fromkeys(weight for operand in sources for weight in operand.weights))


def _silu_gates(nodes: Sequence[Node]) -> frozenset[str]:
    """Outputs of the sigmoids that are multiplied with their own input: SiLU, an ONNX operator only since opset 24."""
    sigmoids = {
        (node.outputs[0], node.inputs[0])
        for node in nodes
        if node.op_type == "Sigmoid" and node.inputs and node.outputs
    }
    products = [node.inputs for node in nodes if node.op_type == "Mul" and len(node.inputs) == 2]
    return frozenset(
        gate for left, right in products for gate, data in ((left, right), (right, left)) if (gate, data) in sigmoids
    )
