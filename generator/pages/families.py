"""The page of one family, and the index of all families."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from catalog.record import Model
from generator import paths
from generator.citation import bibtex
from generator.context import Site
from generator.page import Page, SearchEntry
from generator.prose import render_prose
from generator.snapshot import Printing
from generator.tables import Table
from generator.verdict_bar import VerdictBar, verdict_bar
from generator.views.guides import guide_sections
from generator.views.latency import benchmark_table, latencies, unstated
from generator.views.metrics import metrics_table
from generator.views.models import family_downloads_table
from generator.views.tradeoffs import TradeOff, flops_trade_off, latency_trade_offs


@dataclass(frozen=True)
class About:
    """A family's introduction, and the language that it is really in."""

    html: Markup
    language: str


@dataclass(frozen=True)
class Metrics:
    """What one source prints of the family."""

    source: str
    table: Table


@dataclass(frozen=True)
class Benchmark:
    """Latencies of the family on one device."""

    device: str
    table: Table
    unstated: str
    """A sentence on what the sources leave out."""


@dataclass(frozen=True)
class FamilyCard:
    """A family in the index."""

    name: str
    models: int
    claims: int
    bar: VerdictBar


def family_cards(site: Site) -> list[FamilyCard]:
    """All families, with what the zoo holds of them."""
    cards = []
    for name, models in site.snapshot.families.items():
        bar = verdict_bar(_printings(site, models), site.words)
        cards.append(FamilyCard(name, len(models), bar.total, bar))
    return cards


def render_families(site: Site) -> Page:
    """Render the index of families."""
    words = site.words
    return site.page(
        "families",
        paths.FAMILIES,
        words.gettext("Families"),
        words.gettext("Models that share an idea share a page: what the idea is, the numbers and the downloads."),
        cards=family_cards(site),
    )


def render_family(site: Site, name: str) -> Page:
    """Render the page of the family `name`."""
    snapshot, words = site.snapshot, site.words
    family, models = snapshot.zoo.families[name], snapshot.families[name]
    title = words.plain(family.title)
    printings = _printings(site, models)
    return site.page(
        "family",
        paths.family(name),
        title,
        words.plain(family.summary),
        search=SearchEntry(title, words.plain(family.summary), tuple(model.name for model in models), (name,)),
        source=snapshot.zoo.directory / "families" / name / "family.yaml",
        family=family,
        models=models,
        about=_about(site, name),
        bar=verdict_bar(printings, words),
        trade_offs=list(_trade_offs(site, printings)),
        metrics=list(_metrics(site, models)),
        benchmarks=list(_benchmarks(site, name, printings)),
        downloads=family_downloads_table(site, models, words.gettext("Downloads of %(family)s", family=title)),
        example=models[0].name if models else "",
        guides=list(guide_sections(site, models)),
        citations=[bibtex(paper) for paper in family.papers],
    )


def _printings(site: Site, models: Sequence[Model]) -> list[Printing]:
    return [printing for model in models for printing in site.snapshot.printings[model.name]]


def _about(site: Site, family: str) -> About | None:
    found = site.snapshot.zoo.about(family, site.words.language)
    if found is None:
        return None
    text, language = found
    return About(render_prose(text), language)


def _trade_offs(site: Site, printings: Sequence[Printing]) -> Iterator[TradeOff]:
    yield from latency_trade_offs(site, "chart-latency", latencies(printings), limit=1)
    flops = flops_trade_off(site, "chart-flops", printings)
    if flops is not None:
        yield flops


def _metrics(site: Site, models: Sequence[Model]) -> Iterator[Metrics]:
    names = [model.name for model in models]
    for key, source in site.snapshot.zoo.sources.items():
        table = metrics_table(site, key, names, site.words.plain(source.title))
        if table:
            yield Metrics(key, table)


def _benchmarks(site: Site, family: str, printings: Sequence[Printing]) -> Iterator[Benchmark]:
    measured = latencies(printings)
    for key, device in site.snapshot.zoo.devices.items():
        here = [printing for printing in measured if printing.claim.device == key]
        if here:
            caption = site.words.gettext("Latency of %(family)s on %(device)s", family=family, device=device.name)
            missing = unstated(site, here, cpu=device.kind in {"soc", "cpu"})
            yield Benchmark(key, benchmark_table(site, here, caption), missing)
