"""Cells of tables for what pages show again and again: models, numbers, conditions, counts and verdicts."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from catalog.claims import Claim
from catalog.evidence import Reason, VerdictKind
from catalog.quantities import METRICS, Metric, Quantity
from generator import labels, paths
from generator.conventions import Counted, convention_of
from generator.deltas import Delta
from generator.i18n import Words
from generator.snapshot import Printing, Snapshot
from generator.tables import MISSING, Badge, Cell, Column, plain
from verify.conventions import Convention
from verify.reasons import REASON_NAMES, REASONS

HEADLINE_METRICS: tuple[Metric, ...] = ("top1", "box_ap", "easy")
"""The one accuracy of each task that models are compared by."""

_REPEATED = 1 << 10
"""Cells kept of each kind that pages show again and again."""


def model_cell(name: str, note: str = "") -> Cell:
    """A model's name, linked to its page."""
    return Cell(name, page=paths.model(name), note=note)


def number_cell(printing: Printing | None, *, unit: bool = False) -> Cell:
    """A printed number, digit for digit; with its unit if the column does not carry it."""
    if printing is None:
        return MISSING
    number = printing.claim.number
    return Cell(str(number) if unit else number.text, sort=plain(number.value))


def judged_cell(printing: Printing | None, words: Words, *, unit: bool = False) -> Cell:
    """A printed number with its verdict, if it has one worth a look."""
    cell = number_cell(printing, unit=unit)
    if printing is None or printing.kind == "unchecked":
        return cell
    return Cell(cell.text, sort=cell.sort, badge=badge(printing, words))


def badge(printing: Printing, words: Words) -> Badge:
    """A verdict with what it means here."""
    return _badge(printing.kind, printing.verdict.reason, words)


@lru_cache(maxsize=_REPEATED)
def _badge(kind: VerdictKind, reason: Reason | None, words: Words) -> Badge:
    meaning = words.say(REASONS[reason]) if reason else words.translate(labels.VERDICT_MEANINGS[kind])
    return Badge(kind, words.translate(labels.VERDICT_NAMES[kind]), meaning)


def verdict_cell(printing: Printing, words: Words) -> Cell:
    """A verdict, sorted in the order of `labels.VERDICTS`."""
    return _verdict_cell(printing.kind, printing.verdict.reason, words)


@lru_cache(maxsize=_REPEATED)
def _verdict_cell(kind: VerdictKind, reason: Reason | None, words: Words) -> Cell:
    return Cell(badge=_badge(kind, reason, words), sort=str(labels.VERDICTS.index(kind)), shared=True)


def reason_cell(printing: Printing, words: Words) -> Cell:
    """Why a number is unchecked."""
    return _reason_cell(printing.verdict.reason, words)


@lru_cache(maxsize=_REPEATED)
def _reason_cell(reason: Reason | None, words: Words) -> Cell:
    if reason is None:
        return MISSING
    return Cell(words.say(REASON_NAMES[reason]), title=words.say(REASONS[reason]), shared=True)


def common_unit(printings: Sequence[Printing | None]) -> str | None:
    """The unit that all the numbers are printed in; None when they differ."""
    units = {printing.claim.unit for printing in printings if printing is not None}
    return units.pop() if len(units) == 1 else None


def number_column(label: str, printings: Sequence[Printing | None], *, unit: str | None = None) -> Column:
    """A column of printed numbers; its heading carries the unit if all numbers share it."""
    return Column(label, unit if unit is not None else common_unit(printings) or "", numeric=True)


def count_cell(printing: Printing, counted: Counted | None, words: Words) -> Cell:
    """What the graph holds, written like the printed number with one digit more; the exact number is the title."""
    if counted is None:
        return MISSING
    number, convention = printing.claim.number, counted.convention
    digits = len(number.text.partition(".")[2]) + 1
    shown = _rounded_ratio(counted.value, convention.unit_size(number), digits)
    note = convention.id if convention.id != printing.verdict.convention else ""
    return Cell(
        f"{shown:f} {number.unit}".rstrip(), sort=str(counted.value), title=words.number(counted.value), note=note
    )


