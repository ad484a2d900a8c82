"""One pass over a graph: tallies of every node."""

from collections import Counter
from collections.abc import Mapping, Sequence

import onnx
import onnx.inliner

from verify.counting.bodies import Body, Scope, bodies
from verify.counting.contents import Contents, read_contents
from verify.counting.counts import Counts, NodeCount
from verify.counting.errors import ONNX_ERRORS
from verify.counting.fused import FUSED
from verify.counting.limits import check_limits, read_limited
from verify.counting.memory import peak_memory_bytes
from verify.counting.operation import Operation, UncountableError
from verify.counting.operators import OPERATORS
from verify.counting.parameters import parameter_tallies
from verify.counting.reading import Weight, read_network
from verify.counting.shapes import Inference, infer
from verify.counting.tallies import PARAMETER_TALLIES
from verify.exceptions import VerifyError

MALFORMED = (ArithmeticError, AttributeError, IndexError, KeyError, TypeError, ValueError)
"""What a malformed node raises in its handler: an attribute of another type, a weight of another rank."""

BODY_OPERATORS = frozenset({"If", "Loop", "Scan"})


def count_graph(model: onnx.ModelProto, inputs: Mapping[str, Sequence[int]] | None) -> Counts:
    """See `verify.counting.count`."""
    contents = _expanded(model) if model.functions else read_limited(model)
    return _GraphCounter(contents, infer(contents, inputs)).count()


class _GraphCounter:
    """Counts one graph, and the graphs inside its branches and loops."""

    def __init__(self, contents: Contents, inference: Inference, captured: frozenset[str] = frozenset()) -> None:
        """`captured` are the inputs and weights that a graph around this one has already."""
        self._graph = contents.model.graph
        self._types = inference.types
        self._network = read_network(contents, inference)
        self._scope = Scope(contents.model, inference, self._network.operands)
        self._captured = captured
        self.unclaimed = dict(self._network.weights)
        """The weights that no node has claimed as its parameters."""
        self._nodes: list[NodeCount] = []
        self._uncounted: Counter[str] = Counter()
        self._notes: list[str] = []
        self._inside: dict[str, int | None] = {}

    def count(self) -> Counts:
        if self._graph.sparse_initializer:
            self._uncounted["sparse_initializer"] = len(self._graph.sparse_initializer)
        for operation in self._network.operations:
            if not operation.static:
                self._count_operation(operation)
        return Counts(tuple(self._nodes), dict(self._uncounted), self._peak_memory(), tuple(self._notes))

    def _count_operation(self, operation: Operation) -> None:
        tallies: dict[str, int] = {}
        try:
            if operation.op_type in BODY_OPERATORS:
                self._enter(operation)
            else:
                tallies = _operations(operation)
        except UncountableError:
            self._uncounted[operation.label] += 1
        _add_parameters(operation, self.unclaimed, tallies)
        shape = operation.outputs[0].known_shape if operation.outputs else None
        self._nodes.append(NodeCount(operation.name, operation.label, shape, tallies))

    def _enter(self, operation: Operation) -> None:
        """Count what is inside a branch or loop: of two branches the larger, and the parameters of both."""
        try:
            found = bodies(operation, self._scope)
        except MALFORMED as error:
            raise UncountableError(operation.name) from error
        counts = [self._count_body(body) for body in found]
        larger = max(counts, key=lambda inner: (inner.macs, inner.totals["all_output_elements"]))
        for body, inner in zip(found, counts, strict=True):
            if body.times is None:
                self._uncounted[operation.label] += 1
            for node in inner.nodes:
                tallies = _repeated(node.tallies, body.times or 0 if inner is larger else 0)
                self._nodes.append(node._replace(name=f"{operation.name}/{node.name}", tallies=tallies))
            self._uncounted.update(inner.uncounted)
            self._notes += inner.notes
            if len(found) > 1 and inner is larger:
                self._notes.append(f"node {operation.name} (If): its {body.name} is counted, the larger of two")
        if operation.outputs:
            peaks = [inner.peak_memory_bytes for inner in counts]
            known = [peak for peak in peaks if peak is not None]
            self._inside[operation.outputs[0].name] = max(known) if len(known) == len(peaks) else None

    def _count_body(self, body: Body) -> Counts:
        counter = _GraphCounter(body.contents, body.inference, body.captured)
        claimed_before = (body.captured & self._network.weights.keys()) - self.unclaimed.keys()
        for name in claimed_before:
            counter.unclaimed.pop(name, None)
        counts = counter.count()
        for name in body.captured - counter.unclaimed.keys():
            self.unclaimed.pop(name, None)
        return counts

    def _peak_memory(self) -> int | None:
        weights = self._network.weights
        names = [value.name for value in self._graph.input]
        inputs = [name for name in names if name not in weights and name not in self._captured]
        outputs = [value.name for value in self._graph.output]
        return peak_memory_bytes(self._network.operations, inputs, outputs, self._types, self._inside)


def _repeated(tallies: Mapping[str, int], times: int) -> Mapping[str, int]:
    """What a node does in so many rounds; its parameters are there once."""
    return {
        name: repeated
        for name, amount in tallies.items()
        if (repeated := amount if name in PARAMETER_TALLIES else amount * times)
    }


def _expanded(model: onnx.ModelProto) -> Contents:
    """The contents of a model with its functions put in the place of what calls them."""
    check_limits(model)
    try:
        return read_contents(onnx.inliner.inline_local_functions(model))
    except ONNX_ERRORS as error:
        raise VerifyError(f"graph {model.graph.name!r}: its functions can't be expanded: {error}") from error


def _operations(operation: Operation) -> dict[str, int]:
    handler = FUSED.get(operation.label) or OPERATORS.get(operation.op_type)
    if handler is None:
        raise UncountableError(operation.name)
    try:
        tallies = dict(handler(operation))
    except MALFORMED as error:
        raise UncountableError(operation.name) from error
    if tallies:
        tallies["all_output_elements"] = sum([output.elements for output in operation.outputs])
    return tallies


def _add_parameters(operation: Operation, unclaimed: dict[str, Weight], tallies: dict[str, int]) -> None:
    """Add the parameters that no earlier node has claimed; no tally is both of operations and of parameters."""
    holding = [
        (index, operand.weights)
        for index, operand in enumerate(operation.inputs)
        if operand is not None and operand.weights
    ]
    if not holding:
        return
    roles = parameter_tallies(operation)
    tensors = size = blocks = 0
    for index, names in holding:
        tally = roles.get(index, "other_params")
        if tally is None:
            continue
        for name in names:
            weight = unclaimed.get(name)
            if weight is None or not (weight.trainable or index in roles):
                continue
            del unclaimed[name]
            tallies[tally] = tallies.get(tally, 0) + weight.elements
            size += weight.bytes
            blocks += weight.file_blocks
            tensors += 1
    if tensors:
        tallies |= {"parameter_bytes": size, "parameter_file_blocks": blocks, "parameter_tensors": tensors}
