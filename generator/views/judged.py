"""Printed numbers beside what the graph holds, as cells that several tables of a page show."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from generator.cells import count_cell, gap_cell, number_cell
from generator.context import Site
from generator.conventions import true_count
from generator.snapshot import Printing
from generator.tables import Cell


class Judged(NamedTuple):
    """One number with what was found of it."""

    printing: Printing
    printed: Cell
    counted: Cell
    gap: Cell
    differs: bool
    """Whether the graph holds another number, however little it differs."""


def judge(site: Site, printings: Iterable[Printing]) -> list[Judged]:
    """Compare numbers with what was counted."""
    return [_judge(site, printing) for printing in printings]


def _judge(site: Site, printing: Printing) -> Judged:
    words, counted = site.words, true_count(site.snapshot, printing)
    gap = counted.gap(printing) if counted else None
    return Judged(
        printing,
        number_cell(printing, unit=True),
        count_cell(printing, counted, words),
        gap_cell(gap, words),
        bool(gap),
    )
