"""Check models: count and run their graphs, and give every claim a verdict."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from catalog.evidence import CountFacts, Evidence
from catalog.record import Erratum, Model
from verify.digests import tool_versions
from verify.errata import JudgedClaim, attach_errata, needless, unknown_conventions
from verify.evidence import differ, stored
from verify.examination import GraphFindings, GraphTask
from verify.examiners import Examine, examine_here
from verify.ranking import Ranking, Totals, judged_size, rank_conventions
from verify.shard import WHOLE, Shard
from verify.verdicts import judge

if TYPE_CHECKING:
    from catalog import Catalog
    from verify.measuring import Measured


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
    is_new: bool
    """Whether the zoo holds no evidence, or one that says something else."""

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
    zoo: Catalog,
    names: Iterable[str],
    *,
    whole_zoo: bool = False,
    shard: Shard = WHOLE,
    examine: Examine = examine_here,
    progress: Callable[[str], None] = lambda name: None,
    measured: Mapping[str, Measured] | None = None,
) -> CheckReport:
    """Check the named models of a zoo.

    Args:
        zoo: The whole zoo: the other numbers of a table tell how it rounds, those of a family how its source counts.
        names: Models to check.
        whole_zoo: The names are all there are: errata of sources that explain nothing are findings too.
        shard: The part of the models to report on. The graphs of the others are counted, since a source's other
            numbers tell how it counts; so the reports of all shards together are those of one check of everything.
        examine: How graphs are examined: here, in processes of their own, on a cluster.
        progress: Called with a model's name when its graph has been examined.
        measured: What trained weights gave just now, by model; scores that stand in the evidence still count.
    """
    chosen = list(names)
    own = shard.part_of(zoo, chosen)
    findings = _examine_all(_tasks(zoo, chosen, own), examine, progress)
    ranking = _rank(zoo, findings)
    fresh, tools = measured or {}, tool_versions()
    reports = {name: _report(zoo, name, findings[name], ranking, tools, fresh.get(name)) for name in chosen}
    needless_here = _needless_source_errata(zoo, reports.values()) if whole_zoo and shard.index == 1 else ()
    return CheckReport(tuple(reports[name] for name in chosen if name in own), needless_here)


def _tasks(zoo: Catalog, names: list[str], own: Collection[str]) -> dict[str, GraphTask | None]:
    """Return what there is to examine for each model; models that share a graph at one size share a task."""
    tasks: dict[str, GraphTask | None] = {}
    for name in names:
        path = zoo.graph_path(name)
        if path is None:
            tasks[name] = None
        else:
            file = path.relative_to(zoo.directory / "graphs").as_posix()
            tasks[name] = GraphTask(path, file, _input_sizes(zoo, name), run=name in own)
    return tasks


def _examine_all(
    tasks: Mapping[str, GraphTask | None], examine: Examine, progress: Callable[[str], None]
) -> dict[str, GraphFindings]:
    models: dict[GraphTask, list[str]] = defaultdict(list)
    findings = {}
    for name, task in tasks.items():
        if task is None:
            findings[name] = GraphFindings()
            progress(name)
        else:
            models[task].append(name)
    for task, found in examine(list(models)):
        for name in models[task]:
            findings[name] = found
            progress(name)
    return findings


def _input_sizes(zoo: Catalog, name: str) -> tuple[int, ...]:
    stated = {claim.input_size for claim in zoo.claims(name) if claim.quantity == "flops" and claim.input_size}
    return (zoo.models[name].input.size, *sorted(stated - {zoo.models[name].input.size}))


def totals_by_size(counts: Iterable[CountFacts], own_size: int) -> Mapping[int | None, Totals]:
    """Return the totals by a claim's input size; a claim that states none is judged at the model's own size."""
    by_size: dict[int | None, Totals] = {entry.input_size: entry.tallies for entry in counts}
    if own_size in by_size:
        by_size[None] = by_size[own_size]
    return by_size


def _rank(zoo: Catalog, findings: Mapping[str, GraphFindings]) -> Ranking:
    counted: dict[tuple[str, int | None], Totals] = {}
    families = {zoo.models[name].family for name in findings}
    for name, model in zoo.models.items():
        if name in findings:
            counts = findings[name].counts
        elif model.family in families:
            evidence = stored(zoo, name)
            counts = evidence.counts if evidence else ()
        else:
            continue
        counted.update({(name, size): totals for size, totals in totals_by_size(counts, model.input.size).items()})
    return rank_conventions(zoo.claims(), counted, _libraries(zoo))


def _libraries(zoo: Catalog) -> dict[str, str]:
    """Return the library that defines each model's network, or the network that its graph is shared or derived from."""
    owners = {name: _owner(zoo, model) for name, model in zoo.models.items()}
    return {name: owner.built_from.library for name, owner in owners.items() if owner.built_from}


def _owner(zoo: Catalog, model: Model) -> Model:
    other = model.graph_of or (model.derived_from.model if model.derived_from else None)
    return _owner(zoo, zoo.models[other]) if other is not None and other in zoo.models else model


def _report(
    zoo: Catalog,
    name: str,
    findings: GraphFindings,
    ranking: Ranking,
    tools: Mapping[str, str],
    measured: Measured | None,
) -> ModelReport:
    from verify.known_measurements import known_measurements

    model = zoo.models[name]
    before = stored(zoo, name)
    known = known_measurements(zoo, name, before, measured)
    by_size = totals_by_size(findings.counts, model.input.size)
    failed = findings.graph is None and bool(findings.problems)
    uncounted = any(entry.uncounted for entry in findings.counts)
    verdicts = [
        (
            claim,
            known.judge(claim) or judge(claim, by_size.get(judged_size(claim)), uncounted, ranking, failed=failed),
        )
        for claim in zoo.claims(name)
    ]
    of_source = [(source, erratum) for source, entry in zoo.sources.items() for erratum in entry.errata]
    judged = tuple(attach_errata(verdicts, model.errata, of_source))
    evidence = Evidence(
        model=name,
        graph=findings.graph,
        counts=findings.counts,
        inference=findings.inference,
        scores=known.scores,
        replays=known.replays,
        files=known.files,
        verdicts=tuple(verdict for _, verdict in verdicts),
        tools=tools if findings.graph else {},
    )
    problems = (*findings.problems, *known.problems, *unknown_conventions(model.errata))
    is_new = before is None or differ(before, evidence)
    return ModelReport(name, evidence, judged, problems, tuple(needless(model.errata, judged)), is_new)


def _needless_source_errata(zoo: Catalog, reports: Iterable[ModelReport]) -> tuple[tuple[str, int, Erratum], ...]:
    judged = [entry for report in reports for entry in report.judged]
    return tuple(
        (source, position, erratum)
        for source, entry in zoo.sources.items()
        for position, erratum in needless(entry.errata, judged)
    )
