"""Peak memory of activations, by the lifetime of every value in the graph's order."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import prod

from verify.counting.operation import Operation
from verify.counting.tensor_types import TensorType, element_bits, tensor_bytes

_VIEWS = frozenset({"Dropout", "Flatten", "Identity", "Reshape", "Squeeze", "Unsqueeze"})
"""Operators whose output can share the memory of their input."""


def peak_memory_bytes(
    operations: Sequence[Operation],
    graph_inputs: Iterable[str],
    graph_outputs: Iterable[str],
    types: Mapping[str, TensorType],
    inside: Mapping[str, int | None],
) -> int | None:
    """Largest sum of the sizes in bytes of the activations alive at once; None when a type is missing.

    While a node runs, its inputs and its outputs are alive, and in a branch or loop what is `inside` it at its peak, by
    the name of its first output. A value dies after the last node that reads it; graph inputs live from the start,
    graph outputs to the end. Views share the memory of what they view. Weights are not counted.
    """
    running = [operation for operation in operations if operation.outputs and not operation.static]
    owners: dict[str, str] = {}
    last_use: dict[str, int] = {}
    for position, operation in enumerate(running):
        last_use.update(dict.fromkeys(_touched(operation, owners), position))
    last_use.update((owners.get(name, name), len(running)) for name in graph_outputs)
    dying: dict[int, list[str]] = defaultdict(list)
    for name, position in last_use.items():
        dying[position].append(name)
    alive: dict[str, int] = {}
    sizes: dict[TensorType | None, int | None] = {}
    peak = total = 0
    arriving = list(graph_inputs)
    for position, operation in enumerate(running):
        arriving += [output.name for output in operation.outputs if owners[output.name] == output.name]
        for name in arriving:
            known = types.get(name)
            if known not in sizes:
                sizes[known] = _bytes(known)
            size = sizes[known]
            if size is None:
                return None
            alive[name] = size
            total += size
        within = inside.get(operation.outputs[0].name, 0)
        if within is None:
            return None
        peak = max(peak, total + within)
        for name in dying[position]:
            total -= alive.pop(name, 0)
        arriving = []
    return peak


def _bytes(known: TensorType | None) -> int | None:
    if known is None or known.shape is None or not element_bits(known.element_type):
        return None
    return tensor_bytes(known.element_type, prod(known.shape))


def _touched(operation: Operation, owners: dict[str, str]) -> list[str]:
    """The owners of the memory that a node reads or writes; one can be there several times.

    `owners` gets the outputs of the node: a value uses its own memory, or that of what it views.
    """
    touched = [
        owners.get(operand.name, operand.name)
        for operand in operation.inputs
        if operand is not None and not operand.static
    ]
    viewed = touched[0] if touched and operation.op_type in _VIEWS else None
    for output in operation.outputs:
        owner = output.name if viewed is None else viewed
        owners[output.name] = owner
        touched.append(owner)
    return touched
