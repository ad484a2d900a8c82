"""A chart with its name, its text alternative and its legend."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from markupsafe import Markup

from generator.charts.marks import swatch
from generator.charts.svg import element, length


def picture(key: str, title: str, description: str, width: float, height: float, content: Iterable[Markup]) -> Markup:
    """Return a drawing that screen readers know by its title and its description.

    Args:
        key: An element id that is free on the page; the ids of the title and the description begin with it.
        title: What the chart shows.
        description: What can be read from it, in words.
        width: Units of the drawing.
        height: Units of the drawing.
        content: What is drawn.
    """
    named = [element("title", title, id=f"{key}-title"), element("desc", description, id=f"{key}-desc")]
    return element(
        "svg",
        [*named, *content],
        class_="zoo-picture",
        role="img",
        viewBox=f"0 0 {length(width)} {length(height)}",
        aria_labelledby=f"{key}-title {key}-desc",
    )


def figure(drawing: Markup, caption: str, names: Sequence[str] = (), *, lines: bool = False) -> Markup:
    """Return a drawing with its caption and, where there are several series, their legend.

    Args:
        drawing: The drawing.
        caption: What it shows, in words that everybody sees.
        names: Names of the series, in their order.
        lines: Whether series are lines.
    """
    items = [_legend_entry(place, name, lines) for place, name in enumerate(names) if len(names) > 1]
    legend = [element("ul", items, class_="zoo-series")] if items else []
    return element("figure", [element("figcaption", caption), drawing, *legend], class_="zoo-chart")


# Series are named after conditions, which many charts share.
@lru_cache(maxsize=1 << 9, typed=True)
def _legend_entry(place: int, name: str, lines: bool) -> Markup:
    return element("li", [swatch(place, dashed=lines), element("span", name)])
