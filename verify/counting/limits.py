"""Limits on graphs in graphs and on functions, checked before anything walks them.

ONNX's own checker, inliner and shape inference take time that doubles with each branch inside a branch, and with each
function that calls another one twice.
"""

from collections import Counter
from collections.abc import Iterable, Mapping

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


_Key = tuple[str, str, str]
"""Domain, name and overload of a function."""


def check_limits(model: onnx.ModelProto) -> None:
    """Refuse a model that nests too deeply, grows too large, calls itself, or has names that are no text.

    Raises VerifyError.
    """
    if any(not 0 <= entry.version <= LATEST_OPSET for entry in model.opset_import):
        raise VerifyError(f"graph {model.graph.name!r}: expected opsets between 0 and {LATEST_OPSET:,}")
    called = {(entry.domain, entry.name, entry.overload): _operators(entry.node, model) for entry in model.functions}
    _check_text(_value_names(model.graph), model)
    if _Sizes(model, called).expanded(_operators(model.graph.node, model), ()) > MOST_NODES:
        raise VerifyError(f"graph {model.graph.name!r}: has more than {MOST_NODES:,} nodes with its functions expanded")


def _operators(nodes: Iterable[onnx.NodeProto], model: onnx.ModelProto, depth: int = 0) -> Counter[_Key]:
    """How often `nodes`, and those of the graphs that they hold, use each operator.

    Raises VerifyError when they hold graphs too deep in each other, and when one of their names is no text.
    """
    if depth > DEEPEST_BODIES:
        raise VerifyError(
            f"graph {model.graph.name!r}: expected at most {DEEPEST_BODIES} branches and loops inside each other"
        )
    operators: Counter[_Key] = Counter()
    names: list[str] = []
    for node in nodes:
        key = (node.domain, node.op_type, node.overload)
        operators[key] += 1
        names += (node.name, *key, *node.input, *node.output)
        for graph in inner_graphs(node):
            names += _value_names(graph)
            operators += _operators(graph.node, model, depth + 1)
    _check_text(names, model)
    return operators


def _check_text(names: Iterable[str], model: onnx.ModelProto) -> None:
    """Refuse names that are no text, which protobuf hands over as bytes."""
    unreadable = [name for name in names if not isinstance(name, str)]
    if unreadable:
        raise VerifyError(f"graph {model.graph.name!r}: the name {unreadable[0]!r} is not UTF-8 text")


def _value_names(graph: onnx.GraphProto) -> list[str]:
    values = (*graph.input, *graph.output, *graph.value_info)
    return [graph.name, *(value.name for value in values), *(tensor.name for tensor in graph.initializer)]


class _Sizes:
    """The number of nodes of functions once the functions that they call are expanded."""

    def __init__(self, model: onnx.ModelProto, functions: Mapping[_Key, Mapping[_Key, int]]) -> None:
        """`functions` are the operators that each function uses, with how often it does."""
        self._graph = model.graph.name
        self._functions = functions
        self._known: dict[_Key, int] = {}

    def expanded(self, operators: Mapping[_Key, int], callers: tuple[_Key, ...]) -> int:
        """The number of nodes that `operators` become; `callers` are the functions that they lie in."""
        return sum(
            times * (self._function(key, callers) if key in self._functions else 1) for key, times in operators.items()
        )

    def _function(self, key: _Key, callers: tuple[_Key, ...]) -> int:
        if key in callers:
            raise VerifyError(f"graph {self._graph!r}: the function {key[1]!r} calls itself")
        if len(callers) >= DEEPEST_FUNCTIONS:
            raise VerifyError(
                f"graph {self._graph!r}: more than {DEEPEST_FUNCTIONS} functions call each other in a chain"
            )
        if key not in self._known:
            self._known[key] = self.expanded(self._functions[key], (*callers, key))
        return self._known[key]
