"""Tables of a JSON Schema's fields: what each is called, what it may be and what it says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Schema = Mapping[str, Any]

MANY = 8
"""Words beyond which a choice is not spelled out."""


@dataclass(frozen=True)
class Field:
    """One field of a JSON object."""

    name: str
    type: str
    """What it may be, in the words of JSON Schema: `string`, `array of integer`, `confirmed | close`."""
    required: bool
    description: str


def fields_of(schema: Schema, definition: str | None = None) -> Iterator[Field]:
    """Yield the fields of a schema's object, or of one of its definitions, in order.

    Raises:
        KeyError: there is no such definition.
    """
    described = schema["$defs"][definition] if definition else schema
    for name, value in described["properties"].items():
        yield Field(name, type_of(value), name in described.get("required", ()), description_of(schema, value))


def description_of(schema: Schema, value: Schema) -> str:
    """The sentence on a field, else the one on the definition it refers to."""
    return str(value.get("description") or _referred(schema, value).get("description", "")).replace("\n", " ")


def type_of(value: Schema) -> str:
    """What a value may be, in a few words."""
    if "anyOf" in value:
        found = [type_of(choice) for choice in value["anyOf"] if choice.get("type") != "null"]
        return " | ".join(dict.fromkeys(found))
    if "$ref" in value:
        return str(value["$ref"]).rpartition("/")[2]
    if "enum" in value:
        return " | ".join(value["enum"]) if len(value["enum"]) <= MANY else "string"
    if "const" in value:
        return str(value["const"])
    if value.get("type") == "array":
        return _array(value)
    return str(value.get("type", "any"))


def _array(value: Schema) -> str:
    if "prefixItems" in value:
        return f"[{', '.join(type_of(item) for item in value['prefixItems'])}]"
    return f"array of {type_of(value.get('items', {}))}"


def _referred(schema: Schema, value: Schema) -> Schema:
    reference = str(value.get("$ref", ""))
    found: Schema = schema.get("$defs", {}).get(reference.rpartition("/")[2], {})
    return found