def gap_cell(gap: Fraction | None, words: Words) -> Cell:
    """How far a printed number is from what the graph holds (`Counted.gap`), in percent."""
    if gap is None:
        return MISSING
    percent = rounded(gap, 4).scaleb(2)
    return Cell(words.signed(percent), sort=plain(percent))


def convention_cell(printing: Printing, words: Words) -> Cell:
    """The convention that the number fits, or the nearest one, linked to its explanation."""
    convention = convention_of(printing)
    if convention is None:
        return MISSING
    return convention_link(convention, words)


@lru_cache(maxsize=_REPEATED)
def convention_link(convention: Convention, words: Words) -> Cell:
    """A convention, linked to its explanation."""
    page = paths.convention(convention.quantity, convention.id)
    return Cell(convention.id, page=page, title=words.say(convention.sentence), code=True, shared=True)


def rounded(value: Fraction, digits: int) -> Decimal:
    """A fraction as a decimal with so many digits after the point, half away from zero."""
    return _rounded_ratio(value.numerator, value.denominator, digits)


def _rounded_ratio(numerator: int, denominator: int, digits: int) -> Decimal:
    """A ratio whose denominator is positive, as `rounded` rounds it."""
    nearest = (2 * abs(numerator) * 10**digits + denominator) // (2 * denominator)
    return Decimal(nearest if numerator >= 0 else -nearest).scaleb(-digits)


def delta_cell(delta: Delta | None, words: Words) -> Cell:
    """The difference of a number against the baseline's, in points or percent."""
    if delta is None:
        return MISSING
    before = str(delta.before.claim.number)
    return Cell(words.signed(delta.amount), sort=plain(delta.amount), title=f"{before} → {delta.after.claim.number}")


def tables_text(snapshot: Snapshot, printing: Printing, words: Words) -> str:
    """The titles of the tables that print a number, or its source's title when it has no tables."""
    source = snapshot.zoo.sources[printing.claim.source]
    return words.listed(words.plain(source.tables[table].title) for table in printing.tables) or words.plain(
        source.title
    )


def scored_label(snapshot: Snapshot, claim: Claim, words: Words) -> str:
    """What a claim is about, with the data set that an accuracy was scored on."""
    dataset = dataset_name(snapshot, claim.dataset) if claim.quantity in METRICS else None
    return _label(claim.quantity, dataset, claim.origin, words)


def quantity_label(claim: Claim, words: Words) -> str:
    """What a claim is about, and whether the source repeats it from the paper."""
    return _label(claim.quantity, None, claim.origin, words)


@lru_cache(maxsize=_REPEATED)
def _label(quantity: Quantity, dataset: str | None, origin: str | None, words: Words) -> str:
    name = words.translate(labels.QUANTITIES[quantity])
    if dataset is not None:
        name = words.gettext("%(metric)s on %(dataset)s", metric=name, dataset=dataset)
    return words.gettext("%(quantity)s, paper", quantity=name) if origin == "paper" else name


def dataset_name(snapshot: Snapshot, key: str | None) -> str:
    """A data set's name."""
    return snapshot.zoo.datasets[key].name if key else ""


def engine_name(snapshot: Snapshot, key: str | None) -> str:
    """An inference engine's name."""
    return snapshot.zoo.engines[key].name if key else ""


# `typed` keeps `Markup` apart from the text that it equals.
@lru_cache(maxsize=_REPEATED, typed=True)
def text_cell(text: str) -> Cell:
    """A few plain words, such as the name of an engine."""
    return Cell(text, shared=True)


@lru_cache(maxsize=_REPEATED)
def whole_number_cell(value: int | None) -> Cell:
    """A whole number such as a batch size, or nothing."""
    return MISSING if value is None else Cell(str(value), sort=str(value), shared=True)
