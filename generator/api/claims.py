"""The claims table as files: CSV for everybody, Parquet with typed columns where pyarrow is installed."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from typing import Any

from catalog.claims import COLUMNS
from catalog.export import to_csv
from generator.snapshot import Snapshot

Rows = Sequence[Mapping[str, Any]]

COLUMN_TYPES: Mapping[str, str] = {
    **dict.fromkeys(COLUMNS, "string"),
    **dict.fromkeys(("input_size", "resize", "batch", "threads"), "int32"),
    "value": "double",
}
"""The type of each column in Parquet; what is not stated is null."""


def parquet_available() -> bool:
    """Whether the library that writes Parquet is installed."""
    return find_spec("pyarrow") is not None


def claims_rows(snapshot: Snapshot) -> list[dict[str, Any]]:
    """Return one row a claim with the columns of the claims table, by the evidence that the snapshot holds."""
    rows: list[dict[str, Any]] = []
    for model in snapshot.zoo.models:
        evidence = snapshot.evidence.get(model)
        verdicts = {(entry.claim, entry.printed): entry.verdict for entry in evidence.verdicts} if evidence else {}
        for claim in snapshot.zoo.claims(model):
            row = {name: getattr(claim, name, None) for name in COLUMNS}
            rows.append(row | {"verdict": verdicts.get((claim.key, claim.printed), "unchecked")})
    return rows


def claims_csv(rows: Rows) -> bytes:
    """Write the claims table as CSV: a header, then one line a claim; what is not stated is an empty cell."""
    return to_csv(rows, COLUMNS).encode()


def claims_parquet(rows: Rows) -> bytes:
    """Write the claims table as one Parquet file; the same rows and the same pyarrow give the same bytes."""
    import pyarrow as pa
    from pyarrow import parquet

    columns = {
        name: pa.array((_cell(row[name]) if kind == "double" else row[name] for row in rows), pa.type_for_alias(kind))
        for name, kind in COLUMN_TYPES.items()
    }
    buffer = io.BytesIO()
    parquet.write_table(pa.table(columns), buffer, compression="zstd")
    return buffer.getvalue()


def _cell(value: Any) -> float | None:
    return None if value is None else float(value)
