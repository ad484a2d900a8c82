"""Line charts: how a number grows with a condition such as the batch size."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from markupsafe import Markup

from generator.charts.axes import Axis, frame_for, horizontal_axis, vertical_axis
from generator.charts.figure import figure, picture
from generator.charts.marks import draw_line, draw_mark
from generator.charts.scales import Scale, linear_scale, marked_scale


class Point(NamedTuple):
    """One point of a line."""

    x: Decimal
    y: Decimal
    told: str = ""
    """What it is, shown when the reader points at it."""


class Line(NamedTuple):
    """One series."""

    name: str
    points: tuple[Point, ...]
    """Ascending in x; at least one."""


def line_chart(key: str, title: str, description: str, lines: Sequence[Line], x: Axis, y: Axis) -> Markup:
    """Draw lines over a few chosen values of x, from zero on.

    Args:
        key: An element id that is free on the page.
        title: What the chart shows.
        description: The same in words for those who can't see it.
        lines: One to six series.
        x: The horizontal axis.
        y: The vertical axis.
    """
    points = [point for entry in lines for point in entry.points]
    even = linear_scale([point.y for point in points], 0, 1)
    numbers = y.numbers(even.ticks)
    frame = frame_for(numbers)
    down = Scale(even.low, even.high, frame.bottom, frame.top, even.ticks)
    across = marked_scale([point.x for point in points], frame.left + 16, frame.right - 10)
    drawn = [
        vertical_axis(frame, y.label, down, numbers),
        horizontal_axis(frame, x, across),
    ]
    for place, entry in enumerate(lines):
        xs, ys, _ = zip(*entry.points, strict=True)
        placed = list(zip(across.places(xs), down.places(ys), strict=True))
        if len(placed) > 1:
            drawn.append(draw_line(place, placed))
        drawn += [draw_mark(place, *at, point.told) for at, point in zip(placed, entry.points, strict=True)]
    drawing = picture(key, title, description, frame.width, frame.height, drawn)
    return figure(drawing, title, [entry.name for entry in lines], lines=True)
