"""Which conventions of counting a source follows, told from how many of its numbers each one fits."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from catalog.claims import Claim
from catalog.quantities import Precision
from verify.conventions import CONVENTIONS, Convention
from verify.rounding import padded_zeros, rounds_to

SINGLE_PRECISION: Precision = "fp32"

Totals = Mapping[str, int]
"""Tally → amount, of one graph at one input size."""

Column = tuple[str, str | None, str, str, str]
"""The numbers that were made in one way: source, table, quantity, family, and the library that defines the networks."""

TableColumn = tuple[str, str | None, str]
"""All numbers of one quantity in one table: source, table, quantity."""


def judged_size(claim: Claim) -> int | None:
    """Return the input size that a claim depends on: operations depend on it, params and storage don't."""
    return claim.input_size if claim.quantity == "flops" else None


def conventions_for(claim: Claim) -> tuple[Convention, ...]:
    """Return the conventions that a claim can follow: bytes of weights depend on their number format."""
    reduced = claim.quantity == "storage" and claim.precision not in (None, SINGLE_PRECISION)
    return tuple(entry for entry in CONVENTIONS[claim.quantity] if entry.reduced == reduced)


@dataclass(frozen=True)
class Ranking:
    """What a source's other numbers say of how it counts and rounds."""

    libraries: Mapping[str, str]
    """The library that defines each model's network; models without one are absent."""
    digits: Mapping[Column | TableColumn, tuple[str, ...]]
    """The digits of every number of a column, and of every table's whole column."""
    fits: Mapping[Column, Mapping[str, int]]
    """For each column, how many of its numbers each convention fits."""

    def fitting(self, claim: Claim, totals: Totals) -> list[Convention]:
        """Return the conventions that fit a claim's digits, the likeliest first."""
        column = column_of(claim, self.libraries)
        zeros = zeros_of(claim, self.digits, self.libraries)
        found = [entry for entry in conventions_for(claim) if fits(entry, claim, totals, zeros)]
        votes = self.fits.get(column, {})
        return sorted(found, key=lambda entry: -votes.get(entry.id, 0))


def column_of(claim: Claim, libraries: Mapping[str, str]) -> Column:
    """Return the column that a claim belongs to."""
    return (claim.source, claim.table, claim.quantity, claim.family, libraries.get(claim.model, ""))


def table_column_of(claim: Claim) -> TableColumn:
    """Return the whole column of its table that a claim stands in."""
    return (claim.source, claim.table, claim.quantity)


def zeros_of(claim: Claim, digits: Mapping[Column | TableColumn, tuple[str, ...]], libraries: Mapping[str, str]) -> int:
    """Return the zeros at the end of a claim's digits that carry nothing."""
    column = digits.get(column_of(claim, libraries), ())
    return padded_zeros(claim.printed, column, digits.get(table_column_of(claim), ()))


def printed_value(convention: Convention, claim: Claim, totals: Totals) -> Fraction:
    """Return what the convention gives, in the unit that the claim is printed in."""
    return Fraction(convention.value(totals)) / convention.unit_size(claim.number)


def fits(convention: Convention, claim: Claim, totals: Totals, zeros: int) -> bool:
    """Tell whether the convention gives the claim's printed digits."""
    return rounds_to(printed_value(convention, claim, totals), claim.number, zeros)


def rank_conventions(
    claims: Iterable[Claim], counted: Mapping[tuple[str, int | None], Totals], libraries: Mapping[str, str]
) -> Ranking:
    """Learn from claims and counts.

    Args:
        claims: Claims of any quantity; those that no convention counts are passed over.
        counted: Totals by model and input size; models without a graph are absent.
        libraries: The library that defines each model's network.
    """
    digits: dict[Column | TableColumn, tuple[str, ...]] = defaultdict(tuple)
    columns: dict[Column, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.quantity in CONVENTIONS:
            column = column_of(claim, libraries)
            columns[column].append(claim)
            digits[column] += (claim.printed,)
            digits[table_column_of(claim)] += (claim.printed,)
    votes: dict[Column, Counter[str]] = {column: Counter() for column in columns}
    for column, members in columns.items():
        for claim in members:
            totals = counted.get((claim.model, judged_size(claim)))
            if totals is not None:
                zeros = zeros_of(claim, digits, libraries)
                fitting = (entry.id for entry in conventions_for(claim) if fits(entry, claim, totals, zeros))
                votes[column].update(fitting)
    return Ranking(libraries, dict(digits), votes)
