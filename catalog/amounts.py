"""Amounts that a query is asked with: `10ms`, `75%`, `0.6G`, `20MB`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from catalog.decimals import plain_digits
from catalog.quantities import METRICS, UNITS

Amount = int | float | Decimal | str
"""A number in the plain unit of its quantity, or text with a unit."""

_AMOUNT = re.compile(r"(?P<digits>[0-9]{1,15}(?:\.[0-9]{1,12})?|\.[0-9]{1,12})\s*(?P<unit>[A-Za-zµ%]*)")
_UNITS: Mapping[str, Mapping[str, Decimal]] = {
    "accuracy": UNITS["accuracy"],
    "flops": UNITS["flops"],
    "params": UNITS["params"],
    "storage": {"": Decimal(1), **UNITS["storage"]},
    "latency": {"": Decimal(1), "ms": Decimal(1), "s": Decimal(1000), "us": Decimal("0.001"), "µs": Decimal("0.001")},
}


def parse_amount(quantity: str, raw: Amount) -> Decimal:
    """Return an amount of a quantity in its plain unit: a fraction of 1, a count, MB or ms. Case does not matter.

    Raises:
        ValueError: it is no number, its unit is no unit of the quantity, or it is out of range.
    """
    kind = "accuracy" if quantity in METRICS else quantity
    units = {unit.casefold(): size for unit, size in _UNITS[kind].items()}
    is_number = isinstance(raw, int | float | Decimal) and not isinstance(raw, bool)
    text = format(Decimal(str(raw)), "f") if is_number else str(raw).strip()
    match = _AMOUNT.fullmatch(text)
    if match is None or match["unit"].casefold() not in units:
        names = ", ".join(unit for unit in _UNITS[kind] if unit)
        raise ValueError(f"expected a number, with or without a unit ({names}), not {text[:60]!r}")
    value = Decimal(match["digits"]) * units[match["unit"].casefold()]
    if kind == "accuracy" and value > 1:
        raise ValueError(f"expected a fraction of 1 or a percentage, such as 0.75 or 75%, not {text!r}")
    return value


def spell_amount(quantity: str, value: Decimal) -> str:
    """Write a plain value with a unit that suits its size, for people: `75 %`, `8.02 G`, `10 ms`."""
    if quantity in METRICS:
        return f"{plain_digits(value * 100)} %"
    if quantity in {"flops", "params"}:
        for unit, size in (("G", 10**9), ("M", 10**6), ("K", 10**3)):
            if value >= size:
                return f"{plain_digits(value / size)} {unit}"
        return plain_digits(value)
    return f"{plain_digits(value)} {'MB' if quantity == 'storage' else 'ms'}"
