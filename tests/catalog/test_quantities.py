"""Printed numbers: the digits stay, the value is exact, and what is impossible is refused."""

from decimal import Decimal

import pytest
from hypothesis import given, reject
from hypothesis import strategies as st

from catalog.quantities import UNITS, parse_printed


@pytest.mark.parametrize(
    ("kind", "raw", "text", "unit", "value", "step"),
    [
        ("accuracy", Decimal("0.580"), "0.580", "", "0.580", "0.001"),
        ("accuracy", "77.77 %", "77.77", "%", "0.7777", "0.0001"),
        ("accuracy", 1, "1", "", "1", "1"),
        ("accuracy", "0.0 %", "0.0", "%", "0", "0.001"),
        ("accuracy", Decimal("0.00"), "0.00", "", "0", "0.01"),
        ("flops", "8.020 G", "8.020", "G", "8020000000", "1000000"),
        ("flops", "44.71 GFLOPs", "44.71", "GFLOPs", "44710000000", "10000000"),
        ("flops", 600, "600", "", "600", "1"),
        ("params", "23.640 M", "23.640", "M", "23640000", "1000"),
        ("params", "3.5M", "3.5", "M", "3500000", "100000"),
        ("storage", "14.000 M", "14.000", "M", "14", "0.001"),
        ("storage", "512 KB", "512", "KB", "0.512", "0.001"),
        ("latency", Decimal("7.61087"), "7.61087", "", "7.61087", "0.00001"),
    ],
)
def test_a_printed_number(kind: str, raw: object, text: str, unit: str, value: str, step: str) -> None:
    number = parse_printed(kind, raw)

    assert (number.text, number.unit, number.value, number.step) == (text, unit, Decimal(value), Decimal(step))
    assert parse_printed(kind, number) is number


@pytest.mark.parametrize(
    ("kind", "raw"),
    [
        ("accuracy", "101 %"), ("accuracy", Decimal("1.001")), ("accuracy", -1), ("accuracy", True),
        ("accuracy", "0.5 top1"), ("accuracy", None), ("accuracy", [1]), ("accuracy", ""),
        ("latency", 0), ("latency", Decimal("-2.5")), ("latency", "1e3"), ("latency", "5 ms"), ("latency", ".5"),
        ("latency", "٣"), ("latency", "1" * 16), ("latency", "NaN"),
        ("flops", "8.02"), ("flops", "0 G"), ("params", "1.5"), ("storage", 94), ("storage", "94 MiB"),
    ],
)  # fmt: skip
def test_what_is_no_such_number(kind: str, raw: object) -> None:
    with pytest.raises(ValueError, match=r"expected|lies between|must be more"):
        parse_printed(kind, raw)


@given(
    kind=st.sampled_from(sorted(UNITS)),
    digits=st.from_regex(r"\A(0|[1-9][0-9]{0,8})(\.[0-9]{1,6})?\Z"),
    data=st.data(),
)
def test_the_digits_and_the_exact_value_survive(kind: str, digits: str, data: st.DataObject) -> None:
    unit = data.draw(st.sampled_from(sorted(UNITS[kind])))
    try:
        number = parse_printed(kind, f"{digits} {unit}")
    except ValueError:
        reject()

    assert str(number) == f"{digits} {unit}".rstrip()
    assert number.value == Decimal(digits) * UNITS[kind][unit]
    assert number.value % number.step == 0
