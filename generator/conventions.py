"""Conventions of counting as pages need them: the one behind a verdict, and the true count beside a faulty one."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import NamedTuple

from catalog.evidence import CountFacts
from generator.snapshot import Printing, Snapshot
from verify.conventions import CONVENTIONS, Convention


class Counted(NamedTuple):
    """What a graph holds under one convention."""

    convention: Convention
    value: int
    """Operations, params or bytes."""

    def gap(self, printing: Printing) -> Fraction | None:
        """(printed − counted) / counted; None when the graph holds nothing of it."""
        if not self.value:
            return None
        number = printing.claim.number
        digits, scale = Decimal(number.text).as_integer_ratio()
        return Fraction(digits * self.convention.unit_size(number) - scale * self.value, scale * self.value)


@cache
def _conventions_by_id() -> Mapping[tuple[str, str | None], Convention]:
    return {(quantity, entry.id): entry for quantity, entries in CONVENTIONS.items() for entry in entries}


def find_convention(quantity: str, identifier: str | None) -> Convention | None:
    """The convention of a quantity by its id; None when evidence names one that is gone, or none."""
    return _conventions_by_id().get((quantity, identifier))


def convention_of(printing: Printing) -> Convention | None:
    """The convention that a number fits, or the nearest one when it fits none."""
    return find_convention(printing.claim.quantity, printing.verdict.convention)


def value_of(convention: Convention, counts: CountFacts) -> int:
    """What a convention gives for the counts of a graph, which leave out the tallies that are zero."""
    return convention.value(counts.tallies)


def true_count(snapshot: Snapshot, printing: Printing) -> Counted | None:
    """What the graph holds under the convention of the verdict; under a plain one when that is a faulty tool's."""
    convention, counted = convention_of(printing), printing.verdict.counted
    if convention is None or counted is None:
        return None
    return _plain_count(snapshot, printing) if convention.erroneous else Counted(convention, counted)


def _plain_count(snapshot: Snapshot, printing: Printing) -> Counted | None:
    """The most plausible convention, or a multiple of it such as two operations a multiply-add: whichever is nearer."""
    counts = snapshot.counts(printing.claim.model, printing.claim.input_size)
    sound = [entry for entry in CONVENTIONS.get(printing.claim.quantity, ()) if not entry.erroneous]
    if counts is None or not sound:
        return None
    plain = [entry for entry in sound if _is_multiple(entry, sound[0])]
    found = [Counted(entry, value_of(entry, counts)) for entry in plain]
    return min(found, key=lambda entry: abs(entry.gap(printing) or Fraction(0)))


def _is_multiple(convention: Convention, of: Convention) -> bool:
    if convention.terms.keys() != of.terms.keys() or convention.binary != of.binary:
        return False
    return len({Fraction(factor, of.terms[tally]) for tally, factor in convention.terms.items()}) == 1
