"""Numbers beside the points of a chart, each where it touches neither a point nor another number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import cos, pi, sin

from markupsafe import Markup

from generator.charts.axes import DIGIT, Frame
from generator.charts.svg import element

_HEIGHT = 11.0
_REACHES = (11.0, 17.0, 24.0, 32.0, 41.0)
"""Distances tried, from the point to the middle of its number, in units of the drawing."""

_DIRECTIONS = tuple(step * pi / 6 for step in (-2, 0, -4, -6, 2, 4, -3, 3, -1, -5, 1, 5))
"""Directions tried: above to the right first, as maps do."""

_LEADER = 14.0
"""Distance beyond which a line leads from the number to its point."""


@dataclass(frozen=True)
class _Box:
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: _Box) -> bool:
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


def place_numbers(
    numbers: Sequence[int | None], points: Sequence[tuple[float, float]], frame: Frame
) -> Iterator[Markup]:
    """Yield each number's drawing; points without a number stay free of others' numbers all the same.

    Args:
        numbers: The number of each point, if it has one.
        points: Where the points stand, in units of the drawing.
        frame: The drawing's frame.
    """
    taken = [_Box(x - 4, y - 4, x + 4, y + 4) for x, y in points]
    for number, (x, y) in zip(numbers, points, strict=True):
        if number is None:
            continue
        text = str(number)
        box, reach = _free_place(x, y, len(text) * DIGIT, taken, frame)
        taken.append(box)
        middle, base = (box.left + box.right) / 2, box.bottom - 1.5
        if reach > _LEADER:
            yield element("line", class_="zoo-leader", x1=x, y1=y, x2=middle, y2=(box.top + box.bottom) / 2)
        yield element("text", text, class_="zoo-number", x=middle, y=base, text_anchor="middle")


def _free_place(x: float, y: float, width: float, taken: Sequence[_Box], frame: Frame) -> tuple[_Box, float]:
    """The first place that is free; where all are taken, the one that meets the fewest boxes."""
    best: tuple[int, _Box, float] | None = None
    for reach in _REACHES:
        for direction in _DIRECTIONS:
            middle, centre = x + (reach + width / 4) * cos(direction), y + reach * sin(direction)
            box = _Box(middle - width / 2, centre - _HEIGHT / 2, middle + width / 2, centre + _HEIGHT / 2)
            if box.left < frame.left or box.right > frame.width or box.top < 14 or box.bottom > frame.bottom:
                continue
            met = sum(box.meets(other) for other in taken)
            if not met:
                return box, reach
            if best is None or met < best[0]:
                best = (met, box, reach)
    if best is None:
        return _Box(x, y - _HEIGHT, x + width, y), 0.0
    return best[1], best[2]
