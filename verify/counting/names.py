"""Names in a graph that are no text: protobuf hands them over as bytes, and nothing can be looked up by them."""

from collections.abc import Sequence

import onnx

from verify.exceptions import VerifyError


def require_text(names: Sequence[str], graph: str) -> None:
    """Refuse names that are no UTF-8 text; raises VerifyError with the first of them and the name of the graph."""
    try:
        "".join(names)
    except TypeError:
        unreadable = next(name for name in names if not isinstance(name, str))
        raise VerifyError(f"graph {graph!r}: the name {unreadable!r} is not UTF-8 text") from None


def value_names(graph: onnx.GraphProto) -> list[str]:
    """The names of a graph itself, its inputs, its outputs, the values that it describes, and its weights."""
    values = (*graph.input, *graph.output, *graph.value_info)
    return [graph.name, *[value.name for value in values], *[tensor.name for tensor in graph.initializer]]
