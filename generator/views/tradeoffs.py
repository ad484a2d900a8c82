"""What accuracy costs: charts of one accuracy against latency or FLOPs, of numbers that may be compared."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from catalog.claims import Claim
from generator import labels, paths
from generator.cells import HEADLINE_METRICS, dataset_name, engine_name
from generator.charts.axes import Axis
from generator.charts.scatter import Spot, front_of, scatter_chart
from generator.conditions import condition_text
from generator.context import Site
from generator.snapshot import Printing
from generator.views.latency import CONDITIONS

NUMBERED = 20
"""Points up to which all have a number; of more, those of the front alone."""


@dataclass(frozen=True)
class Pair:
    """A cost and an accuracy of one model, from one source."""

    cost: Printing
    score: Printing

    @property
    def model(self) -> str:
        """The model's name."""
        return self.cost.claim.model


@dataclass(frozen=True)
class Weighed:
    """One point of a chart: a model with its accuracy and what that costs."""

    model: str
    cost: Decimal
    """In the plain unit; more than zero."""
    cost_text: str
    """The cost as the page writes it, with its unit."""
    score: Printing


@dataclass(frozen=True)
class NumberedModel:
    """A point of the chart in its legend."""

    number: int
    model: str
    page: str
    cost: str
    score: str
    best: bool
    """Whether no other point beats it in both."""


@dataclass(frozen=True)
class TradeOff:
    """A chart with its legend."""

    chart: Markup
    legend: tuple[NumberedModel, ...]
    conditions: str
    """What all points share."""


def latency_trade_offs(site: Site, key: str, printings: Iterable[Printing], *, limit: int) -> list[TradeOff]:
    """Draw accuracy against latency, under the conditions that most models were measured under.

    Args:
        site: The site.
        key: An element id that is free on the page; those of the charts begin with it.
        printings: Latencies.
        limit: Number of charts at most.
    """
    groups: dict[tuple[object, ...], dict[str, Pair]] = {}
    for printing in printings:
        claim = printing.claim
        for score in scores_beside(site, printing):
            stated = (claim.source, claim.device, *(getattr(claim, name) for name in CONDITIONS))
            group = groups.setdefault((*stated, score.claim.quantity, score.claim.dataset), {})
            group.setdefault(claim.model, Pair(printing, score))
    return _largest(site, key, groups.values(), _latency_axis, limit)


def flops_trade_off(site: Site, key: str, printings: Iterable[Printing]) -> TradeOff | None:
    """Draw accuracy against FLOPs as the source that covers most models prints them; None if fewer than two."""
    groups: dict[tuple[object, ...], dict[str, Pair]] = {}
    for printing in printings:
        claim = printing.claim
        if claim.quantity == "flops":
            for score in scores_beside(site, printing):
                size = claim.input_size or score.claim.input_size
                group = groups.setdefault((claim.source, size, score.claim.quantity, score.claim.dataset), {})
                group.setdefault(claim.model, Pair(printing, score))
    return next(iter(_largest(site, key, groups.values(), _flops_axis, 1)), None)


def scores_beside(site: Site, printing: Printing) -> list[Printing]:
    """The model's own headline accuracies from the same source, at the same input size if it depends on one there."""
    claim = printing.claim
    return [
        score
        for score in site.snapshot.printings[claim.model]
        if score.claim.quantity in HEADLINE_METRICS
        and score.claim.origin is None
        and score.claim.source == claim.source
        and (score.claim.precision is None or score.claim.precision == claim.precision)
        and (claim.input_size is None or score.claim.input_size in (None, claim.input_size))
    ]


def _largest(
    site: Site,
    key: str,
    groups: Iterable[dict[str, Pair]],
    axis: Callable[[Site, Sequence[Pair]], tuple[Axis, Decimal]],
    limit: int,
) -> list[TradeOff]:
    """Draw the groups of most models; of sources that measure under the same conditions the one with most."""
    seen: set[tuple[object, ...]] = set()
    drawn: list[TradeOff] = []
    for group in sorted(groups, key=_weight, reverse=True):
        pairs = list(group.values())
        claim, score = pairs[0].cost.claim, pairs[0].score.claim
        alike = (claim.device, claim.precision, claim.batch, claim.threads, score.quantity, score.dataset)
        if len(pairs) > 1 and len(drawn) < limit and alike not in seen:
            seen.add(alike)
            weighed = [Weighed(it.model, it.cost.claim.value, it.cost.claim.with_unit, it.score) for it in pairs]
            drawn.append(
                draw_trade_off(
                    site,
                    f"{key}-{len(drawn) + 1}",
                    weighed,
                    *axis(site, pairs),
                    name=_cost_name(site, claim),
                    conditions=_conditions(site, pairs[0]),
                )
            )
    return drawn


