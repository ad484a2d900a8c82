"""Check models: count and run their graphs, and give every claim a verdict."""

from __future__ import annotations

import platform
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version
from typing import TYPE_CHECKING

from catalog.claims import Claim
from catalog.evidence import CountFacts, Evidence, GraphFacts, InferenceFacts
from catalog.record import Erratum, Model
from verify.errata import JudgedClaim, attach_errata, needless, unknown_conventions
from verify.evidence import stored
from verify.exceptions import VerifyError
from verify.graph import graph_facts, has_open_sides, image_shape, read_graph
from verify.ranking import Ranking, Totals, judged_size, rank_conventions
from verify.verdicts import judge

if TYPE_CHECKING:
    from pathlib import Path

    import onnx

    from catalog import Catalog

TOOLS = ("onnx", "onnxruntime")
"""Libraries whose versions the findings depend on."""

RUN_SIDE = 320
"""Side in pixels of the images that detectors are run on; a graph that works there works on larger ones, but longer."""


@dataclass(frozen=True)
class GraphFindings:
    """What was found in one graph: what it is, its counts by input size, and one run."""

    graph: GraphFacts | None = None
    counts: tuple[CountFacts, ...] = ()
    inference: InferenceFacts | None = None
    problems: tuple[str, ...] = ()
    """What is wrong with the graph itself."""


@dataclass(frozen=True)
class ModelReport:
    """Everything that one check of one model found."""

    model: str
    evidence: Evidence
    judged: tuple[JudgedClaim, ...]
    problems: tuple[str, ...]
    """What is wrong with the graph, or with an erratum itself."""
    needless_errata: tuple[tuple[int, Erratum], ...]
    """Errata of the record that explain nothing, with their positions in it."""

    @cached_property
    def unexplained(self) -> tuple[JudgedClaim, ...]:
        """Wrong claims without an erratum."""
        return tuple(entry for entry in self.judged if entry.unexplained)

    @property
    def passed(self) -> bool:
        """Whether nothing has to be done about the model."""
        return not (self.problems or self.unexplained or self.needless_errata)


@dataclass(frozen=True)
class CheckReport:
    """What a check of several models found."""

    models: tuple[ModelReport, ...]
    needless_source_errata: tuple[tuple[str, int, Erratum], ...]
    """Errata of sources that explain nothing in any model: source, position, erratum."""

    @property
    def passed(self) -> bool:
        """Whether CI may be green."""
        return not self.needless_source_errata and all(report.passed for report in self.models)


def check_models(
    zoo: Catalog, names: Iterable[str], *, whole_zoo: bool = False, progress: Callable[[str], None] = lambda name: None
) -> CheckReport:
    """Check the named models of a zoo.

    Args:
        zoo: The zoo, with at least the named models and the others of their families.
        names: Models to check.
        whole_zoo: The names are all there are: errata of sources that explain nothing are findings too.
        progress: Called with a model's name when its graph has been examined.
    """
    chosen = list(names)
    findings = _examine_all(zoo, chosen, progress)
    ranking = _rank(zoo, findings)
    reports = tuple(_report(zoo, name, findings[name], ranking) for name in chosen)
    return CheckReport(reports, _needless_source_errata(zoo, reports) if whole_zoo else ())


def _examine_all(zoo: Catalog, names: list[str], progress: Callable[[str], None]) -> dict[str, GraphFindings]:
    by_graph: dict[tuple[Path, tuple[int, ...]], GraphFindings] = {}
    findings = {}
    for name in names:
        path, sizes = zoo.graph_path(name), _input_sizes(zoo, name)
        if path is None:
            findings[name] = GraphFindings()
        else:
            key = (path, sizes)
            if key not in by_graph:
                by_graph[key] = examine(path, path.relative_to(zoo.directory / "graphs").as_posix(), sizes)
            findings[name] = by_graph[key]
        progress(name)
    return findings


def _input_sizes(zoo: Catalog, name: str) -> tuple[int, ...]:
    stated = {claim.input_size for claim in zoo.claims(name) if claim.quantity == "flops" and claim.input_size}
    return (zoo.models[name].input.size, *sorted(stated - {zoo.models[name].input.size}))


