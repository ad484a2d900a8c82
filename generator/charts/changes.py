"""Charts of changes: what was gained in quality against what was saved in cost, both measured from a baseline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from generator.charts.axes import Axis, Frame, frame_for, horizontal_axis, vertical_axis
from generator.charts.figure import figure, picture
from generator.charts.marks import draw_mark
from generator.charts.numbering import place_numbers
from generator.charts.scales import Scale, linear_scale
from generator.charts.svg import element

WIDTH, HEIGHT = 440.0, 290.0


@dataclass(frozen=True)
class Move:
    """One point of the chart: where something went from its baseline."""

    cost: Decimal
    """The change of the cost; below zero is saved."""
    quality: Decimal
    """The change of the quality; above zero is gained."""
    series: int
    """Place of its series, counted from 0."""
    told: str
    """What it is, shown when the reader points at it."""
    number: int
    """What the legend knows it by."""


def changes_chart(
    key: str, title: str, description: str, moves: Sequence[Move], names: Sequence[str], cost: Axis, quality: Axis
) -> Markup:
    """Draw points around the place of the baseline, where two lines cross.

    Args:
        key: An element id that is free on the page.
        title: What the chart shows.
        description: The same in words for those who can't see it.
        moves: The points; at least one.
        names: Names of the series, in their order.
        cost: The horizontal axis.
        quality: The vertical axis.
    """
    heights = [move.quality for move in moves]
    numbers = quality.numbers(linear_scale(heights, 0, 1).ticks)
    frame = frame_for(numbers, width=WIDTH, height=HEIGHT)
    down = linear_scale(heights, frame.bottom, frame.top)
    across = linear_scale([move.cost for move in moves], frame.left, frame.right)
    placed = [(across.place(move.cost), down.place(move.quality)) for move in moves]
    drawn = [
        vertical_axis(frame, quality.label, down, numbers),
        horizontal_axis(frame, cost, across),
        *_baseline(frame, across, down),
        *(draw_mark(move.series, *at, move.told) for move, at in zip(moves, placed, strict=True)),
        *place_numbers([move.number for move in moves], placed, frame),
    ]
    return figure(picture(key, title, description, frame.width, frame.height, drawn), title, names)


def _baseline(frame: Frame, across: Scale, down: Scale) -> list[Markup]:
    """Two lines that cross where nothing has changed."""
    x, y = across.place(0), down.place(0)
    return [
        element("line", class_="zoo-axis", x1=frame.left, y1=y, x2=frame.right, y2=y),
        element("line", class_="zoo-axis", x1=x, y1=frame.top, x2=x, y2=frame.bottom),
    ]
