"""What the catalog raises: every problem of a run at once, each with its place."""

from __future__ import annotations

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

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}:{self.column}" if self.line else f"{self.path}"
        return f"{place}: {self.message}"


class CatalogError(Exception):
    """The catalog can't be read as asked; `problems` lists every mistake found, in file order."""

    def __init__(self, *problems: Problem) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(map(str, self.problems)))


class NetworkError(Exception):
    """A request over the network failed; whoever made it says for which link, and in which file that stands."""
