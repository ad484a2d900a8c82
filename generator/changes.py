"""Reading a zoo with little work: what changed since the last time, and nothing else."""

from __future__ import annotations

import gc
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

import catalog
from catalog import Catalog
from catalog.layout import is_prose
from generator.digests import Ingredients
from generator.snapshot import Snapshot, take_snapshot


def read_zoo(directory: Path) -> Snapshot:
    """Read a zoo as it is now.

    Raises:
        CatalogError: There is a mistake in it.
    """
    # Nothing of a zoo is garbage: looking for some takes a fifth of the time.
    gc.disable()
    try:
        return take_snapshot(catalog.load(directory))
    finally:
        gc.enable()
        gc.freeze()


def changed_files(before: Ingredients | None, now: Ingredients) -> Collection[str]:
    """Return the files of the zoo that are not what they were, also those that are new or gone."""
    if before is None:
        return now.files.keys()
    return {path for path, _ in before.files.items() ^ now.files.items()}


@dataclass(frozen=True)
class Touched:
    """What of a zoo changed, where everything else is as it was."""

    models: tuple[str, ...]
    """Models whose records or evidence changed."""
    families: tuple[str, ...]
    """Families whose prose changed."""


def touched_by(zoo: Catalog, changed: Collection[str]) -> Touched | None:
    """Tell what the changed files are about; None if other files changed, or models came or went."""
    models: dict[str, None] = {}
    families: dict[str, None] = {}
    for path in map(Path, changed):
        name = path.stem
        if name in zoo.models and path in {zoo.record_path(name), zoo.evidence_path(name)}:
            if not zoo.record_path(name).is_file():
                return None
            models[name] = None
        elif path.parent.name in zoo.families and is_prose(zoo.directory, path):
            families[path.parent.name] = None
        else:
            return None
    return Touched(tuple(models), tuple(families))
