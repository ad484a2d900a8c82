"""Statements of a source against its own numbers: what a printed difference can be, by interval arithmetic."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from catalog.claims import Claim

if TYPE_CHECKING:
    from catalog.catalog import Catalog
    from catalog.vocabulary import Statement

Outcome = Literal["follows", "contradicted", "unchecked"]
"""`follows`: the source's own numbers allow it; `unchecked`: the source does not print both numbers, or the
difference is a share of zero."""

_CONDITIONS = ("dataset", "device", "batch", "threads", "input_size")


@dataclass(frozen=True)
class Interval:
    """Everything between two numbers, both included."""

    low: Decimal
    high: Decimal

    def meets(self, other: Interval) -> bool:
        """Whether they have a number in common."""
        return self.low <= other.high and other.low <= self.high

    def minus(self, other: Interval) -> Interval:
        """Return all differences of a number here and a number there."""
        return Interval(self.low - other.high, self.high - other.low)

    def over(self, other: Interval) -> Interval:
        """Return all ratios of a number here and a number there; both hold positive numbers only."""
        return Interval(self.low / other.high, self.high / other.low)


@dataclass(frozen=True)
class Checked:
    """A statement with what the source's own numbers say."""

    source: str
    position: int
    """Its position among the statements of the source, from 0."""
    statement: Statement
    outcome: Outcome
    claims: tuple[Claim, ...] = ()
    """The two numbers it is about, that of `model` first."""
    computed: Interval | None = None
    """What the difference can be, in the printed unit, given that both numbers are rounded; or the number of models."""


def check_statements(zoo: Catalog) -> list[Checked]:
    """Compare every statement of every source with the claims of the same source."""
    return [
        _check(zoo, key, position, statement)
        for key, source in zoo.sources.items()
        for position, statement in enumerate(source.statements)
    ]


def printed_interval(claim: Claim) -> Interval:
    """Return what a claim's number may have been before it was rounded to its printed digits."""
    half = claim.number.step / 2
    return Interval(claim.value - half, claim.value + half)


def said_interval(change: str) -> Interval:
    """Return what a printed difference may have been before it was rounded, in its own unit."""
    digits = Decimal(change.partition(" ")[0])
    half = Decimal(1).scaleb(int(digits.as_tuple().exponent)) / 2
    return Interval(digits - half, digits + half)


def _check(zoo: Catalog, source: str, position: int, statement: Statement) -> Checked:
    if statement.models is not None:
        return _check_count(zoo, source, position, statement)
    claims = [_claim(zoo.claims(name), source, statement) for name in (statement.model, statement.against) if name]
    found = tuple(claim for claim in claims if claim is not None)
    if len(found) < len(claims):
        return Checked(source, position, statement, "unchecked")
    one, other = map(printed_interval, found)
    if other.low <= 0 and (statement.change or "").endswith("%"):
        return Checked(source, position, statement, "unchecked", found)
    if statement.change is None:
        difference = one.minus(other)
        fits = difference.high > 0 if statement.relation == "more" else difference.low < 0
        return Checked(source, position, statement, "follows" if fits else "contradicted", found, difference)
    computed = _change(one, other, statement.change)
    fits = computed.meets(said_interval(statement.change))
    return Checked(source, position, statement, "follows" if fits else "contradicted", found, computed)


def _check_count(zoo: Catalog, source: str, position: int, statement: Statement) -> Checked:
    models = {
        claim.model
        for claim in zoo.claims()
        if claim.source == source and statement.table in (None, claim.table) and claim.origin is None
    }
    count = Interval(Decimal(len(models)), Decimal(len(models)))
    return Checked(
        source, position, statement, "follows" if len(models) == statement.models else "contradicted", (), count
    )


def _change(one: Interval, other: Interval, change: str) -> Interval:
    if change.endswith("%"):
        ratio = one.over(other)
        return Interval((ratio.low - 1) * 100, (ratio.high - 1) * 100)
    difference = one.minus(other)
    scale = 100 if change.endswith("pt") else 1
    return Interval(difference.low * scale, difference.high * scale)


def _claim(claims: Iterable[Claim], source: str, statement: Statement) -> Claim | None:
    return next(
        (
            claim
            for claim in claims
            if (claim.source, claim.quantity, claim.origin) == (source, statement.quantity, None)
            and statement.table in (None, claim.table)
            and all(getattr(statement, name) in (None, getattr(claim, name)) for name in _CONDITIONS)
        ),
        None,
    )
