"""The schema of records and vocabularies as pages explain it: types, their fields, and examples from the zoo."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from types import MappingProxyType
from typing import Any

from catalog import Catalog
from catalog.json_schema import KINDS, json_schema
from catalog.quantities import Printed
from catalog.text import Entry

FILES: Mapping[str, str] = MappingProxyType(
    {
        "record": "models/<Family>/<model>.yaml",
        "family": "families/<Family>/family.yaml",
        "sources": "sources.yaml",
        "devices": "devices.yaml",
        "engines": "engines.yaml",
        "datasets": "datasets.yaml",
        "strategies": "strategies.yaml",
    }
)
"""Files of each kind, in the zoo's folder."""

SEARCHED = 200
"""Records that examples are taken from."""

LONGEST = 90
"""Characters of an example beyond which it is cut."""


@dataclass(frozen=True)
class Field:
    """One field of a type."""

    name: str
    schema: Mapping[str, Any]
    """Its JSON Schema, without the `null` of a field that may be left out."""
    description: str
    required: bool
    example: str
    """A value of the zoo; empty where none has it, or where it is of a type of its own."""


@dataclass(frozen=True)
class Type:
    """An object with fields."""

    name: str
    description: str
    fields: tuple[Field, ...]


@dataclass(frozen=True)
class FileKind:
    """A kind of file, with the types that no kind before it has."""

    kind: str
    file: str
    keyed: bool
    """Whether the file maps keys to entries of the first type, rather than being one."""
    types: tuple[Type, ...]


def file_kinds(zoo: Catalog) -> list[FileKind]:
    """Return all kinds of files with their types; the type of the whole, or of an entry, comes first."""
    found = examples(zoo)
    seen: set[str] = set()
    kinds = []
    for kind in KINDS:
        schema = json_schema(kind)
        keyed = "properties" not in schema
        definitions = dict(schema.get("$defs", {}))
        main = _reference(next(iter(schema["patternProperties"].values()))) if keyed else kind.capitalize()
        if not keyed:
            definitions = {main: schema, **definitions}
        names = [main, *(name for name in definitions if name != main)]
        types = tuple(_type(name, definitions[name], found) for name in names if name not in seen)
        seen.update(names)
        kinds.append(FileKind(kind, FILES[kind], keyed, types))
    return kinds


def examples(zoo: Catalog) -> dict[tuple[str, str], str]:
    """Return the first value in ASCII that the zoo has for each field, by the names of the type and the field."""
    found: dict[tuple[str, str], str] = {}
    roots: list[Iterable[Entry]] = [
        islice(zoo.models.values(), SEARCHED),
        zoo.families.values(),
        zoo.sources.values(),
        zoo.devices.values(),
        zoo.engines.values(),
        zoo.datasets.values(),
        zoo.strategies.values(),
    ]
    for entries in roots:
        for entry in entries:
            for name, field, value in _values(entry):
                if (name, field) not in found and (written := _written(value)).isascii() and written:
                    found[name, field] = written
    return found


def referred(schema: Mapping[str, Any]) -> str | None:
    """Return the name of the type that a field's schema refers to, also as items of a list or values of a mapping."""
    for inner in (schema, schema.get("items"), *schema.get("patternProperties", {}).values()):
        if isinstance(inner, Mapping) and "$ref" in inner:
            return _reference(inner)
    return None


def _reference(schema: Mapping[str, Any]) -> str:
    return str(schema["$ref"]).rpartition("/")[2]


def _type(name: str, schema: Mapping[str, Any], found: Mapping[tuple[str, str], str]) -> Type:
    required = set(schema.get("required", ()))
    own = "Model" if name == "Record" else name
    fields = tuple(
        Field(key, _without_null(value), value.get("description", ""), key in required, found.get((own, key), ""))
        for key, value in schema["properties"].items()
    )
    return Type(name, schema.get("description", ""), fields)


def _without_null(schema: Mapping[str, Any]) -> Mapping[str, Any]:
    variants = [entry for entry in schema.get("anyOf", ()) if entry.get("type") != "null"]
    if len(variants) == 1:
        return MappingProxyType(variants[0])
    return MappingProxyType({**schema, "anyOf": variants}) if variants else MappingProxyType(dict(schema))


def _values(entry: Entry) -> Iterator[tuple[str, str, object]]:
    for field, value in entry:
        yield type(entry).__name__, field, value
        inner = value.values() if isinstance(value, Mapping) else value if isinstance(value, tuple) else (value,)
        for part in inner:
            if isinstance(part, Entry):
                yield from _values(part)


def _written(value: object) -> str:
    """A value as YAML in one line; nothing for what is empty or of a type of its own."""
    parts = list(value.values()) if isinstance(value, Mapping) else value if isinstance(value, tuple) else [value]
    if not parts or value is None or any(isinstance(part, Entry) for part in parts):
        return ""
    if isinstance(value, Mapping):
        first = "en" if "en" in value else next(iter(value))
        text = f"{{{first}: {_written(value[first])}}}"
    elif isinstance(value, tuple):
        text = "[" + ", ".join(_written(part) for part in value) + "]"
    elif isinstance(value, Printed):
        text = str(value)
    else:
        text = value if isinstance(value, str) else json.dumps(value, default=str).strip('"')
    return text if len(text) <= LONGEST else text[:LONGEST].rstrip() + "..."
