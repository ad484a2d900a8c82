"""Rows as columns of small whole numbers that stand for entries of dictionaries, and those dictionaries."""

from __future__ import annotations

import json
from collections.abc import Hashable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Generic, TypeVar, get_args

from catalog.claims import Claim
from catalog.criteria import engine_versions, search_text
from catalog.decimals import json_number
from catalog.evidence import Evidence
from catalog.names import spellings_of
from catalog.quantities import QUANTITIES, Precision, Quantity
from catalog.record import Task
from catalog.repeats import measurement
from catalog.rows import CONDITIONS, Row
from generator.explorer.candidates import Candidate, View, candidates_of

if TYPE_CHECKING:
    from catalog import Catalog

FORMAT = 2
"""Version of the columns' layout; scripts refuse another one."""

NOTHING = -1
"""Stands in a column where there is no entry."""

_Entry = TypeVar("_Entry", bound=Hashable)


class _Dictionary(Generic[_Entry]):
    """Entries in the order in which they first come, each with its place."""

    def __init__(self) -> None:
        self.places: dict[_Entry, int] = {}

    def place(self, entry: _Entry) -> int:
        return self.places.setdefault(entry, len(self.places))


def explorer_json(zoo: Catalog, evidence: Mapping[str, Evidence]) -> bytes:
    """Return the explorer's data: every row that a query can answer with, the same in all languages.

    Args:
        zoo: The zoo.
        evidence: What was found of each model, by name.
    """
    return json.dumps(encode(zoo, evidence), ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def encode(zoo: Catalog, evidence: Mapping[str, Evidence]) -> dict[str, Any]:
    """Return the explorer's data, see `explorer_json`.

    `rows` holds a column a fact: places in `models`, `sources`, `conditions` and `views`, and a number that only rows
    of the same measured number share. `numbers` holds, by quantity, a column of places in its dictionary, which is
    sorted by value. `NOTHING` stands for what a row lacks.
    """
    candidates = [
        candidate
        for name, model in zoo.models.items()
        for candidate in candidates_of(model, zoo.claims(name), tuple(zoo.datasets))
    ]
    rows = [candidate.row for candidate in candidates]
    verdicts = {
        name: {(entry.claim, entry.printed): entry.verdict for entry in found.verdicts}
        for name, found in evidence.items()
    }
    sources: _Dictionary[str] = _Dictionary()
    columns = _row_columns(zoo, candidates, sources)
    numbers = {quantity: _number_columns(rows, quantity, sources, verdicts) for quantity in QUANTITIES}
    return {
        "format": FORMAT,
        "models": _models(zoo),
        **columns,
        "sources": list(sources.places),
        "numbers": {quantity: column for quantity, column in numbers.items() if column["values"]},
        "metrics": {key: list(entry.metrics) for key, entry in zoo.datasets.items()},
        "engines": {key: sorted(map(str, engine_versions(zoo, key))) for key in zoo.engines},
        "names": _names(zoo),
    }


def _models(zoo: Catalog) -> dict[str, list[str]]:
    return {
        "name": list(zoo.models),
        "family": [model.family for model in zoo.models.values()],
        "task": [model.task for model in zoo.models.values()],
        "text": [search_text(zoo, name) for name in zoo.models],
    }


def _row_columns(zoo: Catalog, candidates: Sequence[Candidate], sources: _Dictionary[str]) -> dict[str, Any]:
    models = {name: place for place, name in enumerate(zoo.models)}
    ordered = sorted({candidate.row.conditions for candidate in candidates}, key=lambda conditions: conditions.order)
    conditions = {entry: place for place, entry in enumerate(ordered)}
    views: _Dictionary[tuple[View, ...]] = _Dictionary()
    measured = _measured(candidate.row for candidate in candidates)
    return {
        "rows": {
            "model": [models[candidate.row.model] for candidate in candidates],
            "source": [sources.place(candidate.row.source) for candidate in candidates],
            "conditions": [conditions[candidate.row.conditions] for candidate in candidates],
            "view": [views.place(tuple(candidate.views)) for candidate in candidates],
            "measurement": measured,
        },
        "conditions": {name: [getattr(entry, name) for entry in ordered] for name in CONDITIONS},
        "views": list(views.places),
    }


def _measured(rows: Iterable[Row]) -> list[int]:
    """Number the measurements that more than one row tells; what only one row tells is `NOTHING`."""
    keys = [measurement(row) for row in rows]
    places: dict[object, list[int]] = {}
    for place, key in enumerate(keys):
        if key is not None:
            places.setdefault(key, []).append(place)
    numbers = [NOTHING] * len(keys)
    for number, members in enumerate(members for members in places.values() if len(members) > 1):
        for place in members:
            numbers[place] = number
    return numbers


def _number_columns(
    rows: Sequence[Row],
    quantity: Quantity,
    sources: _Dictionary[str],
    verdicts: Mapping[str, Mapping[tuple[str, str], str]],
) -> dict[str, list[Any]]:
    """Encode the numbers of one quantity; `source` of an entry is `NOTHING` if it is that of the row."""
    found: dict[tuple[Decimal, str, int, str], None] = {}
    keys: list[tuple[Decimal, str, int, str] | None] = []
    for row in rows:
        claim: Claim | None = row.numbers.get(quantity)
        if claim is None:
            keys.append(None)
            continue
        source = NOTHING if claim.source == row.source else sources.place(claim.source)
        verdict = verdicts.get(row.model, {}).get((claim.key, claim.printed), "unchecked")
        keys.append((claim.value, str(claim.number), source, verdict))
        found[claim.value, str(claim.number), source, verdict] = None
    ordered = sorted(found)
    places = {key: place for place, key in enumerate(ordered)}
    return {
        "cells": [NOTHING if key is None else places[key] for key in keys],
        "values": [json_number(value) for value, _, _, _ in ordered],
        "texts": [text for _, text, _, _ in ordered],
        "sources": [source for _, _, source, _ in ordered],
        "verdicts": [verdict for _, _, _, verdict in ordered],
    }


def _names(zoo: Catalog) -> dict[str, dict[str, str]]:
    """Return, by kind, the key of everything that a query may call by it, in lower case."""
    entries: dict[str, Mapping[str, object]] = {
        "task": dict.fromkeys(get_args(Task)),
        "family": zoo.families,
        "source": zoo.sources,
        "device": zoo.devices,
        "engine": zoo.engines,
        "precision": dict.fromkeys(get_args(Precision)),
        "dataset": zoo.datasets,
    }
    return {
        kind: {
            **{spelling.lower(): key for key, entry in known.items() for spelling in spellings_of(key, entry)},
            **{key.lower(): key for key in known},
        }
        for kind, known in entries.items()
    }
