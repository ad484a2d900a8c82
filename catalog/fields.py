"""The types of printed numbers in records: how YAML becomes a `Printed`, and what an editor is told of it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema

from catalog.quantities import Printed, parse_printed


def _printed(kind: str, pattern: str, number: Mapping[str, Any] | None) -> Any:
    """Return the annotations of a printed number: the pattern of its text, and what it may be as a bare YAML number."""
    text = {"type": "string", "pattern": pattern}
    return (
        BeforeValidator(lambda raw: parse_printed(kind, raw)),
        PlainSerializer(str),
        WithJsonSchema({"anyOf": [dict(number), text]} if number else text),
    )


def _require_number(raw: object) -> object:
    if isinstance(raw, bool) or not isinstance(raw, int | Decimal):
        raise ValueError(f"expected a number, not {str(raw)[:60]!r}")
    return raw


Number = Annotated[
    Decimal,
    BeforeValidator(_require_number),
    PlainSerializer(float, when_used="json"),
    WithJsonSchema({"type": "number"}),
]
"""A plain YAML number, with its digits kept."""

_FRACTION = {"type": "number", "minimum": 0, "maximum": 1}
_WHOLE = {"type": "integer", "minimum": 1}
_POSITIVE = {"type": "number", "exclusiveMinimum": 0}

Accuracy = Annotated[Printed, *_printed("accuracy", r"^\d+(\.\d+)?\s*%?$", _FRACTION)]
Flops = Annotated[Printed, *_printed("flops", r"^\d+(\.\d+)?\s*[KMGT]?(FLOPs)?$", _WHOLE)]
Params = Annotated[Printed, *_printed("params", r"^\d+(\.\d+)?\s*[KMGTB]?$", _WHOLE)]
Storage = Annotated[Printed, *_printed("storage", r"^\d+(\.\d+)?\s*(KB|MB|M|GB)$", None)]
Milliseconds = Annotated[Printed, *_printed("latency", r"^\d+(\.\d+)?$", _POSITIVE)]
