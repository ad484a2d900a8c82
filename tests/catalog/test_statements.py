"""What a source says of its numbers is judged by what those numbers can be."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import catalog
from catalog.exceptions import CatalogError
from catalog.statements import Interval, check_statements, said_interval
from tests.written_files import PAGE

TABLES = "  tables: {metrics: {title: {en: Metrics}}, speed: {title: {en: Speed}}}\n"
OTHER = 'other: {title: {en: Another page}, publisher: Someone else, url: "https://example.org/other", language: en}\n'
WriteZoo = Callable[..., Path]
PAIR = "model: Net_x0_5, against: Net_x1_0, "


def write(write_zoo: WriteZoo, statement: str) -> catalog.Catalog:
    sources = f"{PAGE}{TABLES}  statements:\n    - {{{statement}}}\n{OTHER}"
    return catalog.load(write_zoo({"sources.yaml": sources}))


@pytest.mark.parametrize(
    ("statement", "outcome"),
    [
        (PAIR + "quantity: params, change: -57.1 %", "follows"),
        (PAIR + "quantity: params, change: -57 %", "follows"),
        (PAIR + "quantity: params, change: -60 %", "contradicted"),
        (PAIR + "quantity: top1, change: -14.0 pt", "follows"),
        (PAIR + "quantity: top1, change: -14.2 pt", "contradicted"),
        (PAIR + "quantity: top1, change: '-0.140'", "follows"),
        (PAIR + "quantity: top1, change: +0.140", "contradicted"),
        (PAIR + "quantity: top5, change: -1.0 pt", "unchecked"),
        (PAIR + "quantity: latency, device: sd855, threads: 4, change: -75.3 %", "follows"),
        (PAIR + "quantity: latency, device: sd855, threads: 1, change: -75.3 %", "unchecked"),
        (PAIR + "quantity: top1, table: speed, change: -14.0 pt", "unchecked"),
        (PAIR + "quantity: top1, relation: less", "follows"),
        (PAIR + "quantity: top1, relation: more", "contradicted"),
        ("models: 2, table: metrics", "contradicted"),
        ("models: 3, table: metrics", "follows"),
        ("models: 4", "follows"),
    ],
)
def test_a_statement_against_the_numbers_of_its_source(write_zoo: WriteZoo, statement: str, outcome: str) -> None:
    (checked,) = check_statements(write(write_zoo, statement))

    assert checked.outcome == outcome


def test_nothing_is_a_share_of_zero(write_zoo: WriteZoo, small_files: dict[str, str]) -> None:
    name = "models/Net/Net_x1_0.yaml"
    sources = f"{PAGE}{TABLES}  statements:\n    - {{{PAIR}quantity: top1, change: -14.0 %}}\n{OTHER}"
    files = {"sources.yaml": sources, name: small_files[name].replace("top1: 0.720", "top1: 0.000")}
    (checked,) = check_statements(catalog.load(write_zoo(files)))

    assert [claim.printed for claim in checked.claims] == ["0.580", "0.000"]
    assert checked.outcome == "unchecked"


def test_the_interval_holds_what_both_numbers_can_be(write_zoo: WriteZoo) -> None:
    (checked,) = check_statements(write(write_zoo, PAIR + "quantity: top1, change: -14.0 pt"))

    assert checked.computed == Interval(Decimal("-14.1"), Decimal("-13.9"))
    assert [claim.printed for claim in checked.claims] == ["0.580", "0.720"]


@pytest.mark.parametrize(
    ("statement", "message"),
    [
        ("model: Net_x0_5, change: -1 %", "expected model, against and quantity beside change"),
        ("models: 3, relation: more", "expected one of: change, relation, models"),
        (PAIR + "quantity: top1, change: 14", "change"),
        (PAIR + "quantity: top1, relation: more, table: metric", "did you mean 'metrics'?"),
        ("model: Net_x05, against: Net_x1_0, quantity: top1, relation: more", "did you mean 'Net_x0_5'?"),
    ],
)
def test_a_mistake_in_a_statement_is_located(write_zoo: WriteZoo, statement: str, message: str) -> None:
    with pytest.raises(CatalogError) as caught:
        write(write_zoo, statement)

    (problem,) = caught.value.problems
    assert message in problem.message
    assert problem.line == 8


two_decimals = st.decimals(min_value=1, max_value=1000, places=4, allow_nan=False)


@given(one=two_decimals, other=two_decimals)
def test_a_true_difference_is_never_contradicted(one: Decimal, other: Decimal) -> None:
    """Round two numbers and their relative difference to two decimals, as a page does: the rounded ones agree."""
    cent = Decimal("0.01")
    half = cent / 2
    first, second = (Interval(n.quantize(cent) - half, n.quantize(cent) + half) for n in (one, other))
    ratio = first.over(second)
    change = ((one / other - 1) * 100).quantize(cent)

    said = said_interval(f"{change:+.2f} %")

    assert said.meets(Interval((ratio.low - 1) * 100, (ratio.high - 1) * 100))
