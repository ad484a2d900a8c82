"""The index of the API: what files there are, and how much they hold."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import metadata

from generator import labels
from generator.api.claims import parquet_available
from generator.api.documents import ApiFile, Generator, Index, MissingFile
from generator.api.schemas import SCHEMAS, VOCABULARIES
from generator.snapshot import Snapshot, tally

PARQUET = "claims.parquet"

_VOCABULARIES = {
    "families": "Families of models.",
    "sources": "Documents that print numbers.",
    "devices": "Devices that latencies were measured on.",
    "engines": "Inference engines.",
    "datasets": "Data sets, with the metrics that are scored on them.",
    "strategies": "Ways to compress or distil a model.",
}


def make_index(snapshot: Snapshot) -> Index:
    """Make the index; it says nothing of when or where it was made."""
    about = metadata("zooproof")
    counted = tally(snapshot.all_printings())
    missing = () if parquet_available() else (_missing_parquet(),)
    absent = {file.path for file in missing}
    return Index(
        version=1,
        generator=Generator(name=about["Name"], version=about["Version"], licence=about["License-Expression"]),
        counts=_counts(snapshot),
        verdicts={kind: counted[kind] for kind in labels.VERDICTS if counted[kind]},
        files=tuple(file for file in listed_files() if file.path not in absent),
        missing=missing,
    )


def schema_path(name: str) -> str:
    """Address of a schema, relative to the index."""
    return f"schemas/{name}.schema.json"


def _counts(snapshot: Snapshot) -> dict[str, int]:
    zoo = snapshot.zoo
    vocabularies = {name: len(getattr(zoo, name)) for name in VOCABULARIES}
    findings = len(snapshot.audit.findings)
    return {"models": len(zoo.models), "claims": len(zoo.claims()), "findings": findings, **vocabularies}


def listed_files() -> Iterator[ApiFile]:
    """Yield every file of the API that there can be."""
    yield _json("index.json", "This file.", "index")
    yield _json("models.json", "All models with their headline numbers.", "models")
    yield _json("models/{name}.json", "One model: its record, its claims with their verdicts, the evidence.", "model")
    yield ApiFile(path="claims.csv", type="text/csv", about="The claims table: one line a claim.")
    yield ApiFile(path=PARQUET, type="application/vnd.apache.parquet", about="The claims table with typed columns.")
    yield _json("findings.json", "What the audit finds inconsistent between the claims.", "findings")
    for name in VOCABULARIES:
        yield _json(f"{name}.json", _VOCABULARIES[name], name)
    for name in SCHEMAS:
        yield ApiFile(path=schema_path(name), type="application/schema+json", about=f"The JSON Schema of {name}.")


def _json(path: str, about: str, schema: str) -> ApiFile:
    return ApiFile(path=path, type="application/json", about=about, described_by=schema_path(schema))


def _missing_parquet() -> MissingFile:
    return MissingFile(path=PARQUET, reason="pyarrow, which the extra `parquet` brings, was not installed.")
