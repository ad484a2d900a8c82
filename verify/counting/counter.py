"""One pass over a graph: tallies of every node."""

from collections import Counter
from collections.abc import Mapping, Sequence
from math import prod

import onnx
import onnx.inliner

from verify.counting.counts import Counts, NodeCount
from verify.counting.memory import peak_memory_bytes
from verify.counting.operation import Operation, UncountableError
from verify.counting.operators import OPERATORS
from verify.counting.parameters import parameter_tallies
from verify.counting.propagation import ONNX_ERRORS
from verify.counting.reading import Network, Weight, read_network
from verify.counting.shapes import infer
from verify.counting.tallies import FILE_BLOCK_BYTES, FILE_HEADER_BYTES
from verify.counting.tensor_types import TensorType, element_bits, tensor_bytes
from verify.exceptions import VerifyError


def count_graph(model: onnx.ModelProto, inputs: Mapping[str, Sequence[int]] | None) -> Counts:
    """See `verify.counting.count`."""
    model = _inlined(model)
    inference = infer(model, inputs)
    network = read_network(model.graph, inference)
    uncounted: Counter[str] = Counter()
    if model.graph.sparse_initializer:
        uncounted["sparse_initializer"] = len(model.graph.sparse_initializer)
    unclaimed = dict(network.weights)
    nodes = []
    for operation in network.operations:
        if operation.outputs and all(output.static for output in operation.outputs):
            continue
        tallies = _parameters(operation, unclaimed)
        try:
            tallies.update(_operations(operation))
        except UncountableError:
            uncounted[operation.op_type] += 1
        shape = operation.outputs[0].known_shape if operation.outputs else None
        nodes.append(NodeCount(operation.name, operation.op_type, shape, dict(tallies)))
    return Counts(tuple(nodes), dict(uncounted), _peak_memory(model.graph, network, inference.types))


def _inlined(model: onnx.ModelProto) -> onnx.ModelProto:
    if not model.functions:
        return model
    try:
        return onnx.inliner.inline_local_functions(model)
    except ONNX_ERRORS as error:
        raise VerifyError(f"graph {model.graph.name!r}: its functions can't be expanded: {error}") from error


def _operations(operation: Operation) -> Mapping[str, int]:
    handler = OPERATORS.get(operation.op_type)
    if handler is None:
        raise UncountableError(operation.name)
    try:
        tallies = handler(operation)
    except (IndexError, KeyError, TypeError, ValueError, AttributeError) as error:
        # A malformed node: an attribute of another type, a weight of another rank.
        raise UncountableError(operation.name) from error
    if not tallies:
        return tallies
    return {**tallies, "all_output_elements": sum(output.elements for output in operation.outputs)}


def _parameters(operation: Operation, unclaimed: dict[str, Weight]) -> Counter[str]:
    """Tallies of the parameters that no earlier node has claimed."""
    tallies: Counter[str] = Counter()
    roles = parameter_tallies(operation)
    for index, operand in enumerate(operation.inputs):
        for name in operand.weights if operand is not None else ():
            weight = unclaimed.get(name)
            tally = roles.get(index, "other_params")
            if weight is None or tally is None or not (weight.trainable or (index in roles and weight.elements > 1)):
                continue
            del unclaimed[name]
            tallies[tally] += weight.elements
            tallies["parameter_bytes"] += weight.bytes
            tallies["parameter_file_blocks"] += -(-(weight.bytes + FILE_HEADER_BYTES) // FILE_BLOCK_BYTES)
            tallies["parameter_tensors"] += 1
    return tallies


def _peak_memory(graph: onnx.GraphProto, network: Network, types: Mapping[str, TensorType]) -> int | None:
    sizes = {
        name: tensor_bytes(known.element_type, prod(known.shape))
        for name, known in types.items()
        if known.shape is not None and element_bits(known.element_type)
    }
    inputs = [value.name for value in graph.input if value.name not in network.weights]
    return peak_memory_bytes(network.operations, inputs, [value.name for value in graph.output], sizes)
