"""Differences of two states of a zoo as a table, as rows and as data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import Any

import click

from catalog.diff import CHANGES, ClaimChange
from catalog.tables import print_table

COLUMNS = ("change", "model", "claim", "old_printed", "new_printed", "old_verdict", "new_verdict")
"""Columns of the rows for machines."""


def flat_rows(changes: Iterable[ClaimChange]) -> Iterator[dict[str, Any]]:
    """Yield one row a claim that differs, with the columns of `COLUMNS`."""
    for entry in changes:
        yield {
            "change": entry.change,
            "model": entry.model,
            "claim": entry.claim,
            "old_printed": entry.old.printed if entry.old else None,
            "new_printed": entry.new.printed if entry.new else None,
            "old_verdict": entry.old.verdict if entry.old else None,
            "new_verdict": entry.new.verdict if entry.new else None,
        }


def as_data(changes: Sequence[ClaimChange]) -> dict[str, Any]:
    """Return how many claims differ in which way, and each of them."""
    return {
        "counts": _counts(changes),
        "claims": [{"change": entry.change, **asdict(entry)} for entry in changes],
    }


def print_changes(changes: Sequence[ClaimChange]) -> None:
    """Print a row a claim that differs, and how many there are."""
    if not changes:
        click.echo("No claim differs.")
        return
    rows = [[value or "" for value in row.values()] for row in flat_rows(changes)]
    print_table([name.replace("_", " ") for name in COLUMNS], rows, right=("old printed", "new printed"))
    told = [f"{number} {change}" for change, number in _counts(changes).items() if number]
    click.echo(f"{', '.join(told)}.")


def _counts(changes: Iterable[ClaimChange]) -> dict[str, int]:
    found = Counter(entry.change for entry in changes)
    return {change: found[change] for change in CHANGES}
