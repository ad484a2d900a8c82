"""Where a network's multiply-adds go: a bar for each size of plane, from the input's side to the classifier."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from markupsafe import Markup

from catalog.evidence import CountFacts
from generator.charts.bars import Bar, bar_chart
from generator.context import Site

MOST = 8
"""Planes that are drawn one by one; the smallest shares of more are added up."""


def stages_chart(site: Site, counts: CountFacts) -> Markup:
    """Draw the multiply-adds by the height and width of the plane they are written to; nothing if that is unknown."""
    total = sum(counts.stages.values())
    if not total:
        return Markup()
    words = site.words
    shown = _largest(counts.stages)
    bars = [Bar(_plane_name(site, plane), Decimal(macs), _told(site, macs, total)) for plane, macs in shown.items()]
    rest = total - sum(shown.values())
    if rest:
        bars.append(Bar(words.gettext("Other planes"), Decimal(rest), _told(site, rest, total)))
    return bar_chart(
        f"stages-{counts.input_size}",
        words.gettext("Multiply-adds by size of the feature map, at %(size)s × %(size)s px", size=counts.input_size),
        "; ".join(f"{bar.name}: {bar.told}" for bar in bars),
        bars,
    )


def _largest(stages: Mapping[str, int]) -> dict[str, int]:
    """The planes with the most multiply-adds, in the graph's order."""
    entries = dict(stages)
    kept = sorted(entries, key=lambda plane: -entries[plane])[:MOST]
    return {plane: entries[plane] for plane in entries if plane in kept}


def _plane_name(site: Site, plane: str) -> str:
    return site.words.gettext("vectors") if plane == "1x1" else plane.replace("x", " × ")


def _told(site: Site, macs: int, total: int) -> str:
    words = site.words
    share = words.percent(Decimal(macs) / total)
    return f"{words.number(Decimal(macs) / 1_000_000, 1)} M · {share}"
