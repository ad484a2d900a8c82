"""JSON Schemas of the API's files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import TypeAdapter

from catalog.evidence import Evidence
from catalog.json_schema import DescribedSchema, json_schema
from catalog.text import Entry, Name
from catalog.vocabulary import Family
from generator.api.documents import ClaimDocument, Findings, Index, Models

VOCABULARIES = ("families", "sources", "devices", "engines", "datasets", "strategies")
"""Vocabularies that are published; each is a mapping from the key to the entry."""

_DOCUMENTS: Mapping[str, type[Entry]] = {"index": Index, "models": Models, "findings": Findings}

SCHEMAS = (*_DOCUMENTS, "model", *VOCABULARIES)
"""Names of the schemas."""


class _Additions(Entry):
    """What stands in a model's file beside its record."""

    claims: tuple[ClaimDocument, ...]
    """Its numbers with their verdicts, in the order of the record."""
    evidence: Evidence | None
    """What the verifier found itself; null if it has not looked yet."""


def api_schema(name: str) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of one of `SCHEMAS`.

    Raises:
        KeyError: there is no such schema.
    """
    if name == "families":
        return _described(name, Mapping[Name, Family])
    if name in VOCABULARIES:
        return json_schema(name)
    if name == "model":
        return _model_schema()
    return _described(name, _DOCUMENTS[name])


def _model_schema() -> dict[str, Any]:
    """A model's file is its record, with the claims and the evidence in place of what the record says of them."""
    record, additions = json_schema("record"), _described("model", _Additions)
    kept = {key: value for key, value in record["properties"].items() if key not in {"reported", "errata"}}
    return {
        **additions,
        "description": "One model: its record, its numbers with their verdicts, and the evidence.",
        "properties": kept | additions["properties"],
        "required": [*record["required"], *additions["required"]],
        "$defs": record["$defs"] | additions["$defs"],
    }


def _described(name: str, document: Any) -> dict[str, Any]:
    schema = TypeAdapter(document).json_schema(schema_generator=DescribedSchema)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": f"Zooproof {name}"}
