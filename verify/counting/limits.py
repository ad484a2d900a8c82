"""Limits on graphs in graphs and on functions, checked before anything walks them.

ONNX's own checker, inliner and shape inference take time that doubles with each branch inside a branch, and with each
function that calls another one twice.
"""

from collections import Counter
from collections.abc import Iterable, Mapping

import onnx

from verify.counting.captured import inner_graphs
from verify.counting.contents import Contents, read_contents
from verify.counting.names import require_text, value_names
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
    _check_opsets(model)
    called = {(entry.domain, entry.name, entry.overload): _operators(entry.node, model) for entry in model.functions}
    require_text(value_names(model.graph), model.graph.name)
    _check_size(_Sizes(model, called).expanded(_operators(model.graph.node, model), ()), model)


def read_limited(model: onnx.ModelProto) -> Contents:
    """Take the nodes and initializers out of a model without functions that is within the limits.

    It is `check_limits` and `read_contents` with one look at each node. Raises VerifyError.
    """
    _check_opsets(model)
    _check_size(len(model.graph.node), model)
    contents = read_contents(model)
    require_text(value_names(model.graph), model.graph.name)
    inside = sum(_operators(body.node, model, 1).total() for node in contents.nodes for body in node.bodies)
    _check_size(len(contents.nodes) + inside, model)
    return contents


def _check_opsets(model: onnx.ModelProto) -> None:
    if any(not 0 <= entry.version <= LATEST_OPSET for entry in model.opset_import):
        raise VerifyError(f"graph {model.graph.name!r}: expected opsets between 0 and {LATEST_OPSET:,}")


def _check_size(nodes: int, model: onnx.ModelProto) -> None:
    if nodes > MOST_NODES:
        raise VerifyError(f"graph {model.graph.name!r}: has more than {MOST_NODES:,} nodes with its functions expanded")


def _operators(nodes: Iterable[onnx.NodeProto], model: onnx.ModelProto, depth: int = 0) -> Counter[_Key]:
    """How often `nodes`, and those of the graphs that they hold, use each operator.

    Raises VerifyError when they hold graphs too deep in each other, and when one of their names is no text.
    """
    if depth > DEEPEST_BODIES:
        raise VerifyError(
            f"graph {model.graph.name!r}: expected at most {DEEPEST_BODIES} branches and loops inside each other"
        )
    keys: list[_Key] = []
    names: list[str] = []
    inside: Counter[_Key] = Counter()
    for node in nodes:
        key = (node.domain, node.op_type, node.overload)
        keys.append(key)
        names += (node.name, *key, *node.input[:], *node.output[:])
        for graph in inner_graphs(node):
            names += value_names(graph)
            inside += _operators(graph.node, model, depth + 1)
    require_text(names, model.graph.name)
    return Counter(keys) + inside


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
