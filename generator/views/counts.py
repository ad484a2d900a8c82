"""What a model's graph holds under every convention of counting."""

from __future__ import annotations

from functools import cache, lru_cache

from catalog.evidence import CountFacts
from generator import labels
from generator.cells import convention_link, text_cell
from generator.context import Site
from generator.conventions import value_of
from generator.i18n import PER_LANGUAGE, Words
from generator.tables import Cell, Column, Table, make_table
from verify.conventions import CONVENTIONS, Convention


def counts_table(site: Site, counts: CountFacts, caption: str) -> Table:
    """Exact values of all sound conventions for one graph at one input size."""
    columns, beginnings = _frame(site.words)
    rows = [
        (*beginning, _value_cell(site, convention, value_of(convention, counts)))
        for beginning, convention in zip(beginnings, _distinct(), strict=True)
    ]
    return make_table(caption, columns, rows)


@lru_cache(PER_LANGUAGE)
def _frame(words: Words) -> tuple[tuple[Column, ...], tuple[tuple[Cell, Cell], ...]]:
    """What the tables of all graphs share: the columns, and how each row begins."""
    columns = (
        Column(words.gettext("Convention")),
        Column(words.gettext("Quantity"), choice=True),
        Column(words.gettext("Counted"), numeric=True),
    )
    beginnings = tuple(
        (convention_link(convention, words), text_cell(words.translate(labels.QUANTITIES[convention.quantity])))
        for convention in _distinct()
    )
    return columns, beginnings


@cache
def _distinct() -> tuple[Convention, ...]:
    """Sound conventions, without those that print another's count in another unit."""
    found: dict[tuple[str, frozenset[tuple[str, int]]], Convention] = {}
    for quantity, conventions in CONVENTIONS.items():
        for convention in conventions:
            if not convention.erroneous:
                found.setdefault((quantity, frozenset(convention.terms.items())), convention)
    return tuple(found.values())


def _value_cell(site: Site, convention: Convention, value: int) -> Cell:
    unit = site.words.gettext("bytes") if convention.quantity == "storage" else ""
    return Cell(f"{site.words.number(value)} {unit}".rstrip(), sort=str(value))
