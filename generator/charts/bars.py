"""Bar charts: shares of a whole, one bar a line, its name and its number above it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from markupsafe import Markup

from generator.charts.figure import figure, picture
from generator.charts.marks import colour_class
from generator.charts.svg import element

WIDTH = 380.0
ROW, BAR = 34.0, 9.0
"""Height of a bar with its name, and of the bar alone, in units of the drawing."""


class Bar(NamedTuple):
    """One bar."""

    name: str
    value: Decimal
    """Zero or more."""
    told: str
    """The number as it is written at its end."""


def bar_chart(key: str, title: str, description: str, bars: Sequence[Bar]) -> Markup:
    """Draw horizontal bars from zero; the longest takes the whole width.

    Args:
        key: An element id that is free on the page.
        title: What the chart shows.
        description: The same in words for those who can't see it.
        bars: The bars, from top to bottom; at least one.
    """
    longest = max(bar.value for bar in bars) or Decimal(1)
    drawn: list[Markup] = []
    for place, bar in enumerate(bars):
        top = place * ROW
        drawn += [
            element("text", bar.name, class_="zoo-name", x=0, y=top + 14),
            element("text", bar.told, x=WIDTH, y=top + 14, text_anchor="end"),
            element("rect", class_="zoo-track", x=0, y=top + 19, width=WIDTH, height=BAR, rx=2),
            element(
                "rect",
                class_=f"zoo-bar {colour_class(0)}",
                x=0,
                y=top + 19,
                width=float(bar.value / longest) * WIDTH,
                height=BAR,
                rx=2,
            ),
        ]
    return figure(picture(key, title, description, WIDTH, len(bars) * ROW, drawn), title)
