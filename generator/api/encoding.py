"""Values as the bytes of a JSON file."""

from __future__ import annotations

from typing import Any

from pydantic_core import to_json


def json_bytes(value: Any) -> bytes:
    """Encode plain values or pydantic models as indented JSON in UTF-8; fields that are None are left out."""
    return to_json(value, indent=2, exclude_none=True) + b"\n"
