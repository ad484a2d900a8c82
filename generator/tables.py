"""Tables as values: what a page shows in each cell and what the cell is sorted by. Templates only draw them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from catalog.evidence import VerdictKind
from generator.verdict_bar import VerdictBar


class Badge(NamedTuple):
    """A verdict as a word with a sign and a colour."""

    kind: VerdictKind
    name: str
    meaning: str


class Cell(NamedTuple):
    """One cell. An empty one means that the source does not state the value, unless its column says otherwise.

    A page has hundreds, and a named tuple is made five times as fast as a frozen dataclass.
    """

    text: str = ""
    """What is shown; `Markup` is trusted, anything else is escaped."""
    sort: str = ""
    """The plain number that the cell is sorted by; a cell of words is sorted by its text."""
    page: str = ""
    """Path of the page that the cell links to."""
    anchor: str = ""
    """Id of the element on the same page that the cell links to."""
    url: str = ""
    """Address outside the site that the cell links to."""
    title: str = ""
    """Shown when the reader points at the cell."""
    note: str = ""
    """A smaller second line."""
    badge: Badge | None = None
    """A verdict; after the text if there is one."""
    share: Decimal | None = None
    """A bar below the text: its length as a share of the longest, 0 to 1."""
    bar: VerdictBar | None = None
    """How many claims got which verdict."""
    code: bool = False
    """Shown in the font of code."""
    id: str = ""
    """Id by which links find the cell's row."""
    shared: bool = False
    """Whether it stands in many rows, so that its HTML is kept once it is drawn."""

    @property
    def missing(self) -> bool:
        """Whether there is nothing to show."""
        return not (self.text or self.badge or self.bar)

    @property
    def said(self) -> str:
        """What it says in words: its text, else its verdict."""
        return self.text or (self.badge.name if self.badge else "")


MISSING = Cell(shared=True)


class Column(NamedTuple):
    """One column: its heading, and the unit that all its numbers share."""

    label: str
    unit: str = ""
    numeric: bool = False
    choice: bool = False
    """Whether readers may show only the rows with one value of it."""
    fold: bool = False
    """Whether it is a condition that is said once below the table when all rows share it."""
    title: str = ""
    absent: str = ""
    """What an empty cell means, where it is not that the source does not state the value."""


@dataclass(frozen=True)
class Table:
    """A table; the first cell of a row is its heading."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    shared: tuple[tuple[str, str], ...] = ()
    """Conditions that hold for all rows: name and value."""

    def __bool__(self) -> bool:
        return bool(self.rows)

    @property
    def tall(self) -> bool:
        """Whether it has so many rows that its head should stay in view."""
        return len(self.rows) > TALL


TALL = 40
"""Rows beyond which a table scrolls in its own box."""


def make_table(
    caption: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Cell]],
    shared: Iterable[tuple[str, str]] = (),
) -> Table:
    """Put a table together, without the columns that no row states anything in and those that all rows share.

    Args:
        caption: What the table shows.
        columns: Headings; the first one always stays.
        rows: Cells, as many in each row as there are columns.
        shared: Conditions of all rows that have no column.
    """
    lines = [tuple(row) for row in rows]
    said = list(shared)
    shown: list[tuple[Column, tuple[Cell, ...]]] = []
    for place, (column, cells) in enumerate(zip(columns, zip(*lines, strict=True), strict=True) if lines else ()):
        if place and all(cell is MISSING or cell.missing for cell in cells):
            continue
        if place and column.fold and len(lines) > 1 and _agree(cells):
            said.append((column.label, f"{cells[0].said} {column.unit}".rstrip()))
        else:
            shown.append((column, cells))
    rest = tuple(zip(*[cells for _, cells in shown], strict=True))
    return Table(caption, tuple(column for column, _ in shown), rest, tuple(said))


def _agree(cells: Sequence[Cell]) -> bool:
    """Whether cells say the same. Rows have many cells in common, so most need not be asked."""
    first = cells[0]
    return all(cell is first or cell.said == first.said for cell in cells)


def plain(value: Decimal | int) -> str:
    """A number as scripts read it: no exponent, no grouping."""
    return format(value, "f") if isinstance(value, Decimal) else str(value)
