"""Tables for people: as wide as they are, never cut, with plain text in a pipe."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable, Sequence

import click

_WIDEST = 10_000


def in_terminal() -> bool:
    """Tell whether what is printed is seen by a person; a closed output is no terminal."""
    return sys.stdout is not None and sys.stdout.isatty()


def print_table(columns: Sequence[str], rows: Iterable[Sequence[str]], right: Iterable[str] = ()) -> None:
    """Print rows below a header.

    Args:
        columns: the header; a column without any text below it is left out.
        rows: the cells.
        right: columns that are set flush right.
    """
    from rich.console import Console
    from rich.table import Table

    body = [list(row) for row in rows]
    flush_right = set(right)
    shown = [index for index, _ in enumerate(columns) if any(row[index] for row in body)]
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for index in shown:
        table.add_column(columns[index], justify="right" if columns[index] in flush_right else "left")
    for row in body:
        table.add_row(*(row[index] for index in shown))
    console = Console(
        file=io.StringIO(),
        width=_WIDEST,
        force_terminal=in_terminal(),
        markup=False,
        emoji=False,
        highlight=False,
    )
    with console.capture() as capture:
        console.print(table)
    for line in capture.get().splitlines():
        click.echo(line.rstrip())
