"""The rows that queries choose from, each once, with the kinds of queries that consider it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from catalog.claims import Claim
from catalog.quantities import METRICS
from catalog.record import Model
from catalog.repeats import measurement
from catalog.rows import Row, rows_of

ANY = "*"
"""Stands for every data set, and for none, in a view."""

View = tuple[bool, str | None, str | None]
"""A kind of query: whether it is about latencies, the source it names and the data set, `None` for what it does not."""


@dataclass
class Candidate:
    """A row, and the kinds of queries that consider it; those that name a source see only what its source prints."""

    row: Row
    views: list[View] = field(default_factory=list)


def candidates_of(model: Model, claims: Sequence[Claim], datasets: Sequence[str]) -> list[Candidate]:
    """Return the rows of a model in an order that every kind of query keeps.

    What a row says depends on the data set that is asked for only if the model is scored on several; views of other
    models name `ANY`.

    Args:
        model: The record.
        claims: The record's claims.
        datasets: Keys of all data sets that a query can name.
    """
    found: list[Candidate] = []
    sources = dict.fromkeys(claim.source for claim in claims if claim.origin is None)
    for source in (None, *sources):
        printed = claims if source is None else [claim for claim in claims if claim.source == source]
        scored = {claim.dataset for claim in printed if claim.quantity in METRICS and claim.origin is None}
        named: Mapping[str | None, str | None] = (
            {ANY: None} if len(scored) < 2 else {None: None, **{key: key for key in datasets}}
        )
        for timed in (False, True):
            for name, dataset in named.items():
                rows = rows_of(model, printed, latency=timed, dataset=dataset)
                _merge(found, rows, (timed, source, name))
    return found


def _merge(found: list[Candidate], rows: Iterator[Row], view: View) -> None:
    """Add a view's rows to those found, reusing those that show the same as long as their order stays."""
    start = 0
    by_source = view[1] is not None
    for row in rows:
        places = range(start, len(found))
        place = next((place for place in places if _shows(found[place].row, row, by_source)), None)
        if place is None:
            place = len(found)
            found.append(Candidate(row))
        found[place].views.append(view)
        start = place + 1


def _shows(known: Row, row: Row, by_source: bool) -> bool:
    """Tell whether a known row can stand for a row; where a source is asked for, without what others print."""
    if not by_source or known.source != row.source or known.conditions != row.conditions:
        return known == row
    own = {quantity: claim for quantity, claim in known.numbers.items() if claim.source == known.source}
    return own == row.numbers and measurement(known) == measurement(row)
