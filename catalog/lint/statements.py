"""What sources say of their own numbers in prose and in brackets, where those numbers say otherwise."""

from __future__ import annotations

from collections.abc import Iterator

from catalog import yamlfile
from catalog.catalog import Catalog
from catalog.lint.rule import Found, Quote, quote, rule
from catalog.sentence import Sentence, say
from catalog.statements import Checked, check_statements
from catalog.vocabulary import Statement

_COMPARISONS = {
    True: say(
        "%(source)s says that %(model)s has more %(quantity)s than %(other)s: %(value)s against %(other_value)s."
    ),
    False: say(
        "%(source)s says that %(model)s has less %(quantity)s than %(other)s: %(value)s against %(other_value)s."
    ),
}
"""What is said of a comparison, by whether it says "more"."""


@rule(
    "stated-change-contradicted", "error", say("A printed difference is not the one between the two printed numbers.")
)
def contradicted_change(zoo: Catalog) -> Iterator[Found]:
    """Yield printed differences that the two numbers exclude, whatever their unprinted digits are."""
    for entry in _contradicted(zoo, "change"):
        one, other = entry.claims
        unit = " ".join(("", *(entry.statement.change or "").split(" ")[1:]))
        low, high = _bounds(entry)
        said = say(
            "%(source)s says %(change)s: %(model)s has %(quantity)s %(value)s, %(other)s %(other_value)s, a difference "
            "between %(low)s and %(high)s.",
            source=entry.source,
            change=str(entry.statement.change),
            model=one.model,
            quantity=one.quantity,
            value=one.with_unit,
            other=other.model,
            other_value=other.with_unit,
            low=low,
            high=f"{high}{unit}",
        )
        yield _found(zoo, entry, said)


@rule("stated-comparison-contradicted", "error", say("The text says of two models what their numbers contradict."))
def contradicted_comparison(zoo: Catalog) -> Iterator[Found]:
    """Yield comparisons in words that the two numbers exclude."""
    for entry in _contradicted(zoo, "relation"):
        one, other = entry.claims
        said = _COMPARISONS[entry.statement.relation == "more"].filled(
            source=entry.source,
            model=one.model,
            quantity=one.quantity,
            other=other.model,
            value=one.with_unit,
            other_value=other.with_unit,
        )
        yield _found(zoo, entry, said)


@rule("stated-count-contradicted", "error", say("The text gives another number of models than its table."))
def contradicted_count(zoo: Catalog) -> Iterator[Found]:
    """Yield numbers of models that the table contradicts."""
    for entry in _contradicted(zoo, "models"):
        count = entry.computed.low if entry.computed else 0
        where = entry.source if entry.statement.table is None else f"{entry.source}/{entry.statement.table}"
        said = say(
            "%(source)s says that it has %(said)s models; %(where)s has %(count)s.",
            source=entry.source,
            said=str(entry.statement.models),
            where=where,
            count=str(count),
        )
        yield _found(zoo, entry, said)


@rule(
    "statement-without-numbers", "note", say("A source speaks of a difference between numbers that it does not print.")
)
def without_numbers(zoo: Catalog) -> Iterator[Found]:
    """Yield statements on numbers that the source does not print."""
    for entry in check_statements(zoo):
        if entry.outcome == "unchecked":
            said = say(
                "%(source)s prints no two numbers to check %(statement)s with.",
                source=entry.source,
                statement=spell_statement(entry.statement),
            )
            yield _found(zoo, entry, said)


def spell_statement(statement: Statement) -> str:
    """Write what a statement says, in the words of its keys."""
    if statement.models is not None:
        return f"models {statement.models}"
    said = statement.change or statement.relation
    return f"{statement.quantity} of {statement.model} against {statement.against}: {said}"


def _contradicted(zoo: Catalog, kind: str) -> Iterator[Checked]:
    for entry in check_statements(zoo):
        if entry.outcome == "contradicted" and getattr(entry.statement, kind) is not None:
            yield entry


def _found(zoo: Catalog, entry: Checked, said: Sentence) -> Found:
    document = yamlfile.read(zoo.directory / "sources.yaml")
    line, column = document.place_of_value((entry.source, "statements", entry.position))
    stated = Quote(document.path, line, column, spell_statement(entry.statement), source=entry.source)
    return Found(said, (stated, *(quote(zoo, claim) for claim in entry.claims)))


def _bounds(entry: Checked) -> tuple[str, str]:
    """Write both ends of what the numbers allow with two decimals more than the statement has."""
    decimals = len((entry.statement.change or "").partition(" ")[0].partition(".")[2]) + 2
    ends = (entry.computed.low, entry.computed.high) if entry.computed else (0, 0)
    return f"{ends[0]:+.{decimals}f}", f"{ends[1]:+.{decimals}f}"


RULES = (contradicted_change, contradicted_comparison, contradicted_count, without_numbers)
