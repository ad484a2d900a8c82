"""What compression costs and saves: charts of the change of accuracy against the change of FLOPs or size."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import product

from markupsafe import Markup

from catalog.quantities import Quantity
from catalog.record import Model
from generator import labels, paths
from generator.cells import HEADLINE_METRICS
from generator.charts.axes import Axis
from generator.charts.changes import Move, changes_chart
from generator.context import Site
from generator.deltas import Delta
from generator.views.compression import deltas_by_conditions

COSTS: tuple[Quantity, ...] = ("flops", "storage")
"""What compression is meant to save."""


@dataclass(frozen=True)
class Saving:
    """One compressed model against its baseline."""

    model: Model
    score: Delta
    cost: Delta


@dataclass(frozen=True)
class NumberedSaving:
    """A point of the chart in its legend."""

    number: int
    model: str
    page: str
    told: str


@dataclass(frozen=True)
class SavingsChart:
    """A chart with its legend."""

    chart: Markup
    legend: tuple[NumberedSaving, ...]
    conditions: str
    """What all points share."""


def savings_charts(site: Site, models: Iterable[Model]) -> Iterator[SavingsChart]:
    """Draw for each accuracy and each of `COSTS` the source that covers most models; none if fewer than two.

    A model stands in a chart once, at its largest input.
    """
    groups: dict[tuple[Quantity, Quantity], dict[str, dict[str, tuple[int, Saving]]]] = {}
    for model in models:
        for (source, _, size), deltas in deltas_by_conditions(site, model).items():
            for metric, cost in product(HEADLINE_METRICS, COSTS):
                if metric in deltas and cost in deltas:
                    members = groups.setdefault((metric, cost), {}).setdefault(source, {})
                    known = members.get(model.name)
                    if known is None or (size or 0) > known[0]:
                        members[model.name] = (size or 0, Saving(model, deltas[metric], deltas[cost]))
    for metric, cost in product(HEADLINE_METRICS, COSTS):
        source, members = max(groups.get((metric, cost), {"": {}}).items(), key=lambda entry: len(entry[1]))
        savings = [saving for _, saving in members.values()]
        if len(savings) > 1 and any(saving.cost.amount for saving in savings):
            sizes = {size for size, _ in members.values()}
            yield _draw(site, f"{metric}-{cost}", savings, source, sizes.pop() if len(sizes) == 1 else 0)


def _draw(site: Site, key: str, savings: list[Saving], source: str, size: int) -> SavingsChart:
    words = site.words
    named = {saving.model.name: _methods(site, saving.model) for saving in savings}
    names = list(dict.fromkeys(sorted(named.values(), key=lambda name: (name.count("+"), name))))
    ordered = sorted(savings, key=lambda saving: names.index(named[saving.model.name]))
    told = {saving.model.name: _told(site, saving) for saving in savings}
    moves = [
        Move(
            saving.cost.amount,
            saving.score.amount,
            names.index(named[saving.model.name]),
            f"{saving.model.name}: {told[saving.model.name]}",
            number,
        )
        for number, saving in enumerate(ordered, start=1)
    ]
    metric, cost = (
        words.translate(labels.QUANTITIES[delta.after.claim.quantity]) for delta in (ordered[0].score, ordered[0].cost)
    )
    chart = changes_chart(
        f"change-{key}",
        words.gettext("Change of %(metric)s against change of %(cost)s", metric=metric, cost=cost),
        words.listed(move.told for move in moves),
        moves,
        names,
        Axis(f"Δ {cost} (%)", lambda tick: _tick(site, tick)),
        Axis(f"Δ {metric} ({words.gettext('points')})", lambda tick: _tick(site, tick)),
    )
    legend = tuple(
        NumberedSaving(move.number, saving.model.name, paths.model(saving.model.name), told[saving.model.name])
        for move, saving in zip(moves, ordered, strict=True)
    )
    title = words.plain(site.snapshot.zoo.sources[source].title)
    return SavingsChart(chart, legend, words.listed([f"{size} px" if size else "", title]))


def _methods(site: Site, model: Model) -> str:
    """The methods that a model was compressed by, in words."""
    methods = dict.fromkeys(site.snapshot.zoo.strategies[key].method for key in model.compression)
    return " + ".join(site.words.translate(labels.METHODS[method]) for method in methods)


def _told(site: Site, saving: Saving) -> str:
    words = site.words
    score, cost = words.signed(saving.score.amount), words.signed(saving.cost.amount)
    return f"{score} {words.gettext('points')} · {cost} %"


def _tick(site: Site, tick: Decimal) -> str:
    return site.words.signed(tick) if tick else site.words.number(tick)
