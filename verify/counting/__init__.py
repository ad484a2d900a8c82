"""The counter: one pass over an ONNX graph, a tally for everything that any convention of counting is made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from verify.counting.counts import Counts, NodeCount
from verify.counting.tallies import TALLIES

if TYPE_CHECKING:
    import onnx

__all__ = ["TALLIES", "Counts", "NodeCount", "count"]


def count(model: onnx.ModelProto, inputs: Mapping[str, Sequence[int]] | None = None) -> Counts:
    """Count the operations, parameters and memory of `model`.

    `inputs` maps input names to shapes; an input that is absent keeps its own shape, with a batch of 1 where the first
    size is not fixed. Weights need no data, only their type and sizes. What can be computed before the graph runs
    (shape arithmetic, expressions of weights alone) costs nothing; a weight that several nodes share is counted once,
    at the first. The larger branch of an If counts, a Loop or Scan
    as often as it runs; a loop whose rounds are not known before is uncounted.

    Raises VerifyError when the graph is malformed or `inputs` does not fit it.
    """
    # Deferred: onnx takes 0.2 s to import, and conventions need only the names of tallies.
    from verify.counting.counter import count_graph

    return count_graph(model, inputs)
