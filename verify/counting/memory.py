"""Peak memory of activations, by the lifetime of every value in the graph's order."""

from collections.abc import Iterable, Mapping, Sequence

from verify.counting.operation import Operand, Operation

_VIEWS = frozenset({"Dropout", "Flatten", "Identity", "Reshape", "Squeeze", "Unsqueeze"})
"""Operators whose output can share the memory of their input."""


def peak_memory_bytes(
    operations: Sequence[Operation],
    graph_inputs: Iterable[str],
    graph_outputs: Iterable[str],
    sizes: Mapping[str, int],
    inside: Mapping[Operation, int | None],
) -> int | None:
    """Largest sum of the sizes in bytes of the activations alive at once; None when a size is missing.

    While a node runs, its inputs and its outputs are alive, and in a branch or loop what is `inside` it at its peak. A
    value dies after the last node that reads it; graph inputs live from the start, graph outputs to the end. Views
    share the memory of what they view. Weights are not counted.
    """
    running = [operation for operation in operations if not all(output.static for output in operation.outputs)]
    owners = _owners(running)
    touched = [_touched(operation, owners) for operation in running]
    last_read = {name: position for position, names in enumerate(touched) for name in names}
    last_read.update((owners.get(name, name), len(running)) for name in graph_outputs)
    alive: dict[str, int] = {}
    peak = total = 0
    arriving = list(graph_inputs)
    for position, operation in enumerate(running):
        arriving += [output.name for output in operation.outputs if owners[output.name] == output.name]
        for name in arriving:
            if name not in sizes:
                return None
            alive[name] = sizes[name]
            total += sizes[name]
        within = inside.get(operation, 0)
        if within is None:
            return None
        peak = max(peak, total + within)
        for name in touched[position]:
            if last_read[name] == position:
                total -= alive.pop(name, 0)
        arriving = []
    return peak


def _owners(operations: Iterable[Operation]) -> dict[str, str]:
    """Node output → the value whose memory it uses: itself, or what it views."""
    owners: dict[str, str] = {}
    for operation in operations:
        data = _activations(operation)
        for output in operation.outputs:
            viewed = data[0].name if data and operation.op_type in _VIEWS else output.name
            owners[output.name] = owners.get(viewed, viewed)
    return owners


def _touched(operation: Operation, owners: Mapping[str, str]) -> set[str]:
    """The owners of the memory that a node reads or writes."""
    names = [operand.name for operand in (*_activations(operation), *operation.outputs)]
    return {owners.get(name, name) for name in names}


def _activations(operation: Operation) -> list[Operand]:
    return [operand for operand in operation.inputs if operand is not None and not operand.static]
