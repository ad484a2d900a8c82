"""What a check found, as rows for machines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from catalog.export import to_csv
from verify.check import CheckReport, ModelReport
from verify.errata import JudgedClaim

ROW_FIELDS = (
    "model", "claim", "source", "table", "quantity", "conditions", "printed", "unit",
    "verdict", "convention", "counted", "plain", "gap", "also", "reason", "erratum",
    "score", "interval", "images",
)  # fmt: skip
"""Columns of the rows for machines."""


def rows(report: CheckReport) -> Iterator[dict[str, Any]]:
    """Yield one row a claim, every claim of every model."""
    for model in report.models:
        for entry in model.judged:
            yield _row(model.model, entry)


def _row(model: str, entry: JudgedClaim) -> dict[str, Any]:
    claim, verdict = entry.claim, entry.verdict
    return {
        "model": model,
        "claim": claim.key,
        "source": claim.source,
        "table": claim.table,
        "quantity": claim.quantity,
        "conditions": claim.conditions,
        "printed": claim.printed,
        "unit": claim.unit,
        "verdict": verdict.verdict,
        "convention": verdict.convention,
        "counted": verdict.counted,
        "plain": verdict.plain,
        "gap": verdict.gap,
        "also": list(verdict.also),
        "reason": verdict.reason,
        "erratum": dict(entry.erratum.finding) if entry.erratum else None,
        "score": verdict.score,
        "interval": list(verdict.interval) if verdict.interval else None,
        "images": verdict.images,
    }


def as_json(report: CheckReport) -> dict[str, Any]:
    """Return everything as plain data."""
    return {
        "passed": report.passed,
        "verdicts": dict(verdict_counts(report)),
        "models": [_model_json(model) for model in report.models],
        "needless_source_errata": [
            {"source": source, "position": position, "claims": list(erratum.claims), "finding": dict(erratum.finding)}
            for source, position, erratum in report.needless_source_errata
        ],
    }


def _model_json(model: ModelReport) -> dict[str, Any]:
    evidence = model.evidence.model_dump(mode="json", exclude={"verdicts", "model"})
    return {
        "model": model.model,
        "passed": model.passed,
        "problems": list(model.problems),
        "needless_errata": [
            {"position": position, "claims": list(erratum.claims), "finding": dict(erratum.finding)}
            for position, erratum in model.needless_errata
        ],
        **evidence,
        "claims": [_row(model.model, entry) for entry in model.judged],
    }


def as_csv(report: CheckReport) -> str:
    """Return one line a claim, with a header."""
    return to_csv(map(_flat, rows(report)), ROW_FIELDS)


def _flat(row: dict[str, Any]) -> dict[str, Any]:
    return row | {
        "conditions": ";".join(f"{name}={value}" for name, value in row["conditions"].items()),
        "also": ";".join(row["also"]),
        "erratum": (row["erratum"] or {}).get("en"),
        "interval": "–".join(map(str, row["interval"] or ())),
    }


def verdict_counts(report: CheckReport) -> Counter[str]:
    """Return how many claims got each verdict, the commonest first."""
    found = Counter(entry.verdict.verdict for model in report.models for entry in model.judged)
    return Counter(dict(found.most_common()))
