"""Scatter charts: a quality against a cost, with the front of what nothing beats and a number at each named point."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from catalog.pareto import pareto_front
from generator.charts.axes import Axis, frame_for, horizontal_axis, vertical_axis
from generator.charts.figure import figure, picture
from generator.charts.marks import draw_mark
from generator.charts.numbering import place_numbers
from generator.charts.scales import Scale, linear_scale, log_scale
from generator.charts.svg import element, length

WIDTH, HEIGHT = 440.0, 290.0

_LOG_BEYOND = 8
"""A cost whose greatest value is more than so many times the least is drawn in factors."""


@dataclass(frozen=True)
class Spot:
    """One point of the chart."""

    cost: Decimal
    """More than zero; the less the better."""
    quality: Decimal
    """The more the better."""
    told: str
    """What it is, shown when the reader points at it."""
    number: int | None = None
    """What the legend knows it by, if it is in there."""


def front_of(spots: Sequence[Spot]) -> list[int]:
    """Return the positions of the points that no other beats in both quality and cost, in their given order."""
    return pareto_front([(spot.quality, spot.cost) for spot in spots])


def scatter_chart(key: str, title: str, description: str, spots: Sequence[Spot], cost: Axis, quality: Axis) -> Markup:
    """Draw points and a line along their front.

    Args:
        key: An element id that is free on the page.
        title: What the chart shows.
        description: The same in words for those who can't see it.
        spots: The points; at least one.
        cost: The horizontal axis.
        quality: The vertical axis.
    """
    heights = [spot.quality for spot in spots]
    numbers = quality.numbers(linear_scale(heights, 0, 1, zero=False).ticks)
    frame = frame_for(numbers, width=WIDTH, height=HEIGHT)
    down = linear_scale(heights, frame.bottom, frame.top, zero=False)
    across = _cost_scale([spot.cost for spot in spots], frame.left, frame.right)
    placed = list(zip(across.places(spot.cost for spot in spots), down.places(heights), strict=True))
    front = set(front_of(spots))
    drawn = [
        vertical_axis(frame, quality.label, down, numbers),
        horizontal_axis(frame, cost, across),
        _front_line([placed[place] for place in front]),
        *(_spot(spot, at, best=place in front) for place, (spot, at) in enumerate(zip(spots, placed, strict=True))),
        *place_numbers([spot.number for spot in spots], placed, frame),
    ]
    return figure(picture(key, title, description, frame.width, frame.height, drawn), title)


def _cost_scale(values: Sequence[Decimal], start: float, end: float) -> Scale:
    if max(values) > _LOG_BEYOND * min(values):
        return log_scale(values, start, end)
    return linear_scale(values, start, end, zero=False)


def _front_line(points: Sequence[tuple[float, float]]) -> Markup:
    written = " ".join(f"{length(x)},{length(y)}" for x, y in sorted(points, key=lambda point: (point[0], -point[1])))
    return element("polyline", class_="zoo-front", points=written)


def _spot(spot: Spot, at: tuple[float, float], *, best: bool) -> Markup:
    if best:
        return draw_mark(0, *at, spot.told, radius=4.5)
    return element("circle", [element("title", spot.told)], class_="zoo-behind", cx=at[0], cy=at[1], r=3.25)
