"""Decimal numbers as plain digits and as numbers of JSON."""

from __future__ import annotations

from decimal import Decimal


def plain_digits(value: Decimal) -> str:
    """Return a number as plain digits: no exponent, no trailing zeros after the point."""
    return format(value.normalize(), "f")


def json_number(value: Decimal) -> int | float:
    """Return a number as JSON has it: whole, or the nearest that 64 bits hold."""
    return int(value) if value == value.to_integral_value() else float(value)