def examine(path: Path, file: str, sizes: tuple[int, ...]) -> GraphFindings:
    """Read, check, count and run one graph.

    Args:
        path: The graph's file.
        file: What the findings call it.
        sizes: Sides of the input in pixels; counted at each, run at the first, or at `RUN_SIDE` where that is smaller
            and the graph leaves its sides open.
    """
    from verify.inference import run_graph
    from verify.weightless import check_weightless

    try:
        model, sha256 = read_graph(path)
        facts = graph_facts(model, file, sha256)
        check_weightless(model)
        counts = tuple(_count(model, facts, size) for size in sizes)
        inference = run_graph(model, facts, min(sizes[0], RUN_SIDE) if has_open_sides(facts) else sizes[0])
    except VerifyError as error:
        return GraphFindings(problems=(str(error).strip(),))
    return GraphFindings(facts, counts, inference, tuple(_inference_problems(file, inference)))


def _count(model: onnx.ModelProto, facts: GraphFacts, size: int) -> CountFacts:
    from verify.counting import count

    name, shape = image_shape(facts, 1, size)
    counts = count(model, {name: shape})
    tallies = {tally: amount for tally, amount in counts.totals.items() if amount}
    return CountFacts(
        input_size=size, macs=counts.macs, params=counts.params, tallies=tallies, uncounted=counts.uncounted
    )


def _inference_problems(file: str, inference: InferenceFacts) -> Iterable[str]:
    if not inference.finite:
        yield f"{file}: with seeded weights an output holds an infinity or a not-a-number"
    if not inference.batch_agrees:
        yield f"{file}: an image alone and the same image in a batch of two give different outputs"


def totals_by_size(counts: Iterable[CountFacts], own_size: int) -> Mapping[int | None, Totals]:
    """Return the totals by a claim's input size; a claim that states none is judged at the model's own size."""
    by_size: dict[int | None, Totals] = {entry.input_size: entry.tallies for entry in counts}
    if own_size in by_size:
        by_size[None] = by_size[own_size]
    return by_size


def _rank(zoo: Catalog, findings: Mapping[str, GraphFindings]) -> Ranking:
    counted: dict[tuple[str, int | None], Totals] = {}
    claims: list[Claim] = []
    for name, model in zoo.models.items():
        if name in findings:
            counts = findings[name].counts
        else:
            evidence = stored(zoo, name)
            counts = evidence.counts if evidence else ()
        claims.extend(zoo.claims(name))
        counted.update({(name, size): totals for size, totals in totals_by_size(counts, model.input.size).items()})
    return rank_conventions(claims, counted, _libraries(zoo))


def _libraries(zoo: Catalog) -> dict[str, str]:
    """Return the library that defines each model's network, or the network that its graph is shared or derived from."""
    owners = {name: _owner(zoo, model) for name, model in zoo.models.items()}
    return {name: owner.built_from.library for name, owner in owners.items() if owner.built_from}


def _owner(zoo: Catalog, model: Model) -> Model:
    other = model.graph_of or (model.derived_from.model if model.derived_from else None)
    return _owner(zoo, zoo.models[other]) if other is not None and other in zoo.models else model


def _report(zoo: Catalog, name: str, findings: GraphFindings, ranking: Ranking) -> ModelReport:
    model = zoo.models[name]
    by_size = totals_by_size(findings.counts, model.input.size)
    uncounted = any(entry.uncounted for entry in findings.counts)
    verdicts = [
        (claim, judge(claim, by_size.get(judged_size(claim)), uncounted, ranking)) for claim in zoo.claims(name)
    ]
    of_source = [(source, erratum) for source, entry in zoo.sources.items() for erratum in entry.errata]
    judged = tuple(attach_errata(verdicts, model.errata, of_source))
    evidence = Evidence(
        model=name,
        graph=findings.graph,
        counts=findings.counts,
        inference=findings.inference,
        verdicts=tuple(verdict for _, verdict in verdicts),
        tools=_tools() if findings.graph else {},
    )
    problems = (*findings.problems, *unknown_conventions(model.errata))
    return ModelReport(name, evidence, judged, problems, tuple(needless(model.errata, judged)))


def _tools() -> dict[str, str]:
    return {"python": platform.python_version()} | {name: version(name) for name in TOOLS}


def _needless_source_errata(zoo: Catalog, reports: tuple[ModelReport, ...]) -> tuple[tuple[str, int, Erratum], ...]:
    judged = [entry for report in reports for entry in report.judged]
    return tuple(
        (source, position, erratum)
        for source, entry in zoo.sources.items()
        for position, erratum in needless(entry.errata, judged)
    )
