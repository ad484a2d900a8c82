"""The schema of records and vocabularies as JSON Schema, for editors and for other programs."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema
from pydantic_core.core_schema import DictSchema

from catalog.record import Model
from catalog.text import Identifier
from catalog.vocabulary import Dataset, Device, Engine, Family, Source, Strategy

_KINDS: Mapping[str, Any] = {
    "record": Model,
    "family": Family,
    "sources": Mapping[Identifier, Source],
    "devices": Mapping[Identifier, Device],
    "engines": Mapping[Identifier, Engine],
    "datasets": Mapping[Identifier, Dataset],
    "strategies": Mapping[Identifier, Strategy],
}
KINDS = tuple(_KINDS)
"""The kinds of YAML files that people write."""


class _Closed(GenerateJsonSchema):
    """Mappings refuse keys that do not match, as the loader does."""

    def dict_schema(self, schema: DictSchema) -> dict[str, Any]:
        found = super().dict_schema(schema)
        return {**found, "additionalProperties": False} if "patternProperties" in found else found


def json_schema(kind: str) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of one of `KINDS`.

    Raises:
        KeyError: there is no such kind.
    """
    schema = TypeAdapter(_KINDS[kind]).json_schema(schema_generator=_Closed)
    return {"$schema": GenerateJsonSchema.schema_dialect, **schema, "title": f"Zooproof {kind}"}


def write_schemas(folder: Path) -> list[Path]:
    """Write `<kind>.schema.json` of each kind into a folder, which is made if it is not there, and return the files."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for kind in KINDS:
        path = folder / f"{kind}.schema.json"
        temporary = folder / f".{path.name}.{os.getpid()}"
        temporary.write_text(schema_text(kind), encoding="utf-8")
        temporary.replace(path)
        written.append(path)
    return written


def schema_text(kind: str) -> str:
    """Return the JSON Schema of one of `KINDS` as the text of its file.

    Raises:
        KeyError: there is no such kind.
    """
    return json.dumps(json_schema(kind), ensure_ascii=False, indent=2) + "\n"
