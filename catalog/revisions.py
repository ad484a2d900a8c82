"""A zoo as it was at a git revision."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from catalog.catalog import Catalog
from catalog.exceptions import CatalogError, Problem
from catalog.git import folder_at
from catalog.loading import load


@contextmanager
def zoo_at(directory: Path, revision: str | None) -> Iterator[Catalog]:
    """Lend a zoo as it was at a revision, or, without one, as it is on disk.

    Raises:
        CatalogError: the folder is in no git repository, the revision is unknown, or the zoo could not be read as it
            was then; problems name `REVISION:file`.
    """
    if revision is None:
        yield load(directory)
        return
    with folder_at(directory, revision) as copy:
        try:
            yield load(copy)
        except CatalogError as error:
            raise CatalogError(*(_named(problem, copy, revision) for problem in error.problems)) from error


def _named(problem: Problem, copy: Path, revision: str) -> Problem:
    if not problem.path.is_relative_to(copy):
        return problem
    path = Path(f"{revision}:{problem.path.relative_to(copy).as_posix()}")
    return Problem(path, problem.line, problem.column, problem.message)
