"""The rows that queries choose from, each once, with the kinds of queries that consider it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from catalog.claims import Claim
from catalog.quantities import METRICS
from catalog.record import Model
from catalog.rows import Row, rows_of

ANY = "*"
"""Stands for every data set, and for none, in a view."""

View = tuple[bool, str | None]
"""A kind of query: whether it is about latencies, and the data set it names, `None` if it names none."""


@dataclass
class Candidate:
    """A row, and the kinds of queries that consider it."""

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
    scored = {claim.dataset for claim in claims if claim.quantity in METRICS and claim.origin is None}
    named: Mapping[str | None, str | None] = (
        {ANY: None} if len(scored) < 2 else {None: None, **{key: key for key in datasets}}
    )
    found: list[Candidate] = []
    for timed in (False, True):
        for name, dataset in named.items():
            _merge(found, rows_of(model, claims, latency=timed, dataset=dataset), (timed, name))
    return found


def _merge(found: list[Candidate], rows: Iterator[Row], view: View) -> None:
    """Add a view's rows to those found, reusing equal ones as long as their order stays."""
    start = 0
    for row in rows:
        place = next((index for index in range(start, len(found)) if found[index].row == row), None)
        if place is None:
            place = len(found)
            found.append(Candidate(row))
        found[place].views.append(view)
        start = place + 1
