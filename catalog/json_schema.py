"""The schema of records and vocabularies as JSON Schema, for editors and for other programs."""

from __future__ import annotations

import ast
import inspect
import json
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from textwrap import dedent
from typing import Any

from pydantic import BaseModel, TypeAdapter
from pydantic.json_schema import GenerateJsonSchema
from pydantic_core.core_schema import DictSchema, ModelSchema

from catalog.record import Model
from catalog.text import Identifier
from catalog.vocabulary import Dataset, Device, Engine, Family, Source, Strategy
from catalog.writing import write_whole

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


class DescribedSchema(GenerateJsonSchema):
    """Describes each field by the text under it.

    Pydantic can read these texts too, but does so whenever a class is made, which is an eighth of loading a zoo.
    """

    def model_schema(self, schema: ModelSchema) -> dict[str, Any]:
        """Return the schema of a class, with its fields described."""
        found = super().model_schema(schema)
        for name, text in field_texts(schema["cls"]).items():
            if name in found.get("properties", {}):
                found["properties"][name].setdefault("description", text)
        return found


class _Closed(DescribedSchema):
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


def field_texts(kind: type[BaseModel]) -> dict[str, str]:
    """Return the text under each field of a class and of those that it is made from."""
    texts: dict[str, str] = {}
    for base in reversed(kind.__mro__):
        if base is not BaseModel and issubclass(base, BaseModel):
            (tree,) = ast.parse(dedent(inspect.getsource(base))).body
            for field, below in pairwise(ast.iter_child_nodes(tree)):
                match field, below:
                    case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(text))):
                        texts[name] = inspect.cleandoc(text)
    return texts


def write_schemas(folder: Path) -> list[Path]:
    """Write `<kind>.schema.json` of each kind into a folder, which is made if it is not there, and return the files."""
    written = []
    for kind in KINDS:
        path = folder / f"{kind}.schema.json"
        write_whole(path, schema_text(kind))
        written.append(path)
    return written


def schema_text(kind: str) -> str:
    """Return the JSON Schema of one of `KINDS` as the text of its file.

    Raises:
        KeyError: there is no such kind.
    """
    return json.dumps(json_schema(kind), ensure_ascii=False, indent=2) + "\n"
