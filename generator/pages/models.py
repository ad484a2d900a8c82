"""The page of one model, and the index of all models."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from catalog.evidence import CountFacts
from catalog.record import Erratum, Model
from generator import paths
from generator.badge import badge_markdown
from generator.citation import bibtex
from generator.context import Site
from generator.page import EVIDENCE_FILE, GRAPH_FILE, SOURCE_FILE, Page, SearchEntry
from generator.plan import FilePlan
from generator.preprocessing import onnxruntime_code, torchvision_code, unstated
from generator.snapshot import Printing, Snapshot
from generator.tables import Table
from generator.usage import snippet
from generator.verdict_bar import verdict_bar
from generator.views.cards import conditions_text, headline_cards
from generator.views.claims import claims_table
from generator.views.compression import lineage_table
from generator.views.counts import counts_table
from generator.views.judged import judge
from generator.views.latency import latencies, model_table
from generator.views.latency_charts import latency_charts
from generator.views.models import downloads_table, models_table
from generator.views.sides import sides_table
from generator.views.stages import stages_chart

MOST_CHANGES = 5
"""Commits that a page tells of a record."""


@dataclass(frozen=True)
class ListedErratum:
    """An erratum with the claims of the model that it explains."""

    erratum: Erratum
    explained: tuple[Printing, ...]


@dataclass(frozen=True)
class GraphCounts:
    """What the graph holds at one input size: every tally, and every convention formed from them."""

    counts: CountFacts
    table: Table


def render_model(site: Site, model: Model) -> Page:
    """Render the page of `model`."""
    snapshot, words = site.snapshot, site.words
    printings = snapshot.printings[model.name]
    family = snapshot.zoo.families[model.family]
    path = paths.model(model.name)
    claims = judge(site, [printing for printing in printings if printing.claim.quantity != "latency"])
    measured = latencies(printings)
    evidence = snapshot.evidence.get(model.name)
    return site.page(
        "model",
        path,
        model.name,
        words.plain(model.summary or family.summary),
        search=_search_entry(site, model),
        source=snapshot.zoo.record_path(model.name),
        model=model,
        family=family,
        bar=verdict_bar(printings, words),
        cards=headline_cards(site, model),
        sides=sides_table(site, claims, words.gettext("Numbers of %(model)s by source", model=model.name)),
        claims=claims_table(site, claims, words.gettext("Claims about %(model)s", model=model.name)),
        errata=_errata(printings),
        latency=model_table(site, measured, words.gettext("Latency of %(model)s", model=model.name)),
        latency_charts=list(latency_charts(site, measured)),
        neighbours=snapshot.neighbours[model.name],
        conditions_of=partial(conditions_text, site),
        evidence=evidence,
        counts=list(_counts(site, model)),
        stages=stages_chart(site, evidence.counts[0]) if evidence and evidence.counts else "",
        descendants=snapshot.descendants.get(model.name, ()),
        comparison=lineage_table(site, model, words.gettext("%(model)s against its baseline", model=model.name)),
        downloads=downloads_table(site, [model], words.gettext("Files of %(model)s", model=model.name)),
        snippet=snippet(model.built_from) if model.built_from else "",
        torchvision_code=torchvision_code(model.input) if model.task == "image-classification" else "",
        onnxruntime_code=onnxruntime_code(model.name, model.input),
        unstated=unstated(model.input),
        changes=snapshot.changes.get(model.name, ())[:MOST_CHANGES],
        citations=[bibtex(paper) for paper in family.papers],
        files=_files(site, model),
        badge_code=badge_markdown(model.name, site.address),
        is_address_known=bool(site.address),
    )


def shown_besides(snapshot: Snapshot, model: Model) -> str:
    """Tell what a model's page shows that its own files don't hold: its neighbours and its history."""
    changes = [change.commit for change in snapshot.changes.get(model.name, ())[:MOST_CHANGES]]
    neighbours = snapshot.neighbours[model.name]
    return " ".join([*(neighbours.told() if neighbours else ()), *changes])


def render_models(site: Site) -> Page:
    """Render the index of all models."""
    words = site.words
    title = words.gettext("Models")
    return site.page(
        "models",
        paths.MODELS,
        title,
        words.gettext("All models of the zoo with their headline numbers, to sort and to choose from."),
        table=models_table(site, site.snapshot.zoo.models.values(), title),
    )


def plan_records(snapshot: Snapshot, model: str) -> Iterator[FilePlan]:
    """Plan what stands beside a model's page: copies of its record, its evidence and its graph."""
    for file, path in _copies(snapshot, model).items():
        yield FilePlan(paths.model(model) + file, path.read_bytes, frozenset({path}))


def _copies(snapshot: Snapshot, name: str) -> dict[str, Path]:
    zoo = snapshot.zoo
    copied = {SOURCE_FILE: zoo.record_path(name)}
    if name in snapshot.evidence:
        copied[EVIDENCE_FILE] = zoo.evidence_path(name)
    graph = zoo.graph_path(name)
    if graph is not None and zoo.models[name].graph_of is None:
        copied[GRAPH_FILE] = graph
    return copied


def _files(site: Site, model: Model) -> Mapping[str, str]:
    """Addresses of what programs read, from the model's page; empty for evidence or a graph that is not there."""
    root, snapshot = site.zoo_root(paths.model(model.name)), site.snapshot
    owner = model.graph_of or model.name
    return {
        "data": root + paths.model_data(model.name),
        "badge": root + paths.badge(model.name),
        "record": root + paths.model(model.name) + SOURCE_FILE,
        "evidence": root + paths.model(model.name) + EVIDENCE_FILE if model.name in snapshot.evidence else "",
        "graph": root + paths.model(owner) + GRAPH_FILE if snapshot.zoo.graph_path(model.name) else "",
    }


def _errata(printings: Sequence[Printing]) -> list[ListedErratum]:
    """Errata in the order of the claims; several of the same wording are listed as one."""
    explained: dict[tuple[tuple[str, str], ...], list[Printing]] = {}
    for printing in printings:
        if printing.erratum is not None:
            explained.setdefault(tuple(printing.erratum.finding.items()), []).append(printing)
    return [ListedErratum(found[0].erratum, tuple(found)) for found in explained.values() if found[0].erratum]


def _counts(site: Site, model: Model) -> Iterator[GraphCounts]:
    evidence = site.snapshot.evidence.get(model.name)
    for counts in evidence.counts if evidence else ():
        caption = site.words.gettext("Input %(size)s × %(size)s px", size=counts.input_size)
        yield GraphCounts(counts, counts_table(site, counts, caption))


def _search_entry(site: Site, model: Model) -> SearchEntry:
    zoo, words = site.snapshot.zoo, site.words
    family = zoo.families[model.family]
    devices = dict.fromkeys(printing.claim.device for printing in site.snapshot.printings[model.name])
    return SearchEntry(
        title=model.name,
        text=words.plain(model.summary or family.summary),
        tags=(
            model.family,
            *(zoo.devices[device].name for device in devices if device),
            *(zoo.strategies[strategy].name for strategy in model.compression),
        ),
        aliases=model.aliases,
    )
