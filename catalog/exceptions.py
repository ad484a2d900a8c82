"""What the catalog raises: every problem of a run at once, each with its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake in a file of the catalog, located so that a person can go there."""

    path: Path
    line: int
    """Line, counted from 1; 0 when the mistake is the file as a whole."""
    column: int
    """Column, counted from 1; 0 when the mistake is the file as a whole."""
    message: str
    """What is wrong, what was expected, and the nearest known name if there is one."""

    @property
    def place(self) -> str:
        """Where it is: `file:line:column`, or the file alone."""
        return f"{self.path}:{self.line}:{self.column}" if self.line else str(self.path)

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


MOST_LISTED = 200
"""Problems that are listed for a person; whoever has more fixes these first."""


def listed(problems: Sequence[Problem]) -> str:
    """Return a line a problem, at most `MOST_LISTED`, and how many more there are."""
    lines = [str(problem) for problem in problems[:MOST_LISTED]]
    more = len(problems) - len(lines)
    return "\n".join([*lines, f"… and {more:,} more"] if more else lines)


class CatalogError(Exception):
    """The catalog can't be read as asked; `problems` holds every mistake found, in file order, and the text the first.

    See `listed`.
    """

    def __init__(self, *problems: Problem) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__(listed(self.problems))


class NetworkError(Exception):
    """A request over the network failed; whoever made it says for which link, and in which file that stands."""
