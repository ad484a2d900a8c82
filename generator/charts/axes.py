"""The frame that points and lines are drawn in: two axes with ticks, grid lines and labels."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from markupsafe import Markup

from generator.charts.scales import Scale
from generator.charts.svg import element

Format = Callable[[Decimal], str]
"""Writes a tick's number in the language of the page."""

DIGIT = 7.0
"""About how wide a digit is, in units of the drawing."""

TOP, RIGHT, BOTTOM = 24.0, 14.0, 38.0
"""Room around the plot for the labels of the axes, in units of the drawing."""

Ticks = tuple[tuple[float, str], ...]
"""Where each tick of an axis stands, in units of the drawing, and its number as it is written."""

_KEPT = 1 << 9
"""Drawn axes that are kept: thousands of charts share some dozens."""

_TOUCHING = 4.0
"""Room that must be between two labels of the horizontal axis."""


class Frame(NamedTuple):
    """The size of a drawing, and the part of it where numbers are plotted, in units of the drawing."""

    width: float
    height: float
    left: float

    @property
    def right(self) -> float:
        """Where the plot ends on the right."""
        return self.width - RIGHT

    @property
    def top(self) -> float:
        """Where the plot begins."""
        return TOP

    @property
    def bottom(self) -> float:
        """Where the horizontal axis stands."""
        return self.height - BOTTOM


class Axis(NamedTuple):
    """What one axis says: its name with the unit, and how its numbers are written."""

    label: str
    format: Format = str

    def numbers(self, ticks: Iterable[Decimal]) -> tuple[str, ...]:
        """Write the numbers of ticks."""
        return tuple(map(self.format, ticks))


def frame_for(numbers: Iterable[str], *, width: float = 380, height: float = 230) -> Frame:
    """Return a frame with room on the left for the numbers of the vertical axis."""
    return Frame(width, height, 12 + DIGIT * max(map(len, numbers)))


def horizontal_axis(frame: Frame, axis: Axis, scale: Scale) -> Markup:
    """Draw the axis below the plot; a label that would touch the one before it is left out."""
    return _horizontal(frame, axis.label, _ticks(scale, axis.numbers(scale.ticks)))


def vertical_axis(frame: Frame, label: str, scale: Scale, numbers: Iterable[str]) -> Markup:
    """Draw a grid line and its number for each tick; the name stands above."""
    return _vertical(frame, label, _ticks(scale, numbers))


def _ticks(scale: Scale, numbers: Iterable[str]) -> Ticks:
    return tuple(zip(scale.places(scale.ticks), numbers, strict=True))


@lru_cache(_KEPT, typed=True)
def _horizontal(frame: Frame, label: str, ticks: Ticks) -> Markup:
    parts = [element("line", class_="zoo-axis", x1=frame.left, y1=frame.bottom, x2=frame.right, y2=frame.bottom)]
    free = float("-inf")
    for x, text in ticks:
        parts.append(element("line", class_="zoo-axis", x1=x, y1=frame.bottom, x2=x, y2=frame.bottom + 4))
        half = len(text) * DIGIT / 2
        if x - half >= free:
            parts.append(element("text", text, x=x, y=frame.bottom + 17, text_anchor="middle"))
            free = x + half + _TOUCHING
    middle = (frame.left + frame.right) / 2
    parts.append(element("text", label, class_="zoo-name", x=middle, y=frame.height - 4, text_anchor="middle"))
    return element("g", parts)


@lru_cache(_KEPT, typed=True)
def _vertical(frame: Frame, label: str, ticks: Ticks) -> Markup:
    parts = []
    for y, text in ticks:
        parts.append(element("line", class_="zoo-grid", x1=frame.left, y1=y, x2=frame.right, y2=y))
        parts.append(element("text", text, x=frame.left - 6, y=y + 4, text_anchor="end"))
    parts.append(element("text", label, class_="zoo-name", x=2, y=12))
    return element("g", parts)
