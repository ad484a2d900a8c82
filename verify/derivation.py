"""Make the graphs of pruned and quantised models again from the graphs that they were derived from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verify.exceptions import VerifyError
from verify.graph import read_graph
from verify.weightless import check_weightless

if TYPE_CHECKING:
    import onnx

    from catalog import Catalog
    from catalog.record import DerivedFrom


def derive(zoo: Catalog, name: str, origin: DerivedFrom) -> onnx.ModelProto:
    """Return the weightless graph of a model that was derived from another one.

    Args:
        zoo: The zoo that stores the other model's graph.
        name: The derived model; it becomes the graph's name.
        origin: What its record says of how it was derived.

    Raises:
        VerifyError: the other model has no graph, or the graph can't be pruned or quantised in that way.
    """
    from verify.pruning import prune
    from verify.quantization import quantize

    path = zoo.graph_path(origin.model)
    if path is None:
        raise VerifyError(f"{name}: derived from {origin.model}, which has no graph")
    graph, _ = read_graph(path)
    if origin.pruned is not None:
        graph = prune(graph, zoo.strategies[origin.pruned].pruned)
    if origin.quantized:
        graph = quantize(graph, origin.quantized)
    graph.graph.name = name
    check_weightless(graph)
    return graph
