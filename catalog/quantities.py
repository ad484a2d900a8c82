"""Printed numbers: what a page prints, digit for digit, and the plain number it stands for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal, get_args

Metric = Literal["top1", "top5", "box_ap", "easy", "medium", "hard"]
"""Accuracy metrics: fractions of 1."""

Quantity = Literal["top1", "top5", "box_ap", "easy", "medium", "hard", "flops", "params", "storage", "latency"]
"""Everything a claim can be about. FLOPs and params are counts, storage is in MB as printed, latency in ms."""

Precision = Literal["fp32", "fp16", "bf16", "int8"]
"""The number format that a model is run or stored in."""

METRICS: tuple[Metric, ...] = get_args(Metric)
QUANTITIES: tuple[Quantity, ...] = get_args(Quantity)

_COUNTS = {"": 1, "K": 10**3, "M": 10**6, "G": 10**9, "T": 10**12, "B": 10**9}
UNITS: Mapping[str, Mapping[str, Decimal]] = {
    "accuracy": {"": Decimal(1), "%": Decimal("0.01")},
    "flops": {
        unit + suffix: Decimal(size) for unit, size in _COUNTS.items() for suffix in ("", "FLOPs") if unit != "B"
    },
    "params": {unit: Decimal(size) for unit, size in _COUNTS.items()},
    "storage": {"KB": Decimal("0.001"), "MB": Decimal(1), "M": Decimal(1), "GB": Decimal(1000)},
    "latency": {"": Decimal(1)},
}
"""Units that each kind of number may be printed in, with the factor to its plain unit (see `Quantity`)."""

_NUMBER = re.compile(r"(?P<digits>-?[0-9]{1,15}(?:\.[0-9]{1,12})?)(?: *(?P<unit>[A-Za-z%]+))?")


@dataclass(frozen=True)
class Printed:
    """A number as a source prints it."""

    text: str
    """The digits, with their trailing zeros: `0.580` is not `0.58`."""
    unit: str
    """The unit as printed, or an empty string."""
    value: Decimal
    """The same number in the plain unit of its quantity."""

    @property
    def step(self) -> Decimal:
        """One unit in the last printed digit, in the plain unit of the quantity."""
        digits = Decimal(self.text)
        # Nothing but an accuracy can be zero.
        scale = self.value / digits if digits else UNITS["accuracy"][self.unit]
        return scale.copy_abs() * Decimal(1).scaleb(int(digits.as_tuple().exponent))

    def __str__(self) -> str:
        return f"{self.text} {self.unit}".rstrip()


def parse_printed(kind: str, raw: object) -> Printed:
    """Read what a record says of a number: a YAML number, or text with a unit such as `8.020 G`.

    Raises:
        ValueError: it is no number, its unit is not one of `UNITS[kind]`, or its value is impossible.
    """
    if isinstance(raw, Printed):
        return raw
    return _parse(kind, format(raw, "f") if isinstance(raw, Decimal) else str(raw))


# Several tables print the same number of a model, and a zoo the same number of many models.
@lru_cache(maxsize=1 << 12)
def _parse(kind: str, text: str) -> Printed:
    units = UNITS[kind]
    match = _NUMBER.fullmatch(text)
    if match is None:
        raise ValueError(f"expected a number{_unit_hint(units)}, not {text[:60]!r}")
    unit = match["unit"] or ""
    if unit not in units:
        found = f"the unit {unit!r}" if unit else "a bare number"
        raise ValueError(f"expected a number{_unit_hint(units)}, not {found}")
    value = Decimal(match["digits"]) * units[unit]
    _require_possible(kind, value)
    return Printed(match["digits"], unit, value)


def _require_possible(kind: str, value: Decimal) -> None:
    if kind == "accuracy" and not 0 <= value <= 1:
        raise ValueError(f"an accuracy lies between 0 and 1 (or 0 % and 100 %), not at {value.normalize():f}")
    if kind != "accuracy" and value <= 0:
        raise ValueError(f"{kind} must be more than zero, not {value.normalize():f}")
    if kind in {"flops", "params"} and value != value.to_integral_value():
        missing = f"is its unit missing ({_names(UNITS[kind])})?"
        raise ValueError(f"expected a whole number, not {value.normalize():f}; {missing}")


def _names(units: Mapping[str, Decimal]) -> str:
    return ", ".join(unit for unit in units if unit)


def _unit_hint(units: Mapping[str, Decimal]) -> str:
    names = _names(units)
    if not names:
        return ""
    return f" and, if it is printed, its unit ({names})" if "" in units else f" with its unit ({names})"
