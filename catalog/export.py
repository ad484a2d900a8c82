"""Rows as CSV and data as JSON, for other programs."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from catalog.decimals import json_number, plain_digits

_FORMULA = ("=", "+", "-", "@", "\t")
"""What a spreadsheet takes for the beginning of a formula; an apostrophe before it makes it text."""


def to_csv(rows: Iterable[Mapping[str, Any]], columns: Iterable[str]) -> str:
    """Write rows as CSV with a header; `None` is an empty cell, a `Decimal` plain digits without an exponent.

    Text that a spreadsheet would run as a formula has an apostrophe before it.
    """
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, list(columns), extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: _cell(value) for name, value in row.items()} for row in rows)
    return buffer.getvalue()


def to_json(data: Any) -> str:
    """Write data as indented JSON; a `Decimal` becomes a number with the same value, any other object its text."""
    return json.dumps(data, ensure_ascii=False, indent=2, default=_json_value) + "\n"


def _cell(value: Any) -> Any:
    if isinstance(value, Decimal):
        return plain_digits(value)
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _json_value(value: object) -> object:
    return json_number(value) if isinstance(value, Decimal) else str(value)
