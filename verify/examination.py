"""Examine one graph: read it, check it, count it at every size that is asked for, and run it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from catalog.evidence import CountFacts, GraphFacts, InferenceFacts
from catalog.text import Entry
from verify.exceptions import VerifyError
from verify.graph import graph_facts, has_open_sides, image_shape, read_graph
from verify.inference import ALL_CORES, run_graph
from verify.weightless import check_weightless

if TYPE_CHECKING:
    import onnx

RUN_SIDE = 128
"""Side in pixels of the images where a graph leaves it open: a multiple of every stride that detectors have.

A graph that works there works on larger ones, but longer.
"""

REFUSED_MEMORY = ("bad_alloc", "Failed to allocate memory")
"""What ONNX Runtime says when it gets no memory; it has no exception of its own for it."""


@dataclass(frozen=True)
class GraphTask:
    """One graph to examine. Equal tasks have equal findings."""

    path: Path
    """The graph's file."""
    file: str
    """What the findings call it."""
    sizes: tuple[int, ...]
    """Sides of the input in pixels; counted at each, run at the first, or at `RUN_SIDE` where that is smaller and the
    graph leaves its sides open.
    """
    run: bool = True
    """Run it too; counting alone is a twentieth of the work."""

    def fields(self) -> dict[str, Any]:
        """Return the task as what JSON can hold."""
        return asdict(self) | {"path": str(self.path)}

    @classmethod
    def from_fields(cls, fields: Mapping[str, Any]) -> Self:
        """Return the task that `fields` gave."""
        return cls(Path(fields["path"]), fields["file"], tuple(fields["sizes"]), fields["run"])


class GraphFindings(Entry):
    """What was found in one graph: what it is, its counts by input size, and one run."""

    graph: GraphFacts | None = None
    counts: tuple[CountFacts, ...] = ()
    inference: InferenceFacts | None = None
    problems: tuple[str, ...] = ()
    """What is wrong with the graph itself."""
    cut_short: bool = False
    """The examination crashed or met a limit of time or memory: another machine may come to an end."""


def examine(task: GraphTask, threads: int = ALL_CORES) -> GraphFindings:
    """Read, check, count and run one graph in this process.

    Args:
        task: The graph.
        threads: Threads of ONNX Runtime within an operator, 0 for one a core.

    Raises:
        MemoryError: there is not enough memory for the graph.
    """
    try:
        model, sha256 = read_graph(task.path)
        facts = graph_facts(model, task.file, sha256)
        check_weightless(model)
        counts = tuple(_count(model, facts, size) for size in task.sizes)
        side = min(task.sizes[0], RUN_SIDE) if has_open_sides(facts) else task.sizes[0]
        inference = run_graph(model, facts, side, threads=threads) if task.run else None
    except VerifyError as error:
        if any(phrase in str(error.__cause__) for phrase in REFUSED_MEMORY):
            raise MemoryError from error
        return GraphFindings(problems=(str(error).strip().replace(str(task.path), task.file),))
    problems = _inference_problems(task.file, inference) if inference else ()
    return GraphFindings(graph=facts, counts=counts, inference=inference, problems=tuple(problems))


def cut_short(task: GraphTask, how: str) -> GraphFindings:
    """Return the findings on a graph whose examination came to no end."""
    return GraphFindings(problems=(f"{task.file}: the examination {how}",), cut_short=True)


def _count(model: onnx.ModelProto, facts: GraphFacts, size: int) -> CountFacts:
    from verify.counting import count

    name, shape = image_shape(facts, 1, size)
    counts = count(model, {name: shape})
    tallies = {tally: amount for tally, amount in counts.totals.items() if amount}
    return CountFacts(
        input_size=size,
        macs=counts.macs,
        params=counts.params,
        tallies=tallies,
        stages=counts.macs_by_plane(),
        uncounted=counts.uncounted,
    )


def _inference_problems(file: str, inference: InferenceFacts) -> Iterable[str]:
    if not inference.finite:
        yield f"{file}: with seeded weights an output holds an infinity or a not-a-number"
    if not inference.batch_agrees:
        yield f"{file}: an image alone and the same image in a batch of two give different outputs"
