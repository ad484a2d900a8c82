"""A model's badge: a small picture for a README that tells what was found of the model's numbers."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from markupsafe import Markup

from catalog.evidence import VerdictKind
from generator import paths
from generator.charts.svg import element
from generator.plan import FilePlan
from generator.snapshot import Printing, Snapshot, tally

NAME = "zooproof"
HEIGHT = 20.0
_DIGIT = 6.6
"""About how wide a letter of 11 px is; the text is set to the width that this gives."""
_GROUND = "#3d4452"
_COLOURS = {"good": "#1e7234", "wrong": "#a33a00", "open": "#59636e"}
"""Grounds on which white letters stand out by at least 4.5:1."""


def plan_badge(snapshot: Snapshot, model: str) -> FilePlan:
    """Plan the badge of a model."""
    inputs = frozenset({snapshot.zoo.record_path(model), snapshot.zoo.evidence_path(model)})
    return FilePlan(paths.badge(model), partial(badge_svg, snapshot.printings[model]), inputs)


def badge_markdown(model: str, address: str) -> str:
    """Return the Markdown that shows a model's badge and leads to its page; for a site at `address`."""
    return f"[![{NAME}]({address}{paths.badge(model)})]({address}{paths.model(model)})"


def badge_svg(printings: Sequence[Printing]) -> bytes:
    """Return the badge as SVG that needs nothing from outside."""
    status, colour = badge_status(printings)
    left, right = len(NAME) * _DIGIT + 12, len(status) * _DIGIT + 12
    content = [
        element("title", f"{NAME}: {status}"),
        element("rect", width=left + right, height=HEIGHT, rx=3, fill=_GROUND),
        element("rect", x=left, width=right, height=HEIGHT, rx=3, fill=_COLOURS[colour]),
        element("rect", x=left, width=4.0, height=HEIGHT, fill=_COLOURS[colour]),
        _text(NAME, left / 2),
        _text(status, left + right / 2),
    ]
    drawing = element(
        "svg",
        content,
        xmlns="http://www.w3.org/2000/svg",
        width=left + right,
        height=HEIGHT,
        role="img",
        aria_label=f"{NAME}: {status}",
    )
    return f"{drawing}\n".encode()


def badge_status(printings: Sequence[Printing]) -> tuple[str, str]:
    """Return what a badge says, and which of its colours it says it in."""
    counts = tally(printings)
    kinds: tuple[tuple[VerdictKind, ...], ...] = (("confirmed", "close"), ("miscounted", "contradicted"))
    sound, wrong = (sum(counts[kind] for kind in group) for group in kinds)
    if wrong:
        return f"{sound} confirmed · {wrong} wrong", "wrong"
    if sound:
        return f"{sound} confirmed", "good"
    return "unchecked", "open"


def _text(text: str, middle: float) -> Markup:
    return element(
        "text",
        text,
        x=middle,
        y=14.0,
        fill="#fff",
        font_family="Verdana,DejaVu Sans,sans-serif",
        font_size="11",
        text_anchor="middle",
        textLength=len(text) * _DIGIT,
    )
