"""Decimal numbers as digits and in JSON."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.decimals import json_number, plain_digits


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12, places=8))
def test_plain_digits_are_the_same_number_without_an_exponent(value: Decimal) -> None:
    assert Decimal(plain_digits(value)) == value
    assert "E" not in plain_digits(value)
    assert json_number(value) == pytest.approx(float(value))


def test_numbers_stay_exact_where_json_can() -> None:
    assert (json_number(Decimal("8.020E+9")), json_number(Decimal("0.580"))) == (8_020_000_000, 0.58)
    assert isinstance(json_number(Decimal("14.000")), int)
