"""What sources say of their own numbers in prose and in brackets, where those numbers say otherwise."""

from __future__ import annotations

from collections.abc import Iterator

from catalog import yamlfile
from catalog.catalog import Catalog
from catalog.lint.rule import Found, Quote, Rule, Text, both, quote, spell
from catalog.statements import Checked, check_statements
from catalog.vocabulary import Statement


def contradicted_change(zoo: Catalog) -> Iterator[Found]:
    """Yield printed differences that the two numbers exclude, whatever their unprinted digits are."""
    for entry in _contradicted(zoo, "change"):
        one, other = entry.claims
        unit = " ".join(("", *(entry.statement.change or "").split(" ")[1:]))
        low, high = _bounds(entry)
        said = both(
            f"{entry.source} says {entry.statement.change}: {one.model} has {one.quantity} {spell(one)}, {other.model} "
            f"{spell(other)}, a difference between {low} and {high}{unit}.",
            f"{entry.source} 称 {entry.statement.change}：{one.model} 的 {one.quantity} 为 {spell(one)}，"
            f"{other.model} 为 {spell(other)}，差值应在 {low} 与 {high}{unit} 之间。",
        )
        yield _found(zoo, entry, said)


def contradicted_comparison(zoo: Catalog) -> Iterator[Found]:
    """Yield comparisons in words that the two numbers exclude."""
    for entry in _contradicted(zoo, "relation"):
        one, other = entry.claims
        more, zh = ("more", "更高") if entry.statement.relation == "more" else ("less", "更低")
        said = both(
            f"{entry.source} says that {one.model} has {more} {one.quantity} than {other.model}: {spell(one)} against "
            f"{spell(other)}.",
            f"{entry.source} 称 {one.model} 的 {one.quantity} 比 {other.model} {zh}："
            f"实为 {spell(one)} 和 {spell(other)}。",
        )
        yield _found(zoo, entry, said)


def contradicted_count(zoo: Catalog) -> Iterator[Found]:
    """Yield numbers of models that the table contradicts."""
    for entry in _contradicted(zoo, "models"):
        count = entry.computed.low if entry.computed else 0
        where = entry.source if entry.statement.table is None else f"{entry.source}/{entry.statement.table}"
        said = both(
            f"{entry.source} says that it has {entry.statement.models} models; {where} has {count}.",
            f"{entry.source} 称有 {entry.statement.models} 个模型，而 {where} 中有 {count} 个。",
        )
        yield _found(zoo, entry, said)


def without_numbers(zoo: Catalog) -> Iterator[Found]:
    """Yield statements on numbers that the source does not print."""
    for entry in check_statements(zoo):
        if entry.outcome == "unchecked":
            said = both(
                f"{entry.source} prints no two numbers to check {spell_statement(entry.statement)} with.",
                f"{entry.source} 没有给出可用来核对的两个数字：{spell_statement(entry.statement)}。",
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


def _found(zoo: Catalog, entry: Checked, said: Text) -> Found:
    document = yamlfile.read(zoo.directory / "sources.yaml")
    line, column = document.place_of_value((entry.source, "statements", entry.position))
    stated = Quote(document.path, line, column, spell_statement(entry.statement), source=entry.source)
    return Found(said, (stated, *(quote(zoo, claim) for claim in entry.claims)))


def _bounds(entry: Checked) -> tuple[str, str]:
    """Write both ends of what the numbers allow with two decimals more than the statement has."""
    decimals = len((entry.statement.change or "").partition(" ")[0].partition(".")[2]) + 2
    ends = (entry.computed.low, entry.computed.high) if entry.computed else (0, 0)
    return f"{ends[0]:+.{decimals}f}", f"{ends[1]:+.{decimals}f}"


RULES = (
    Rule(
        "stated-change-contradicted",
        "error",
        both(
            "A printed difference is not the one between the two printed numbers.",
            "所给出的差值与表中两个数字之差不符。",
        ),
        contradicted_change,
    ),
    Rule(
        "stated-comparison-contradicted",
        "error",
        both("The text says of two models what their numbers contradict.", "文字对两个模型的比较与其数字矛盾。"),
        contradicted_comparison,
    ),
    Rule(
        "stated-count-contradicted",
        "error",
        both("The text gives another number of models than its table.", "文字给出的模型数量与表格不符。"),
        contradicted_count,
    ),
    Rule(
        "statement-without-numbers",
        "note",
        both(
            "A source speaks of a difference between numbers that it does not print.",
            "来源提到了差值，却没有给出相应的数字。",
        ),
        without_numbers,
    ),
)
