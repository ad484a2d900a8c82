"""Reading a zoo with little work: what changed since the last time, and nothing else."""

from __future__ import annotations

import gc
from collections.abc import Collection
from pathlib import Path

import catalog
from catalog import Catalog
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


def changed_models(zoo: Catalog, changed: Collection[str]) -> tuple[str, ...] | None:
    """Return the models whose records or evidence changed; None when other files did, or models came or went."""
    found: dict[str, None] = {}
    for path in map(Path, changed):
        name = path.stem
        if name not in zoo.models or path not in {zoo.record_path(name), zoo.evidence_path(name)}:
            return None
        if not zoo.record_path(name).is_file():
            return None
        found[name] = None
    return tuple(found)
