from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.cells import (
    common_unit,
    convention_cell,
    count_cell,
    delta_cell,
    gap_cell,
    judged_cell,
    number_cell,
    reason_cell,
    rounded,
    scored_label,
    tables_text,
    verdict_cell,
)
from generator.context import Site
from generator.conventions import true_count
from generator.deltas import deltas_of
from generator.snapshot import Printing, Snapshot
from generator.tables import MISSING


def pick(snapshot: Snapshot, model: str, quantity: str, source: str = "page", origin: str | None = None) -> Printing:
    return next(
        entry
        for entry in snapshot.printings[model]
        if (entry.claim.quantity, entry.claim.source, entry.claim.origin) == (quantity, source, origin)
    )


def test_digits_are_shown_as_printed_and_sorted_by_the_plain_number(snapshot: Snapshot) -> None:
    cell = number_cell(pick(snapshot, "Net_x1_0", "flops"))
    assert (cell.text, cell.sort) == ("0.600", "600000000.000")
    cell = number_cell(pick(snapshot, "Net_x1_0", "top1", "other"), unit=True)
    assert (cell.text, cell.sort) == ("58.10 %", "0.5810")
    assert number_cell(None) is MISSING


def test_only_checked_numbers_carry_a_sign(site: Site) -> None:
    judged = judged_cell(pick(site.snapshot, "Net_x1_0", "flops"), site.words)
    assert judged.badge is not None
    assert judged.badge.kind == "confirmed"
    assert judged_cell(pick(site.snapshot, "Net_x1_0", "top1"), site.words).badge is None


def test_a_verdict_is_a_word_with_its_reason(site: Site, chinese: Site) -> None:
    top1 = pick(site.snapshot, "Net_x1_0", "top1")
    badge = verdict_cell(top1, site.words).badge
    assert badge is not None
    assert (badge.name, badge.meaning) == (
        "unchecked",
        "The trained weights are not here, so the model can't be scored.",
    )
    badge = verdict_cell(top1, chinese.words).badge
    assert badge is not None
    assert badge.name == "未核对"


def test_a_number_that_is_unchecked_tells_why(site: Site, chinese: Site) -> None:
    top1 = pick(site.snapshot, "Net_x1_0", "top1")
    assert reason_cell(top1, site.words).text == "no weights here"
    assert reason_cell(top1, chinese.words).text == "没有权重"
    assert reason_cell(top1, site.words).title == "The trained weights are not here, so the model can't be scored."
    assert reason_cell(pick(site.snapshot, "Net_x1_0", "flops"), site.words) is MISSING


def test_the_count_is_shown_in_the_printed_unit_with_one_digit_more(site: Site) -> None:
    flops = pick(site.snapshot, "Net_x1_0", "flops", "other")
    counted = true_count(site.snapshot, flops)
    cell = count_cell(flops, counted, site.words)
    assert (cell.text, cell.sort, cell.title, cell.note) == ("300.51 M", "300512000", "300,512,000", "")
    assert counted is not None
    assert gap_cell(counted.gap(flops), site.words).text == "±0.00"


def test_a_faulty_count_is_shown_beside_the_true_one(site: Site) -> None:
    params = pick(site.snapshot, "Net_x1_0", "params")
    counted = true_count(site.snapshot, params)
    cell = count_cell(params, counted, site.words)
    assert (cell.text, cell.title, cell.note) == ("3.5120 M", "3,512,000", "trainable")
    assert counted is not None
    assert gap_cell(counted.gap(params), site.words).text == "−3.19"
    assert convention_cell(params, site.words).text == "fluid-model-stat"


def test_what_was_not_counted_stays_empty(site: Site) -> None:
    top1 = pick(site.snapshot, "Net_x1_0", "top1")
    assert count_cell(top1, None, site.words) is MISSING
    assert gap_cell(None, site.words) is MISSING


def test_a_difference_names_both_numbers(site: Site) -> None:
    delta = next(entry for entry in deltas_of(site.snapshot, "Net_x0_5") if entry.after.claim.quantity == "flops")
    cell = delta_cell(delta, site.words)
    assert (cell.text, cell.sort, cell.title) == ("−75.00", "-75.00", "0.600 G → 0.150 G")
    assert delta_cell(None, site.words) is MISSING


def test_a_unit_is_common_only_if_all_numbers_carry_it(snapshot: Snapshot) -> None:
    giga, mega = pick(snapshot, "Net_x1_0", "flops"), pick(snapshot, "Net_x1_0", "flops", "other")
    assert common_unit([giga, None, giga]) == "G"
    assert common_unit([giga, mega]) is None


def test_tables_are_named_by_their_titles(site: Site, chinese: Site) -> None:
    flops = pick(site.snapshot, "Net_x1_0", "flops")
    assert tables_text(site.snapshot, flops, site.words) == "Metrics of nets, Speed of nets"
    assert tables_text(site.snapshot, flops, chinese.words) == "网络指标、网络速度"
    assert tables_text(site.snapshot, pick(site.snapshot, "Net_x1_0", "top1", "other"), site.words) == "Second page"


def test_an_accuracy_is_named_with_its_data_set(site: Site, chinese: Site) -> None:
    paper = pick(site.snapshot, "Net_x1_0", "top1", origin="paper").claim
    assert scored_label(site.snapshot, paper, site.words) == "Top-1 on Pictures, paper"
    assert scored_label(site.snapshot, paper, chinese.words) == "Pictures Top-1（论文）"
    assert scored_label(site.snapshot, pick(site.snapshot, "Net_x1_0", "flops").claim, site.words) == "FLOPs"


@pytest.mark.parametrize(("value", "digits", "text"), [("1/3", 2, "0.33"), ("-1/2", 0, "-1"), ("5/1000", 2, "0.01")])
def test_rounding_is_half_away_from_zero(value: str, digits: int, text: str) -> None:
    assert f"{rounded(Fraction(value), digits):f}" == text


@given(st.fractions(min_value=-(10**12), max_value=10**12), st.integers(0, 6))
def test_rounding_is_never_off_by_more_than_half_a_step(value: Fraction, digits: int) -> None:
    result = rounded(value, digits)
    assert abs(Fraction(result) - value) <= Fraction(Decimal(1).scaleb(-digits)) / 2
    assert -int(result.as_tuple().exponent) == digits
