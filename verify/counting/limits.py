"""Limits on graphs in graphs and on functions, checked before anything walks them.

ONNX's own checker, inliner and shape inference take time that doubles with each branch inside a branch, and with each
function that calls another one twice.
"""

from collections.abc import Iterator, Sequence

import onnx

from verify.counting.captured import inner_graphs
from verify.exceptions import VerifyError

DEEPEST_BODIES = 10
"""Branches and loops in each other; exporters write two or three."""

DEEPEST_FUNCTIONS = 50
"""Functions that call each other in a chain."""

LATEST_OPSET = 2**31 - 1

MOST_NODES = 100_000
"""Nodes of a graph once its functions are expanded; the largest language models have tens of thousands."""


def check_limits(model: onnx.ModelProto) -> None:
    """Refuse a model that nests too deeply, grows too large, calls itself, or has names that are no text.

    Raises VerifyError.
    """
    bodies = [model.graph.node, *(function.node for function in model.functions)]
    if any(_depth(nodes) > DEEPEST_BODIES for nodes in bodies):
        raise VerifyError(
            f"graph {model.graph.name!r}: expected at most {DEEPEST_BODIES} branches and loops inside each other"
        )
    _check_names(model)
    sizes = _Sizes(model)
    if sizes.expanded(model.graph.node, ()) > MOST_NODES:
        raise VerifyError(f"graph {model.graph.name!r}: has more than {MOST_NODES:,} nodes with its functions expanded")


def _check_names(model: onnx.ModelProto) -> None:
    """Refuse names that are no text, which protobuf hands over as bytes, and opsets that no release will reach."""
    if any(not 0 <= entry.version <= LATEST_OPSET for entry in model.opset_import):
        raise VerifyError(f"graph {model.graph.name!r}: expected opsets between 0 and {LATEST_OPSET:,}")
    names = _value_names(model.graph)
    for nodes in (model.graph.node, *(function.node for function in model.functions)):
        for node in _all_nodes(nodes):
            names += (node.name, node.op_type, node.domain, *node.input, *node.output)
            names += (name for graph in inner_graphs(node) for name in _value_names(graph))
    unreadable = next((name for name in names if not isinstance(name, str)), None)
    if unreadable is not None:
        raise VerifyError(f"graph {model.graph.name!r}: the name {unreadable!r} is not UTF-8 text")


def _value_names(graph: onnx.GraphProto) -> list[str]:
    values = (*graph.input, *graph.output, *graph.value_info)
    return [graph.name, *(value.name for value in values), *(tensor.name for tensor in graph.initializer)]


class _Sizes:
    """The number of nodes of functions once the functions that they call are expanded."""

    def __init__(self, model: onnx.ModelProto) -> None:
        self._graph = model.graph.name
        self._functions = {(entry.domain, entry.name, entry.overload): entry for entry in model.functions}
        self._known: dict[tuple[str, str, str], int] = {}

    def expanded(self, nodes: Sequence[onnx.NodeProto], callers: tuple[tuple[str, str, str], ...]) -> int:
        """The number of nodes that `nodes` become; `callers` are the functions that they lie in."""
        total = 0
        for node in _all_nodes(nodes):
            key = (node.domain, node.op_type, node.overload)
            total += self._function(key, callers) if key in self._functions else 1
        return total

    def _function(self, key: tuple[str, str, str], callers: tuple[tuple[str, str, str], ...]) -> int:
        if key in callers:
            raise VerifyError(f"graph {self._graph!r}: the function {key[1]!r} calls itself")
        if len(callers) >= DEEPEST_FUNCTIONS:
            raise VerifyError(
                f"graph {self._graph!r}: more than {DEEPEST_FUNCTIONS} functions call each other in a chain"
            )
        if key not in self._known:
            self._known[key] = self.expanded(self._functions[key].node, (*callers, key))
        return self._known[key]


def _depth(nodes: Sequence[onnx.NodeProto]) -> int:
    """How many graphs lie in each other below `nodes`; protobuf lets at most a hundred messages do so."""
    return max((1 + _depth(graph.node) for node in nodes for graph in inner_graphs(node)), default=0)


def _all_nodes(nodes: Sequence[onnx.NodeProto]) -> Iterator[onnx.NodeProto]:
    for node in nodes:
        yield node
        for graph in inner_graphs(node):
            yield from _all_nodes(graph.node)
