"""Amounts in queries."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.amounts import Amount, parse_amount, spell_amount


@pytest.mark.parametrize(
    ("quantity", "raw", "expected"),
    [
        ("latency", 10, "10"),
        ("latency", 0.1, "0.1"),
        ("latency", "10ms", "10"),
        ("latency", "0.01s", "10"),
        ("latency", "250 us", "0.25"),
        ("top1", "75%", "0.75"),
        ("top1", 0.75, "0.75"),
        ("box_ap", ".3", "0.3"),
        ("params", "5M", "5000000"),
        ("params", 5_000_000, "5000000"),
        ("flops", "600m", "600000000"),
        ("flops", "0.6 GFLOPs", "600000000"),
        ("storage", "20MB", "20"),
        ("storage", 20, "20"),
        ("storage", Decimal("0.5"), "0.5"),
        ("storage", 1e-05, "0.00001"),
    ],
)
def test_amounts(quantity: str, raw: Amount, expected: str) -> None:
    assert parse_amount(quantity, raw) == Decimal(expected)


@pytest.mark.parametrize(
    ("quantity", "raw"),
    [
        ("latency", "10 m"), ("latency", "fast"), ("latency", -1), ("latency", float("nan")), ("latency", float("inf")),
        ("latency", True), ("latency", ""), ("top1", 75), ("top1", "101%"), ("params", "5X"), ("storage", "20 MiB"),
    ],
)  # fmt: skip
def test_what_is_no_amount(quantity: str, raw: Amount) -> None:
    with pytest.raises(ValueError, match="expected a"):
        parse_amount(quantity, raw)


@pytest.mark.parametrize(
    ("quantity", "value", "text"),
    [
        ("top1", "0.7500", "75 %"),
        ("flops", "8020000000", "8.02 G"),
        ("flops", "26000000", "26 M"),
        ("params", "1500", "1.5 K"),
        ("params", "12", "12"),
        ("latency", "1.260", "1.26 ms"),
        ("storage", "100", "100 MB"),
    ],
)
def test_amounts_for_people(quantity: str, value: str, text: str) -> None:
    assert spell_amount(quantity, Decimal(value)) == text


@given(st.sampled_from(["top1", "flops", "params", "storage", "latency"]), st.decimals("0.000001", 1, places=6))
def test_what_is_spelled_is_read_back(quantity: str, value: Decimal) -> None:
    assert parse_amount(quantity, spell_amount(quantity, value)) == value
