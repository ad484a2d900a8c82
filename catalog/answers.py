"""How the answer to a query is told: tables for people, rows for programs, and why nothing fits."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import click

from catalog.amounts import spell_amount
from catalog.claims import Claim
from catalog.quantities import QUANTITIES, Quantity
from catalog.query import Gap, QueryResult
from catalog.rows import CONDITIONS, Row
from catalog.tables import print_table

COLUMNS = (
    "model",
    "family",
    "task",
    "source",
    "also_in",
    *CONDITIONS,
    *(column for quantity in QUANTITIES for column in (quantity, f"{quantity}_printed", f"{quantity}_source")),
)
"""Columns of an answer as CSV."""

_SHOWN: tuple[Quantity, ...] = (
    "latency", "top1", "top5", "box_ap", "easy", "medium", "hard", "flops", "params", "storage",
)  # fmt: skip


def flat_rows(result: QueryResult) -> list[dict[str, Any]]:
    """Return the rows with the columns of `COLUMNS`."""
    rows = []
    for row in result.rows:
        flat: dict[str, Any] = {"model": row.model, "family": row.family, "task": row.task, "source": row.source}
        flat["also_in"] = ";".join(row.also_in)
        flat |= row.conditions.stated
        for quantity, claim in row.numbers.items():
            flat |= {
                quantity: claim.value,
                f"{quantity}_printed": str(claim.number),
                f"{quantity}_source": claim.source,
            }
        rows.append(flat)
    return rows


def as_data(result: QueryResult) -> dict[str, Any]:
    """Return an answer for JSON: the rows, how many rows were excluded by what, and the nearest row if nothing fits."""
    return {
        "rows": [_row_data(row) for row in result.rows],
        "considered": result.considered,
        "met": result.met,
        "excluded": dict(result.excluded),
        "mixed_conditions": list(result.mixed_conditions),
        "grouped": result.grouped,
        "nearest": _row_data(result.nearest) if result.nearest else None,
        "gaps": [{"name": gap.name, "asked": gap.asked, "found": gap.found} for gap in result.gaps],
    }


def print_answer(result: QueryResult) -> None:
    """Print an answer for people."""
    if not result.rows:
        for line in explain_nothing(result):
            click.echo(line)
        return
    for position, (_, rows) in enumerate(result.groups()):
        if position:
            click.echo()
        _print_rows(rows)
    if result.mixed_conditions:
        names = ", ".join(name.replace("_", " ") for name in result.mixed_conditions)
        advice = "compare only inside a group" if result.grouped else "compare only rows where they are equal"
        click.echo(f"\nThese rows differ in {names}: {advice}.")
    if any(row.also_in for row in result.rows):
        click.echo("(+N): so many other sources print the same measurement.")


def explain_nothing(result: QueryResult) -> list[str]:
    """Return sentences on why no row fits: what excluded most, and the nearest row with its gaps."""
    if result.nearest is None:
        return ["Nothing fits: the catalog has no such numbers at all."]
    counts = "; ".join(f"{_option(name)} excludes {count}" for name, count in result.excluded.items() if count)
    if result.met:
        lines = [f"Nothing fits. {result.met} of {result.considered} rows meet the conditions; of these {counts}."]
    else:
        lines = [f"Nothing fits. None of {result.considered} rows meets all conditions: {counts}."]
    if result.excluded.get("pareto"):
        return [*lines, "A row on the Pareto front needs both an accuracy and a cost; none of these has both."]
    row = result.nearest
    stated = ", ".join(f"{name} {value}" for name, value in row.conditions.stated.items())
    lines.append(f"Nearest: {row.model} ({stated or 'no conditions stated'}; {row.source})")
    lines += [f"  {_gap_sentence(gap)}" for gap in result.gaps]
    return lines


def _print_rows(rows: Sequence[Row]) -> None:
    """Print rows below a line with the conditions and the source that they share."""
    stated = [{**row.conditions.stated, "source": _sources(row)} for row in rows]
    shared = {name: value for name, value in stated[0].items() if all(other.get(name) == value for other in stated)}
    if shared:
        click.echo(", ".join(f"{name} {value}" for name, value in shared.items()))
    differing = [name for name in (*CONDITIONS, "source") if name not in shared]
    body = [
        [
            row.model,
            *(_cell(row, row.numbers.get(quantity)) for quantity in _SHOWN),
            *(str(conditions.get(name, "")) for name in differing),
        ]
        for row, conditions in zip(rows, stated, strict=True)
    ]
    print_table(["model", *_SHOWN, *differing], body, right=(*_SHOWN, "batch", "threads", "input_size"))


def _sources(row: Row) -> str:
    return f"{row.source} (+{len(row.also_in)})" if row.also_in else row.source


def _cell(row: Row, claim: Claim | None) -> str:
    if claim is None:
        return ""
    other = f" ({claim.source})" if claim.source != row.source else ""
    return f"{claim.with_unit}{other}"


def _row_data(row: Row) -> dict[str, Any]:
    return {
        "model": row.model,
        "family": row.family,
        "task": row.task,
        "source": row.source,
        "also_in": list(row.also_in),
        "conditions": row.conditions.stated,
        "numbers": {
            quantity: {
                "value": claim.value,
                "printed": claim.printed,
                "unit": claim.unit,
                "source": claim.source,
                "table": claim.table,
            }
            for quantity, claim in row.numbers.items()
        },
    }


def _gap_sentence(gap: Gap) -> str:
    if gap.quantity is None or not isinstance(gap.asked, Decimal):
        found = "not stated" if gap.found is None else gap.found
        return f"{gap.name.replace('_', ' ')}: {found}, asked for {gap.asked}"
    side = "at least" if gap.name.startswith("min_") else "at most"
    asked = f"{side} {spell_amount(gap.quantity, gap.asked)}"
    if not isinstance(gap.found, Decimal):
        return f"{gap.quantity}: not stated, asked for {asked}"
    missing = abs(gap.found - gap.asked)
    share = f", {float(missing / gap.asked):.1%} off" if gap.asked else ""
    return f"{gap.quantity}: {spell_amount(gap.quantity, gap.found)}, asked for {asked}{share}"


def _option(name: str) -> str:
    return f"--{name.replace('_', '-')}"
