"""The JSON twin of a model's page: the same claims, verdicts and counts for programs."""

from __future__ import annotations

from typing import Any

from catalog.decimals import json_number
from catalog.record import Model
from generator.api.documents import ClaimDocument
from generator.snapshot import Printing, Snapshot


def twin(snapshot: Snapshot, model: Model) -> dict[str, Any]:
    """Return everything that is known of `model` as plain JSON values."""
    evidence = snapshot.evidence.get(model.name)
    record = model.model_dump(mode="json", exclude_defaults=True, exclude={"reported", "errata"})
    return {
        **record,
        "claims": [_claim(printing) for printing in snapshot.printings[model.name]],
        "evidence": evidence.model_dump(mode="json", exclude_defaults=True, exclude={"verdicts"}) if evidence else None,
    }


def _claim(printing: Printing) -> dict[str, Any]:
    claim, verdict = printing.claim, printing.verdict
    document = ClaimDocument(
        source=claim.source,
        tables=printing.tables,
        quantity=claim.quantity,
        **claim.conditions,
        value=json_number(claim.value),
        printed=claim.printed,
        unit=claim.unit,
        **verdict.model_dump(exclude_defaults=True, exclude={"claim", "printed"}),
        erratum=printing.erratum.finding if printing.erratum else None,
    )
    return document.model_dump(mode="json", exclude_none=True)
