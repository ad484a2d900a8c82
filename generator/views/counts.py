"""What a model's graph holds under every convention of counting."""

from __future__ import annotations

from collections.abc import Iterator

from catalog.evidence import CountFacts
from generator import labels
from generator.cells import convention_link
from generator.context import Site
from generator.conventions import value_of
from generator.tables import Cell, Column, Table, make_table
from verify.conventions import CONVENTIONS, Convention


def counts_table(site: Site, counts: CountFacts, caption: str) -> Table:
    """Exact values of all sound conventions for one graph at one input size."""
    words = site.words
    columns = [
        Column(words.gettext("Convention")),
        Column(words.gettext("Quantity"), choice=True),
        Column(words.gettext("Counted"), numeric=True),
    ]
    rows = (
        [
            convention_link(convention, words),
            Cell(words.translate(labels.QUANTITIES[convention.quantity])),
            _value_cell(site, convention, value_of(convention, counts)),
        ]
        for convention in _distinct()
    )
    return make_table(caption, columns, rows)


def _distinct() -> Iterator[Convention]:
    """Sound conventions, without those that print another's count in another unit."""
    for conventions in CONVENTIONS.values():
        seen = set()
        for convention in conventions:
            terms = frozenset(convention.terms.items())
            if not convention.erroneous and terms not in seen:
                seen.add(terms)
                yield convention


def _value_cell(site: Site, convention: Convention, value: int) -> Cell:
    unit = site.words.gettext("bytes") if convention.quantity == "storage" else ""
    return Cell(f"{site.words.number(value)} {unit}".rstrip(), sort=str(value))
