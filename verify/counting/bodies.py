"""Branches and loops: the graph inside an If, Loop or Scan as a graph of its own, and how often it runs."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import onnx
from onnx import TensorProto, helper, numpy_helper

from verify.counting.captured import captured_names
from verify.counting.contents import Contents, read_contents
from verify.counting.operation import Operand, Operation, Shape, UncountableError
from verify.counting.shapes import Inference, infer
from verify.counting.tensor_types import TensorType

LONGEST_LOOP = 2**32
"""A loop that is said to run longer is one without an end, which exporters write as the largest integer."""


@dataclass(frozen=True, slots=True)
class Body:
    """One graph inside a node."""

    name: str
    """The attribute that holds it."""
    contents: Contents
    """The graph, with all that it reads from outside as inputs or weights."""
    inference: Inference
    captured: frozenset[str]
    """What it reads from outside by name."""
    times: int | None
    """How often it runs; None when that is not known before."""


@dataclass(frozen=True, slots=True)
class Scope:
    """The graph that a node with a body stands in."""

    model: onnx.ModelProto
    inference: Inference
    operands: Mapping[str, Operand]
    """Every value of the graph."""

    def type_of(self, operand: Operand | None, shape: Shape | None = None) -> TensorType | None:
        """The type of an operand, with another shape where one is given."""
        known = self.inference.types.get(operand.name) if operand is not None else None
        return TensorType(known.shape if shape is None else shape, known.element_type) if known else None


def bodies(operation: Operation, scope: Scope) -> list[Body]:
    """The bodies of an If (the one that its condition selects, else both), a Loop or a Scan.

    Raises UncountableError when the node is malformed or reads what nothing makes.
    """
    if operation.op_type == "If":
        return _branches(operation, scope)
    if operation.op_type == "Loop":
        return [_loop(operation, scope)]
    if operation.op_type == "Scan":
        return [_scan(operation, scope)]
    raise UncountableError(operation.name)


def _branches(operation: Operation, scope: Scope) -> list[Body]:
    condition = scope.inference.values.get(operation.input(0).name)
    if condition is None:
        names = ["then_branch", "else_branch"]
    else:
        names = ["then_branch" if bool(condition.reshape(-1)[0]) else "else_branch"]
    return [_body(name, operation.attributes[name], scope, {}, 1) for name in names]


def _loop(operation: Operation, scope: Scope) -> Body:
    """Loop: number of rounds, condition, then what is carried from round to round."""
    graph = operation.attributes["body"]
    if len(graph.input) < 2:
        raise UncountableError(operation.name)
    given: dict[str, TensorType | None] = {
        value.name: scope.type_of(operation.optional(position))
        for position, value in enumerate(graph.input)
        if position > 1
    }
    given[graph.input[0].name] = TensorType((), TensorProto.INT64)
    carried = _pairs(graph.input[2:], graph.output[1:])
    return _body("body", graph, scope, given, _rounds(operation, scope), carried, true=graph.input[1].name)


def _rounds(operation: Operation, scope: Scope) -> int | None:
    """How often a Loop runs whose condition stays true; None when the graph computes that."""
    rounds, condition = operation.optional(0), operation.optional(1)
    if rounds is None or rounds.name not in operation.constants:
        return None
    if condition is not None:
        first = scope.inference.values.get(condition.name)
        if first is None or not first.all():
            return None
    (times,) = operation.constants[rounds.name]
    return None if times > LONGEST_LOOP else max(times, 0)


def _scan(operation: Operation, scope: Scope) -> Body:
    """Scan (opset 9 and later): states, then the sequences that it runs along."""
    graph = operation.attributes["body"]
    sequences = int(operation.attributes["num_scan_inputs"])
    states = len(graph.input) - sequences
    axes = operation.attributes.get("scan_input_axes", [0] * sequences)
    if states < 0 or sequences < 1 or len(axes) != sequences or "directions" in operation.attributes:
        raise UncountableError(operation.name)
    given = {
        value.name: scope.type_of(operation.input(position)) for position, value in enumerate(graph.input[:states])
    }
    lengths: set[int | None] = set()
    for value, axis, position in zip(graph.input[states:], axes, range(states, len(graph.input)), strict=True):
        operand = operation.input(position)
        if operand.known_shape is None:
            lengths.add(None)
            continue
        shape = list(operand.known_shape)
        lengths.add(shape.pop(axis))
        given[value.name] = scope.type_of(operand, tuple(shape))
    times = lengths.pop() if len(lengths) == 1 else None
    return _body("body", graph, scope, given, times, _pairs(graph.input[:states], graph.output))


def _pairs(
    inputs: Iterable[onnx.ValueInfoProto], outputs: Iterable[onnx.ValueInfoProto]
) -> tuple[tuple[str, str], ...]:
    return tuple((value.name, made.name) for value, made in zip(inputs, outputs, strict=False))


def _body(
    name: str,
    graph: onnx.GraphProto,
    scope: Scope,
    given: Mapping[str, TensorType | None],
    times: int | None,
    carried: tuple[tuple[str, str], ...] = (),
    true: str = "",
) -> Body:
    """A body whose inputs have the types `given`; the input `true` is known to be true in every round.

    `carried` are inputs with the outputs that they take in the next round. Where the shape changes with that, or the
    condition, the number of rounds tells nothing.
    """
    model = onnx.ModelProto(ir_version=scope.model.ir_version, opset_import=scope.model.opset_import)
    model.graph.CopyFrom(graph)
    del model.graph.input[:]
    if true:
        model.graph.initializer.append(helper.make_tensor(true, TensorProto.BOOL, [], [True]))
    model.graph.input.extend(_value(value, given.get(value.name)) for value in graph.input if value.name != true)
    captured = frozenset(captured_names(graph))
    for outside in sorted(captured):
        operand = scope.operands.get(outside)
        if operand is None:
            raise UncountableError(outside)
        _bring_in(model.graph, operand, scope)
    contents = read_contents(model)
    inference = infer(contents)
    same = all(_shape(inference, taken) == _shape(inference, made) for taken, made in carried)
    stays = not true or _stays_true(inference, graph)
    return Body(name, contents, inference, captured, times if same and stays else None)


def _shape(inference: Inference, name: str) -> Shape | None:
    known = inference.types.get(name)
    return known.shape if known else None


def _stays_true(inference: Inference, graph: onnx.GraphProto) -> bool:
    """Whether the first output of a Loop's body, the condition of the next round, is true in every round."""
    value = inference.values.get(graph.output[0].name) if graph.output else None
    return value is not None and bool(value.all())


def _bring_in(graph: onnx.GraphProto, operand: Operand, scope: Scope) -> None:
    """Let a body's graph have a value of the graph around it: a weight as a weight, all else as an input."""
    known = scope.type_of(operand)
    value = scope.inference.values.get(operand.name)
    if value is not None and known is not None and known.element_type:
        tensor = numpy_helper.from_array(value.astype(helper.tensor_dtype_to_np_dtype(known.element_type)))
        tensor.name = operand.name
        graph.initializer.append(tensor)
    elif operand.weights and known is not None and known.shape is not None:
        graph.initializer.add(
            name=operand.name, data_type=known.element_type, dims=known.shape, data_location=TensorProto.EXTERNAL
        )
    else:
        graph.input.append(_value(onnx.ValueInfoProto(name=operand.name), known))


def _value(declared: onnx.ValueInfoProto, known: TensorType | None) -> onnx.ValueInfoProto:
    if known is None or not known.element_type:
        return declared
    shape: Sequence[int] | None = known.shape
    return helper.make_tensor_value_info(declared.name, known.element_type, shape)
