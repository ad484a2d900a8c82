"""Numbers round to the digits that a page prints, no more and no less."""

from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.quantities import parse_printed
from verify.rounding import decimals, padded_zeros, rounds_to

TWO_DIGITS = ["1.900", "5.200", "14.000", "29.000", "16.000"]


@pytest.mark.parametrize(
    ("text", "column", "table", "zeros"),
    [
        ("8.020", ["8.020", "15.060", "43.520"], [], 1),
        ("8.020", ["8.020", "15.061", "43.520"], [], 0),
        ("8.020", ["8.020", "8.02", "9.130"], [], 1),
        ("1.900", ["1.900", "5.200", "14.000"], TWO_DIGITS, 2),
        ("14.000", ["1.900", "5.200", "14.000"], TWO_DIGITS, 3),
        ("14.000", ["14.000"], TWO_DIGITS, 3),
        ("14.000", ["1.900", "5.200", "14.000"], ["14.000", "29.000"], 2),
        ("8.020", ["8.020"], [], 0),
        ("8.020", ["8.020", "8.020", "8.020"], [], 0),
        ("20", ["20", "30", "40"], ["20", "30", "40"], 0),
        ("8.020", [], [], 0),
    ],
)
def test_zeros_that_only_fill_a_column_carry_nothing(
    text: str, column: list[str], table: list[str], zeros: int
) -> None:
    assert padded_zeros(text, column, table) == zeros


@pytest.mark.parametrize(
    ("value", "printed", "zeros", "fits"),
    [
        ("8.0167", "8.020", 1, True),
        ("8.0167", "8.020", 0, False),
        ("8.025", "8.02", 0, True),
        ("8.015", "8.02", 0, True),
        ("8.0251", "8.02", 0, False),
        ("23.64", "23.640", 0, True),
        ("0.5796", "0.580", 0, True),
        ("0.576", "0.580", 0, False),
    ],
)
def test_a_value_fits_digits_it_rounds_to(value: str, printed: str, zeros: int, fits: bool) -> None:
    assert rounds_to(Fraction(value), parse_printed("flops", f"{printed} G"), zeros) is fits


@given(st.integers(1, 10**12), st.integers(0, 6))
def test_what_is_rounded_fits_and_its_neighbours_do_not(count: int, places: int) -> None:
    exact = Decimal(count) / 10**6
    step = Decimal(1).scaleb(-places)
    shown = exact.quantize(step, ROUND_HALF_EVEN)
    if shown > 0:
        printed = parse_printed("params", f"{shown} M")
        assert decimals(printed.text) == places
        assert rounds_to(Fraction(count, 10**6), printed)
        assert not rounds_to(Fraction(count, 10**6), parse_printed("params", f"{shown + 2 * step} M"))