def _weight(group: dict[str, Pair]) -> tuple[int, int, int]:
    """Many models under conditions that are stated (a condition is worth a model), with all cores, and confirmed."""
    pairs = list(group.values())
    stated = sum(getattr(pairs[0].cost.claim, name) is not None for name in CONDITIONS)
    confirmed = sum(pair.cost.kind == "confirmed" for pair in pairs)
    return len(pairs) + stated, pairs[0].cost.claim.threads or 0, confirmed


def draw_trade_off(
    site: Site, key: str, weighed: Iterable[Weighed], axis: Axis, unit: Decimal, *, name: str, conditions: str
) -> TradeOff:
    """Draw accuracy against a cost.

    Args:
        site: The site.
        key: An element id that is free on the page.
        weighed: The points, at least one; all scores are of one quantity.
        axis: The axis of the cost.
        unit: What costs are divided by before they are drawn.
        name: What the cost is called in the title.
        conditions: What all points share.
    """
    words = site.words
    ordered = sorted(weighed, key=lambda entry: (entry.cost, -entry.score.claim.value))
    plain = [Spot(entry.cost / unit, entry.score.claim.value, "") for entry in ordered]
    best = set(front_of(plain))
    chosen = [place for place in range(len(ordered)) if len(ordered) <= NUMBERED or place in best]
    numbers = {place: number for number, place in enumerate(chosen, start=1)}
    spots = [
        Spot(spot.cost, spot.quality, f"{entry.model}: {_spell(entry)}", numbers.get(place))
        for place, (spot, entry) in enumerate(zip(plain, ordered, strict=True))
    ]
    metric = words.translate(labels.QUANTITIES[ordered[0].score.claim.quantity])
    title = words.gettext("%(metric)s against %(cost)s", metric=metric, cost=name)
    front = words.listed(f"{ordered[place].model} ({_spell(ordered[place])})" for place in sorted(best))
    models = words.ngettext("%(num)s model", "%(num)s models", len(ordered))
    told = words.gettext("%(models)s. No other beats: %(front)s.", models=models, front=front)
    legend = tuple(
        NumberedModel(
            number,
            ordered[place].model,
            paths.model(ordered[place].model),
            ordered[place].cost_text,
            str(ordered[place].score.claim.number),
            place in best,
        )
        for place, number in numbers.items()
    )
    chart = scatter_chart(key, title, told, spots, axis, Axis(metric, lambda tick: _percent(site, tick)))
    return TradeOff(chart, legend, conditions)


def count_axis(site: Site, name: str, values: Sequence[Decimal]) -> tuple[Axis, Decimal]:
    """Return an axis for counts, with the unit that suits the greatest of them, and the size of that unit."""
    large = max(values) >= 10**9
    label = f"{name} ({'G' if large else 'M'})"
    return Axis(label, site.words.number), Decimal(10**9 if large else 10**6)


def _latency_axis(site: Site, pairs: Sequence[Pair]) -> tuple[Axis, Decimal]:
    words = site.words
    return Axis(words.gettext("Latency (%(unit)s)", unit="ms"), words.number), Decimal(1)


def _flops_axis(site: Site, pairs: Sequence[Pair]) -> tuple[Axis, Decimal]:
    name = site.words.translate(labels.QUANTITIES["flops"])
    return count_axis(site, name, [pair.cost.claim.value for pair in pairs])


def _cost_name(site: Site, claim: Claim) -> str:
    words = site.words
    if claim.quantity == "latency" and claim.device:
        device = site.snapshot.zoo.devices[claim.device].name
        threads = condition_text("threads", claim.threads, words)
        told = threads or condition_text("batch", claim.batch, words)
        return words.listed([words.gettext("latency on %(device)s", device=device), told])
    return words.translate(labels.QUANTITIES[claim.quantity])


def _conditions(site: Site, pair: Pair) -> str:
    """What all points share, in words; what the source does not state is left out."""
    words, claim, score = site.words, pair.cost.claim, pair.score.claim
    return words.listed(
        [
            dataset_name(site.snapshot, score.dataset),
            engine_name(site.snapshot, claim.engine),
            *(condition_text(name, getattr(claim, name), words) for name in ("precision", "batch", "threads")),
            condition_text("input_size", claim.input_size or score.input_size, words),
            words.plain(site.snapshot.zoo.sources[claim.source].title),
        ]
    )


def _spell(entry: Weighed) -> str:
    return f"{entry.score.claim.number}, {entry.cost_text}"


def _percent(site: Site, tick: Decimal) -> str:
    """A tick of accuracy in percent, with as many digits as it needs."""
    return site.words.percent(tick, max(0, -int(tick.normalize().as_tuple().exponent) - 2))
