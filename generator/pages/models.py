"""The page of one model, and the index of all models."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from catalog.evidence import CountFacts
from catalog.record import Erratum, Model
from generator import paths
from generator.citation import bibtex
from generator.context import Site
from generator.page import SOURCE_FILE, Page, SearchEntry
from generator.plan import FilePlan
from generator.snapshot import Printing, Snapshot
from generator.tables import Table
from generator.usage import snippet
from generator.verdict_bar import verdict_bar
from generator.views.claims import claims_table
from generator.views.compression import comparison_table
from generator.views.counts import counts_table
from generator.views.latency import latencies, model_table
from generator.views.models import downloads_table, models_table


@dataclass(frozen=True)
class SourceClaims:
    """What one source prints of a model, latencies excepted."""

    source: str
    table: Table


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
        claims=_claims_by_source(site, printings),
        errata=_errata(printings),
        latency=model_table(site, latencies(printings), words.gettext("Latency of %(model)s", model=model.name)),
        evidence=snapshot.evidence.get(model.name),
        counts=list(_counts(site, model)),
        descendants=snapshot.descendants.get(model.name, ()),
        comparison=comparison_table(
            site, [model], words.gettext("%(model)s against its baseline", model=model.name), named=False
        ),
        downloads=downloads_table(site, [model], words.gettext("Files of %(model)s", model=model.name)),
        snippet=snippet(model.built_from) if model.built_from else "",
        citations=[bibtex(paper) for paper in family.papers],
        data_file=site.zoo_root(path) + paths.model_data(model.name),
        source_file=site.zoo_root(path) + path + SOURCE_FILE,
    )


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


def plan_records(snapshot: Snapshot) -> Iterator[FilePlan]:
    """Plan what stands beside each model's page: a copy of its record."""
    for name in snapshot.zoo.models:
        record = snapshot.zoo.record_path(name)
        yield FilePlan(paths.model(name) + SOURCE_FILE, record.read_bytes, frozenset({record}))


def _claims_by_source(site: Site, printings: Sequence[Printing]) -> list[SourceClaims]:
    by_source: dict[str, list[Printing]] = {}
    for printing in printings:
        if printing.claim.quantity != "latency":
            by_source.setdefault(printing.claim.source, []).append(printing)
    sources = site.snapshot.zoo.sources
    return [
        SourceClaims(source, claims_table(site, members, site.words.plain(sources[source].title)))
        for source, members in by_source.items()
    ]


def _errata(printings: Sequence[Printing]) -> list[ListedErratum]:
    explained: dict[int, list[Printing]] = {}
    errata: dict[int, Erratum] = {}
    for printing in printings:
        if printing.erratum is not None:
            errata[id(printing.erratum)] = printing.erratum
            explained.setdefault(id(printing.erratum), []).append(printing)
    return [ListedErratum(erratum, tuple(explained[key])) for key, erratum in errata.items()]


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
