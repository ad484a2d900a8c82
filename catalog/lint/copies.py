"""Numbers that were copied: a table from another device, a row from another model, a cell from its neighbour."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping
from functools import partial

from catalog.catalog import Catalog
from catalog.claims import Claim
from catalog.lint.groups import claims_about, conditions, equal_pairs, grouped, pairs, same_graph, significant_digits
from catalog.lint.rule import Found, found, rule
from catalog.sentence import say

FEWEST_CELLS = 6
"""Cells that two devices must share before a likeness is no chance."""
LIKENESS = 0.8
"""Share of equal cells from which on a table counts as copied."""
FEWEST_IN_ROW = 3
"""Equal numbers that make a row copied."""
TELLING_DIGITS = 3
"""Digits of a number that rarely agree by chance."""


@rule("table-copied-from-device", "error", say("The latencies on one device are those on another, digit for digit."))
def table_of_another_device(zoo: Catalog) -> Iterator[Found]:
    """Yield devices whose latencies are, cell by cell, those of another device of the same source."""
    latencies = claims_about(zoo, ("latency",))
    tables = grouped(latencies, lambda claim: (claim.source, claim.table, claim.device))
    cells = {key: {_cell(claim): claim for claim in claims} for key, claims in tables.items()}
    for one, other in pairs(cells):
        if one[0] != other[0] or one[2] == other[2]:
            continue
        common = cells[one].keys() & cells[other].keys()
        equal = [cell for cell in cells[one] if cell in common and _alike(cells[one][cell], cells[other][cell])]
        if len(common) >= FEWEST_CELLS and len(equal) >= LIKENESS * len(common):
            different = [cell for cell in cells[one] if cell in common and cell not in equal]
            first, second = cells[one][equal[0]], cells[other][equal[0]]
            said = say(
                "%(equal)s of the %(common)s latencies on %(copy)s are, digit for digit, those on %(device)s: one "
                "table is a copy of the other.",
                equal=len(equal),
                common=len(common),
                copy=str(second.device),
                device=str(first.device),
            )
            shown = [claim for cell in (*equal[:3], *different) for claim in (cells[other][cell], cells[one][cell])]
            yield found(zoo, said, shown)


def _cell(claim: Claim) -> tuple[Hashable, ...]:
    return (claim.model, *conditions(claim, "device"))


@rule(
    "row-copied-from-model",
    "error",
    say("All numbers of a model in one table are those of another network, digit for digit."),
)
def row_of_another_model(zoo: Catalog) -> Iterator[Found]:
    """Yield models whose numbers in one table are, digit for digit, those of another network."""
    measured = [claim for claim in zoo.claims() if claim.origin is None]
    for rows in _rows_by_table(measured).values():
        long_rows = [name for name, row in rows.items() if len(row) >= FEWEST_IN_ROW]
        for one, other in equal_pairs(long_rows, partial(_numbers, rows)):
            model, twin = rows[one], rows[other]
            if same_graph(zoo, one, other):
                continue
            if any(significant_digits(claim) >= TELLING_DIGITS for claim in model.values()):
                said = say(
                    "%(model)s and %(other)s have the same %(count)s numbers in one table: %(numbers)s.",
                    model=one,
                    other=other,
                    count=len(model),
                    numbers=tuple(claim.with_unit for claim in model.values()),
                )
                yield found(zoo, said, [claim for cell in model for claim in (model[cell], twin[cell])])


def _numbers(rows: Mapping[str, Mapping[Hashable, Claim]], name: str) -> Hashable:
    """Return what is the same for rows that are the same digit for digit."""
    return frozenset((cell, claim.printed, claim.unit) for cell, claim in rows[name].items())


def _rows_by_table(claims: list[Claim]) -> dict[Hashable, dict[str, dict[Hashable, Claim]]]:
    tables: dict[Hashable, dict[str, dict[Hashable, Claim]]] = defaultdict(lambda: defaultdict(dict))
    for claim in claims:
        tables[claim.source, claim.table, claim.device][claim.model][conditions(claim)] = claim
    return tables


@rule(
    "cell-copied-from-neighbour",
    "warning",
    say("Two latencies of one row have the same four digits or more under different conditions."),
)
def cell_of_neighbour(zoo: Catalog) -> Iterator[Found]:
    """Yield latencies of one row with the same four digits or more under different conditions."""
    latencies = claims_about(zoo, ("latency",))
    for claims in grouped(
        latencies, lambda claim: (claim.model, claim.source, claim.table, claim.device, claim.printed)
    ).values():
        if len(claims) > 1 and significant_digits(claims[0]) > TELLING_DIGITS:
            stated = " / ".join(", ".join(f"{name} {value}" for name, value in claim.stated) for claim in claims)
            said = say(
                "%(model)s takes %(latency)s under different conditions: %(conditions)s.",
                model=claims[0].model,
                latency=claims[0].with_unit,
                conditions=stated,
            )
            yield found(zoo, said, claims)


def _alike(one: Claim, other: Claim) -> bool:
    return one.printed == other.printed and one.unit == other.unit


RULES = (table_of_another_device, row_of_another_model, cell_of_neighbour)
