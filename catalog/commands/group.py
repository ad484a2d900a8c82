"""A group of commands that writes to any output, and says in a line what could not be read or written."""

from __future__ import annotations

import errno
import io
import sys
from typing import Any

import click


class Commands(click.Group):
    """Commands that may meet a full disk, a closed folder, or a file that is gone: they then exit with 2."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that was asked for."""
        _escape_what_can_not_be_encoded()
        try:
            return super().invoke(ctx)
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise
            click.echo(_told(error), err=True)
            ctx.exit(2)


def _escape_what_can_not_be_encoded() -> None:
    """Let standard output write the number of a character that its encoding lacks, such as an arrow."""
    if isinstance(sys.stdout, io.TextIOWrapper) and sys.stdout.errors == "strict":
        sys.stdout.reconfigure(errors="backslashreplace")


def _told(error: OSError) -> str:
    where = f"{error.filename}: " if error.filename is not None else ""
    return f"{where}can't be read or written: {error.strerror or error}"
