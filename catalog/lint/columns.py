"""Tables as tables: columns that are almost empty, rows that are missing, digits that do not fit their column."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from catalog.catalog import Catalog
from catalog.claims import Claim
from catalog.lint.groups import column, grouped
from catalog.lint.rule import Found, found, rule
from catalog.sentence import say

SPARSE = 0.6
"""A column with fewer of its rows filled is sparse."""
USUAL = 0.8
"""Share of a column that must have the same number of decimals before the others are odd."""
ZEROS = 0.2
"""Share of a column that must end in a zero before dropping one is odd."""
FEWEST_ROWS = 8
"""Rows that a table needs before its columns are judged."""


_FILLED = {
    False: say("%(where)s: %(quantity)s is there for %(filled)s of %(models)s models."),
    True: say("%(where)s: %(quantity)s of the paper is there for %(filled)s of %(models)s models."),
}
"""What is said of a sparse column, by whether it repeats a paper's numbers."""


@rule("sparse-column", "note", say("A column is filled for few of its rows."))
def sparse_column(zoo: Catalog) -> Iterator[Found]:
    """Yield columns that are filled for fewer than 60 % of the models of their table, by task and size of input."""
    for claims in grouped(zoo.claims(), lambda claim: (claim.source, claim.table)).values():
        models = {claim.model for claim in claims} - _quoted(zoo, claims)
        if len(models) < FEWEST_ROWS:
            continue
        for members in grouped(claims, lambda claim: column(claim, "input_size", "resize", "precision")).values():
            filled = {claim.model for claim in members} & models
            peers = {name for name in models if zoo.models[name].dataset == zoo.models[members[0].model].dataset}
            if len(peers) >= FEWEST_ROWS and len(filled) < SPARSE * len(peers):
                first = members[0]
                said = _FILLED[first.origin is not None].filled(
                    where=first.printed_in, quantity=first.quantity, filled=len(filled), models=len(peers)
                )
                yield found(zoo, said, members[:3], of_table=True)


@rule("missing-row", "note", say("A table lacks models that its source prints in another one."))
def missing_row(zoo: Catalog) -> Iterator[Found]:
    """Yield models that a source prints in one table and leaves out of another that has nearly all of the others."""
    by_source = grouped(zoo.claims(), lambda claim: claim.source)
    for claims in by_source.values():
        tables = {table: {claim.model for claim in rows} for table, rows in _tables(claims).items()}
        if not tables:
            continue
        largest = max(tables.values(), key=len)
        for table, models in tables.items():
            missing = sorted(largest - models)
            if len(largest) >= FEWEST_ROWS and missing and len(models & largest) >= 0.7 * len(largest):
                shown = [next(claim for claim in claims if claim.model == name) for name in missing]
                said = say(
                    "%(where)s has no row of %(missing)s, which the source prints elsewhere.",
                    where=f"{claims[0].source}/{table}",
                    missing=tuple(missing),
                )
                yield found(zoo, said, shown, of_table=True)


@rule(
    "other-digits",
    "note",
    say("A number has more or fewer decimals than its column: it comes from elsewhere, or its zeros were dropped."),
)
def other_digits(zoo: Catalog) -> Iterator[Found]:
    """Yield numbers with more decimals than nearly all others of their column, or fewer where it keeps its zeros."""
    for claims in grouped(zoo.claims(), lambda claim: column(claim, "input_size", "resize")).values():
        if len(claims) < FEWEST_ROWS:
            continue
        decimals = Counter(_decimals(claim) for claim in claims)
        usual, times = decimals.most_common(1)[0]
        zeros = sum(_decimals(claim) == usual and claim.printed.endswith("0") for claim in claims)
        zeros_kept = zeros >= ZEROS * len(claims)
        odd = [claim for claim in claims if _decimals(claim) > usual or (zeros_kept and _decimals(claim) < usual)]
        if odd and times >= USUAL * len(claims):
            shown = tuple(f"{claim.model} {claim.with_unit}" for claim in odd[:4]) + (("…",) if len(odd) > 4 else ())
            first = odd[0]
            said = say(
                "%(where)s, %(column)s: %(odd)s of %(count)s numbers are not printed with %(usual)s decimals: "
                "%(shown)s.",
                where=first.printed_in,
                column=_name(first),
                odd=len(odd),
                count=len(claims),
                usual=usual,
                shown=shown,
            )
            yield found(zoo, said, odd, of_table=True)


def _quoted(zoo: Catalog, claims: list[Claim]) -> set[str]:
    """Return models that a table only quotes beside those made from them: one quantity of a baseline or teacher."""
    records = [zoo.models[name] for name in {claim.model for claim in claims}]
    parents = {parent for record in records for parent in (record.baseline, record.teacher) if parent}
    quantities = grouped(claims, lambda claim: claim.model)
    return {name for name in parents if len({claim.quantity for claim in quantities.get(name, [])}) == 1}


def _tables(claims: list[Claim]) -> dict[str | None, list[Claim]]:
    return grouped([claim for claim in claims if claim.table is not None], lambda claim: claim.table)


def _decimals(claim: Claim) -> int:
    return len(claim.printed.partition(".")[2])


def _name(claim: Claim) -> str:
    stated = (f"{name} {value}" for name, value in claim.stated if name in ("origin", "device", "batch"))
    return " ".join((claim.quantity, *stated))


RULES = (sparse_column, missing_row, other_digits)
