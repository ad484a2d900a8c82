"""Which models a change touches: those whose record, graph, family or vocabulary entries differ from a git revision."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from catalog import Catalog

MODEL_FOLDERS = frozenset({"models", "graphs", "evidence"})
"""Folders whose files are each of one model, and are named like it."""


@dataclass(frozen=True)
class Changes:
    """What differs from a revision in a zoo's folder."""

    models: frozenset[str] = frozenset()
    """Models whose record, graph or evidence differs."""
    families: frozenset[str] = frozenset()
    """Families whose `family.yaml` differs."""
    entries: frozenset[str] = frozenset()
    """Keys of vocabulary entries that differ: sources, devices, engines, data sets, strategies."""


def changes_since(directory: Path, revision: str) -> Changes:
    """Compare a zoo's folder, as it is on disk, with a git revision.

    Raises:
        CatalogError: the folder is in no git repository, there is no such revision, or a vocabulary can't be read.
    """
    from catalog.git import changed_files, resolve
    from catalog.layout import VOCABULARIES

    commit = resolve(directory, revision)
    files = changed_files(directory, commit)
    vocabularies = [path for path in files if path.name in {f"{name}.yaml" for name in VOCABULARIES}]
    return Changes(
        models=frozenset(path.stem for path in files if path.parts[0] in MODEL_FOLDERS),
        families=frozenset(path.parent.name for path in files if path.name == "family.yaml"),
        entries=frozenset(key for path in vocabularies for key in _changed_entries(directory, commit, path)),
    )


def _changed_entries(directory: Path, commit: str, name: Path) -> Iterator[str]:
    from catalog import CatalogError, yamlfile
    from catalog.git import text_at

    before = yamlfile.parse(text_at(directory, commit, name) or "{}", name).data
    document = yamlfile.read(directory / name)
    if not document.readable:
        raise CatalogError(*document.problems)
    old, new = (data if isinstance(data, dict) else {} for data in (before, document.data))
    yield from (key for key in {**old, **new} if old.get(key) != new.get(key))


def touched(zoo: Catalog, changes: Changes) -> list[str]:
    """Return the models of a zoo that changes touch, in its order.

    A model is touched by its own files, by its family, and by each model and vocabulary entry that its record names:
    the model whose graph it shares, the source that prints its numbers, the device they were taken on.
    """
    from catalog import yamlfile

    names = changes.models | changes.entries

    def says_a_name(record: Path) -> bool:
        return bool(names) and not names.isdisjoint(_texts(yamlfile.read(record).data))

    return [
        name
        for name, model in zoo.models.items()
        if name in names or model.family in changes.families or says_a_name(zoo.record_path(name))
    ]


def _texts(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for value in data.values():
            yield from _texts(value)
    elif isinstance(data, list):
        for value in data:
            yield from _texts(value)
