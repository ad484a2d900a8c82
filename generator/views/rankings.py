"""Models ranked by their accuracy on one data set, beside what their graphs hold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from catalog.evidence import CountFacts
from catalog.pareto import pareto_front
from catalog.quantities import Metric
from generator import labels, paths
from generator.cells import model_cell, number_cell, whole_number_cell
from generator.context import Site
from generator.snapshot import Printing
from generator.tables import MISSING, Cell, Column, Table, make_table
from generator.views.latency import source_cell
from generator.views.tradeoffs import TradeOff, Weighed, count_axis, draw_trade_off

COUNTS = ("macs", "params")
"""What a graph is counted by: multiply-adds and trainable parameters, by the same rule for all models."""


@dataclass(frozen=True)
class Ranked:
    """A model's scores from one source, under one set of conditions."""

    model: str
    scores: dict[Metric, Printing]
    input_size: int
    counts: CountFacts | None
    """What its graph holds at that size."""

    @property
    def first(self) -> Printing:
        """The score it is ranked by."""
        return next(iter(self.scores.values()))

    def cost(self, name: str) -> Decimal | None:
        """One of `COUNTS`; None where the graph was not counted or holds nothing of it."""
        return Decimal(getattr(self.counts, name)) if self.counts and getattr(self.counts, name) else None


def rank(site: Site, dataset: str) -> list[Ranked]:
    """Rank the models scored on a data set, the best first; each with what the first source in its record prints."""
    metrics = site.snapshot.zoo.datasets[dataset].metrics
    ranked = []
    for name, printings in site.snapshot.printings.items():
        scores = [
            printing
            for printing in printings
            if printing.claim.quantity in metrics
            and printing.claim.dataset == dataset
            and printing.claim.origin is None
        ]
        if scores:
            ranked.append(_ranked(site, name, metrics, scores))
    return sorted(ranked, key=lambda entry: -entry.first.claim.value)


def ranking_table(site: Site, ranked: Sequence[Ranked], metrics: Sequence[Metric], caption: str) -> Table:
    """The ranking, with the fronts that a model is on."""
    words = site.words
    fronts = {name: _front(ranked, name) for name in COUNTS}
    titles = {"macs": words.gettext("MACs"), "params": words.translate(labels.QUANTITIES["params"])}
    counted = words.gettext("Counted in the model's graph, by the same rule for all models")
    columns = [
        Column(words.gettext("Model")),
        Column(words.gettext("Rank"), numeric=True),
        *(Column(words.translate(labels.QUANTITIES[metric]), numeric=True) for metric in metrics),
        Column(titles["macs"], "M", numeric=True, title=counted, absent=words.gettext("not counted")),
        Column(titles["params"], "M", numeric=True, title=counted, absent=words.gettext("not counted")),
        Column(
            words.gettext("On the front by"),
            choice=True,
            title=words.gettext("No other model here is at least as accurate with at most as much of it"),
            absent=words.gettext("none"),
        ),
        Column(words.translate(labels.CONDITIONS["input_size"]), unit="px", numeric=True, choice=True, fold=True),
        Column(words.gettext("Family"), choice=True),
        Column(words.translate(labels.CONDITIONS["source"]), choice=True, fold=True),
    ]
    rows = (
        [
            model_cell(entry.model),
            whole_number_cell(place),
            *(number_cell(entry.scores.get(metric), unit=True) for metric in metrics),
            *(_count_cell(site, entry.cost(name)) for name in COUNTS),
            Cell(words.listed(titles[name] for name in COUNTS if entry.model in fronts[name])),
            whole_number_cell(entry.input_size),
            Cell(entry.first.claim.family, page=paths.family(entry.first.claim.family)),
            source_cell(site, entry.first.claim.source),
        ]
        for place, entry in enumerate(ranked, start=1)
    )
    return make_table(caption, columns, rows)


def ranking_charts(site: Site, ranked: Sequence[Ranked], dataset: str) -> Iterable[TradeOff]:
    """Draw the first metric against each of `COUNTS`."""
    words = site.words
    names = {"macs": words.gettext("MACs"), "params": words.translate(labels.QUANTITIES["params"])}
    for name in COUNTS:
        weighed = [
            Weighed(entry.model, cost, f"{_millions(site, cost)} M", entry.first)
            for entry in ranked
            if (cost := entry.cost(name)) is not None and entry.first.claim.quantity == ranked[0].first.claim.quantity
        ]
        if len(weighed) > 1:
            axis, unit = count_axis(site, names[name], [entry.cost for entry in weighed])
            conditions = words.gettext("%(dataset)s, counted in the graphs", dataset=dataset)
            yield draw_trade_off(site, f"chart-{name}", weighed, axis, unit, name=names[name], conditions=conditions)


def _ranked(site: Site, model: str, metrics: Sequence[Metric], scores: Sequence[Printing]) -> Ranked:
    """The scores of the first source, at the input size nearest to the model's own."""
    own = site.snapshot.zoo.models[model].input.size
    first = [score for score in scores if score.claim.source == scores[0].claim.source]
    nearest = min(first, key=lambda score: abs((score.claim.input_size or own) - own)).claim
    alike = [score for score in first if score.claim.input_size == nearest.input_size]
    chosen: dict[Metric, Printing] = {}
    for metric in metrics:
        for score in alike:
            if score.claim.quantity == metric:
                chosen.setdefault(metric, score)
    return Ranked(model, chosen, nearest.input_size or own, site.snapshot.counts(model, nearest.input_size))


def _front(ranked: Sequence[Ranked], name: str) -> set[str]:
    weighed = [(entry, cost) for entry in ranked if (cost := entry.cost(name)) is not None]
    front = pareto_front([(entry.first.claim.value, cost) for entry, cost in weighed])
    return {weighed[place][0].model for place in front}


def _count_cell(site: Site, count: Decimal | None) -> Cell:
    if count is None:
        return MISSING
    return Cell(_millions(site, count), sort=f"{count:f}", title=site.words.number(int(count)))


def _millions(site: Site, count: Decimal) -> str:
    return site.words.number(count / 10**6, 2)
