"""What compression costs and saves: charts of the change of accuracy against the change of FLOPs or size."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
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
    size: int
    """Side of the input in pixels; 0 if it is not stated."""
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


def savings_charts(site: Site, models: Sequence[Model]) -> Iterator[SavingsChart]:
    """Draw for each accuracy and each of `COSTS` the source that covers most models; none if fewer than two."""
    for metric, cost in product(HEADLINE_METRICS, COSTS):
        savings = max(_by_source(site, models, metric, cost), key=len, default=())
        if len(savings) > 1 and any(saving.cost.amount for saving in savings):
            yield _draw(site, f"{metric}-{cost}", savings)


def _by_source(site: Site, models: Iterable[Model], metric: Quantity, cost: Quantity) -> Iterator[tuple[Saving, ...]]:
    """Yield what each source prints of the models, each model once, at its largest input."""
    found: dict[str, dict[str, Saving]] = {}
    for model in models:
        for (source, _, size), deltas in deltas_by_conditions(site, model).items():
            if metric in deltas and cost in deltas:
                saving = Saving(model, size or 0, deltas[metric], deltas[cost])
                members = found.setdefault(source, {})
                members[model.name] = max(members.get(model.name, saving), saving, key=lambda saving: saving.size)
    yield from (tuple(members.values()) for members in found.values())


def _draw(site: Site, key: str, savings: Sequence[Saving]) -> SavingsChart:
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
    title = words.plain(site.snapshot.zoo.sources[ordered[0].score.after.claim.source].title)
    sizes = {saving.size for saving in savings}
    shared = [f"{size} px" for size in sizes if size and len(sizes) == 1]
    return SavingsChart(chart, legend, words.listed([*shared, title]))


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
