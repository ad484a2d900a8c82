"""The page of conventions of counting: the rules by which tools count, and how many printed numbers follow each."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from generator import labels, paths
from generator.context import Site
from generator.page import Page
from verify.conventions import CONVENTIONS, Convention
from verify.reasons import REASON_NAMES, REASONS


@dataclass(frozen=True)
class ConventionUse:
    """A convention, and how many printed numbers fit it."""

    convention: Convention
    claims: int
    sources: tuple[tuple[str, int], ...]
    """Sources whose numbers fit it, with how many; the one with most first."""


def render_conventions(site: Site) -> Page:
    """Render the page of conventions of counting."""
    words = site.words
    claims: dict[tuple[str, str | None], Counter[str]] = {}
    for printing in site.snapshot.all_printings():
        if printing.kind in {"confirmed", "miscounted"}:
            key = (printing.claim.quantity, printing.verdict.convention)
            claims.setdefault(key, Counter())[printing.claim.source] += printing.claims
    uses = {
        quantity: [_use(entry, claims.get((quantity, entry.id), Counter())) for entry in conventions]
        for quantity, conventions in CONVENTIONS.items()
    }
    return site.page(
        "conventions",
        paths.CONVENTIONS,
        words.gettext("Conventions of counting"),
        words.gettext("What FLOPs, params and storage mean: the rules by which tools count, and their known faults."),
        uses=uses,
        quantities={quantity: words.translate(labels.QUANTITIES[quantity]) for quantity in CONVENTIONS},
        reasons=[(words.say(name), words.say(REASONS[reason])) for reason, name in REASON_NAMES.items()],
    )


def _use(convention: Convention, by_source: Counter[str]) -> ConventionUse:
    return ConventionUse(convention, by_source.total(), tuple(by_source.most_common()))
