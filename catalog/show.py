"""What `catalog show` says of one model."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click

from catalog.catalog import Catalog
from catalog.claims import Claim
from catalog.record import Erratum, Model
from catalog.tables import print_table
from catalog.text import in_language


def explained(catalog: Catalog, model: str) -> Iterator[tuple[str | None, Erratum]]:
    """Yield the errata that concern a model's claims, its own and those of its sources, each with its source.

    An erratum of the record that acknowledges findings may name no source.
    """
    record = catalog.models[model]
    for erratum in record.errata:
        yield erratum.source, erratum
    claims = catalog.claims(model)
    for source in dict.fromkeys(claim.source for claim in claims):
        for erratum in catalog.sources[source].errata:
            if any(_concerns(erratum, claim) for claim in claims if claim.source == source):
                yield source, erratum


def as_data(catalog: Catalog, model: str) -> dict[str, Any]:
    """Return everything the catalog holds of a model, for JSON."""
    evidence = catalog.evidence(model)
    return {
        "record": catalog.models[model].model_dump(mode="json", exclude_defaults=True),
        "file": str(catalog.record_path(model)),
        "claims": [row for row in catalog.claims_table() if row["model"] == model],
        "errata": [
            {**erratum.model_dump(mode="json", exclude_defaults=True), "source": source}
            for source, erratum in explained(catalog, model)
        ],
        "evidence": evidence.model_dump(mode="json", exclude_defaults=True) if evidence else None,
    }


def print_model(catalog: Catalog, model: str) -> None:
    """Print a model for people: what it is, its claims with conditions and verdicts, errata and downloads."""
    record = catalog.models[model]
    click.echo(f"{model} · {record.family} · {record.task}")
    if record.summary:
        click.echo(in_language(record.summary, "en"))
    print_table(("fact", "value"), _facts(catalog, record))
    verdicts = catalog.verdicts(model)
    click.echo()
    print_table(
        ("quantity", "printed", "conditions", "source", "table", "verdict"),
        [_claim_row(claim, verdicts.get(claim.key, "unchecked")) for claim in catalog.claims(model)],
        right=("printed",),
    )
    for source, erratum in explained(catalog, model):
        of, on = f" of {source}" if source else "", ", ".join((*erratum.claims, *erratum.findings))
        click.echo(f"\nErratum{of} on {on}: {in_language(erratum.finding, 'en')}")
    if record.downloads:
        click.echo()
        rows = [(entry.kind, entry.format, str(entry.stage or ""), entry.url) for entry in record.downloads]
        print_table(("download", "format", "stage", "url"), rows)


def _facts(catalog: Catalog, record: Model) -> list[tuple[str, str]]:
    built = record.built_from
    facts = {
        "file": str(catalog.record_path(record.name)),
        "aliases": ", ".join(record.aliases),
        "dataset": record.dataset,
        "input": f"{record.input.size} × {record.input.size}",
        "built from": f"{built.library} {built.model}" if built else None,
        "graph of": record.graph_of,
        "derived from": record.derived_from.model if record.derived_from else None,
        "compression": ", ".join(record.compression),
        "baseline": record.baseline,
        "teacher": record.teacher,
    }
    return [(name, value) for name, value in facts.items() if value]


def _claim_row(claim: Claim, verdict: str) -> tuple[str, ...]:
    conditions = ", ".join(f"{name} {value}" for name, value in claim.stated)
    return claim.quantity, claim.with_unit, conditions, claim.source, claim.table or "", verdict


def _concerns(erratum: Erratum, claim: Claim) -> bool:
    return claim.quantity in erratum.claims and erratum.table in {None, claim.table}
