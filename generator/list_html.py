"""Lists of numbers on a model's page as HTML, joined in Python like its tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from generator.i18n import Words
from generator.pieces import draw_badge
from generator.safe_html import escaped, trusted
from generator.views.cards import Card


def draw_cards(cards: Sequence[Card], root: str) -> Markup:
    """Return a model's headline numbers.

    Args:
        cards: The numbers.
        root: What to put before the path of a page to link to it.
    """
    drawn = "".join([_card(card, root) for card in cards])
    return trusted(f'<ul class="zp-headlines">\n{drawn}</ul>')  # noqa: S704 - every text is escaped below


def _card(card: Card, root: str) -> str:
    conditions = f'<span class="zp-small">{escaped(card.conditions)}</span>\n' if card.conditions else ""
    counted = f'<span class="zp-small">{escaped(card.counted)}</span>\n' if card.counted else ""
    return (
        f'<li>\n<span class="zp-what">{escaped(card.label)}</span>\n<b>{escaped(card.number)}</b>\n'
        f"{draw_badge(card.badge)}\n{conditions}{counted}"
        f'<a class="zp-small" href="{root}{escaped(card.source.page)}">{escaped(card.source.text)}</a>\n</li>\n'
    )


def draw_tallies(tallies: Mapping[str, int], words: Words) -> Markup:
    """Return what was counted in a graph, without the tallies that are zero."""
    counted = [
        f"<dt><code>{escaped(tally)}</code></dt><dd>{escaped(words.number(amount))}</dd>\n"
        for tally, amount in tallies.items()
        if amount
    ]
    return trusted(f'<dl class="zp-tallies">\n{"".join(counted)}</dl>')  # noqa: S704 - every text is escaped
