"""From a folder of YAML files to a `Catalog`, with every problem of the run in one exception."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import TypeVar

from catalog import yamlfile
from catalog.catalog import Catalog
from catalog.checks import check, check_models
from catalog.exceptions import CatalogError, Problem
from catalog.layout import VOCABULARIES, Layout, default_directory, scan
from catalog.names import Kind
from catalog.record import Model
from catalog.references import Known
from catalog.text import Entry
from catalog.validation import read_entry, read_vocabulary
from catalog.vocabulary import Dataset, Device, Engine, Family, Source, Strategy
from catalog.yamlfile import Document

_Entry = TypeVar("_Entry", bound=Entry)

_REFERRED: Mapping[str, Kind] = {
    "sources": "source",
    "devices": "device",
    "engines": "engine",
    "datasets": "dataset",
    "strategies": "strategy",
}


def load(directory: Path | str | None = None) -> Catalog:
    """Read a zoo.

    Args:
        directory: the zoo's folder; without it `default_directory()`.

    Raises:
        CatalogError: there is a mistake in any file; `problems` lists all of them.
    """
    root = default_directory() if directory is None else Path(directory)
    if not root.is_dir():
        raise CatalogError(Problem(root, 0, 0, "there is no such folder; expected the folder of a catalog"))
    loaded, problems = _read(scan(root))
    if problems:
        raise CatalogError(*problems)
    return loaded


def reload(before: Catalog, models: Collection[str]) -> Catalog:
    """Read the records of some models again, where nothing else of a zoo has changed.

    Raises:
        CatalogError: there is a mistake in one of the records, or in one that shares its graph with them.
    """
    renewed, documents = _records({name: before.record_files[name] for name in models}, before.known)
    after = before.with_records(renewed, documents)
    sharing = (name for name, model in after.models.items() if model.graph_of in documents)
    # An unreadable record still has the entry of before in `after`: only what was read is worth a check.
    check_models(
        after, [name for name in {**documents, **dict.fromkeys(sharing)} if not after.documents[name].problems]
    )
    problems = [problem for document in after.documents.values() for problem in document.problems]
    if problems:
        raise CatalogError(*problems)
    return after


def check_beside(catalog: Catalog) -> list[Problem]:
    """Read what `load` leaves to its first use, evidence and prose, and return the mistakes in it."""
    problems: list[Problem] = []
    for name in catalog.models:
        try:
            evidence = catalog.evidence(name)
        except CatalogError as error:
            problems += error.problems
            continue
        if evidence is not None and evidence.model != name:
            path = catalog.evidence_path(name)
            problems.append(Problem(path, 0, 0, f"is evidence of {evidence.model!r}; expected {name!r}"))
    for prose in sorted(catalog.directory.glob("families/*/about.*.md")):
        try:
            yamlfile.read_text(prose)
        except CatalogError as error:
            problems += error.problems
    return problems


def _read(layout: Layout) -> tuple[Catalog, list[Problem]]:
    problems = [*layout.problems, *_missing_files(layout)]
    files = {name: yamlfile.read(path) for name, path in layout.vocabularies.items()}
    known = _known(layout, files)
    families = {name: yamlfile.read(path) for name, path in layout.families.items()}
    datasets = _vocabulary(Dataset, files.get("datasets"), known)
    known = Known(known.names, known.spellings, known.tables, {name: entry.metrics for name, entry in datasets.items()})
    models, records = _records(layout.records, known)
    catalog = Catalog(
        directory=layout.root,
        sources=_vocabulary(Source, files.get("sources"), known),
        devices=_vocabulary(Device, files.get("devices"), known),
        engines=_vocabulary(Engine, files.get("engines"), known),
        datasets=datasets,
        strategies=_vocabulary(Strategy, files.get("strategies"), known),
        families=_entries(Family, families, known),
        models=models,
        record_files=layout.records,
        documents=records,
        known=known,
    )
    check(catalog, files, families)
    for document in (*files.values(), *families.values(), *records.values()):
        problems.extend(document.problems)
    return catalog, problems


def _missing_files(layout: Layout) -> Iterable[Problem]:
    for name in VOCABULARIES:
        if name not in layout.vocabularies:
            yield Problem(layout.root / f"{name}.yaml", 0, 0, "is missing; expected a mapping (it may be empty: {})")
    for family in dict.fromkeys(path.parent for path in layout.records.values()):
        if family.name not in layout.families:
            path = layout.root / "families" / family.name / "family.yaml"
            yield Problem(path, 0, 0, f"is missing; expected the family of the models in {family}")


def _known(layout: Layout, files: Mapping[str, Document]) -> Known:
    """Collect names from the raw files, so that an entry with a mistake is still a known name."""
    names: dict[Kind, Collection[str]] = {"family": layout.families.keys(), "model": layout.records.keys()}
    spellings: dict[Kind, Mapping[str, str]] = {}
    tables: dict[str, Collection[str]] = {}
    for vocabulary, kind in _REFERRED.items():
        document = files.get(vocabulary)
        if document is None or not isinstance(document.data, dict):
            continue
        names[kind] = document.data.keys()
        spellings[kind] = _spellings(document.data)
        if kind == "source":
            tables = {name: _keys(entry, "tables") for name, entry in document.data.items()}
    return Known(names, spellings, tables)


def _spellings(entries: Mapping[str, object]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, entry in entries.items():
        aliases = entry.get("aliases") if isinstance(entry, dict) else None
        title = entry.get("name") if isinstance(entry, dict) else None
        for spelling in (name, title, *(aliases if isinstance(aliases, list) else ())):
            if isinstance(spelling, str):
                found.setdefault(spelling.casefold(), name)
    return found


def _keys(entry: object, key: str) -> Collection[str]:
    inner = entry.get(key) if isinstance(entry, dict) else None
    return inner.keys() if isinstance(inner, dict) else ()


def _vocabulary(kind: type[_Entry], document: Document | None, known: Known) -> dict[str, _Entry]:
    return read_vocabulary(kind, document, known) if document is not None and document.readable else {}


def _entries(kind: type[_Entry], documents: Mapping[str, Document], known: Known) -> dict[str, _Entry]:
    read = {name: read_entry(kind, document, known) for name, document in documents.items() if document.readable}
    return {name: entry for name, entry in read.items() if entry is not None}


def _records(paths: Mapping[str, Path], known: Known) -> tuple[dict[str, Model], dict[str, Document]]:
    """Read records one after the other, so that no more than one is there both as YAML and as an entry."""
    models: dict[str, Model] = {}
    documents: dict[str, Document] = {}
    for name, path in paths.items():
        document = documents[name] = yamlfile.read(path)
        model = read_entry(Model, document, known) if document.readable else None
        if model is not None:
            models[name] = model
        document.forget()
    return models, documents
