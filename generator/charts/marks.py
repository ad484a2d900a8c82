"""Marks of a chart's series: each has a colour, a shape and a dash, so that colour is never the only sign."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from markupsafe import Markup

from generator.charts.svg import element, length
from generator.safe_html import escaped, trusted

SERIES = 6
"""Series that can be told apart; `site/stylesheets/charts.css` has as many colours."""

_SHAPES = (
    None,  # a circle
    ((-1, -1), (1, -1), (1, 1), (-1, 1)),
    ((0, -1.25), (1.2, 0.9), (-1.2, 0.9)),
    ((0, -1.4), (1.4, 0), (0, 1.4), (-1.4, 0)),
    ((0, 1.25), (1.2, -0.9), (-1.2, -0.9)),
    ((-1.5, -0.5), (-0.5, -0.5), (-0.5, -1.5), (0.5, -1.5), (0.5, -0.5), (1.5, -0.5),
     (1.5, 0.5), (0.5, 0.5), (0.5, 1.5), (-0.5, 1.5), (-0.5, 0.5), (-1.5, 0.5)),
)  # fmt: skip
"""Corners of each series' mark, of radius 1."""

_DASHES = (None, "6 3", "2 3", "8 3 2 3", "10 4", "4 2 1 2 1 2")


def colour_class(place: int) -> str:
    """Return the class that gives a series its colour; series beyond the sixth begin again."""
    return f"zoo-series-{place % SERIES + 1}"


def draw_mark(place: int, x: float, y: float, told: str = "", *, radius: float = 4) -> Markup:
    """Draw one point of a series, with what is said when the reader points at it.

    Args:
        place: The series, counted from 0.
        x: Where it stands, in units of the drawing.
        y: Where it stands.
        told: What the point is.
        radius: Its size.
    """
    name, shape = "circle", f'cx="{length(x)}" cy="{length(y)}" r="{length(radius)}"'
    corners = _SHAPES[place % SERIES]
    if corners is not None:
        name, shape = "polygon", f'points="{_written([(x + radius * dx, y + radius * dy) for dx, dy in corners])}"'
    opened = f'<{name} class="zoo-mark {colour_class(place)}" {shape}'
    closed = f"><title>{escaped(told)}</title></{name}>" if told else "/>"
    return trusted(opened + closed)  # noqa: S704 - what is told is escaped, all else is numbers and the program's own


def draw_line(place: int, points: Sequence[tuple[float, float]]) -> Markup:
    """Draw the line of a series through its points."""
    dashes = _DASHES[place % SERIES]
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    drawn = f'<polyline class="zoo-line {colour_class(place)}" points="{_written(points)}"{dashed}/>'
    return trusted(drawn)  # noqa: S704 - numbers and the program's own words


def _written(points: Sequence[tuple[float, float]]) -> str:
    return " ".join([f"{length(x)},{length(y)}" for x, y in points])


@cache
def swatch(place: int, *, dashed: bool = False) -> Markup:
    """Draw a series' mark for the legend, on a piece of its line if it has one."""
    drawn = [draw_line(place, [(0, 7), (28, 7)])] if dashed else []
    drawn.append(draw_mark(place, 14, 7))
    return element("svg", drawn, class_="zoo-swatch", viewBox="0 0 28 14", aria_hidden="true")
