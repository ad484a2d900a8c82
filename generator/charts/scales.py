"""Scales: where a number stands along an axis, and the round numbers that the axis is labelled with."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

Number = Decimal | int | float

_STEPS = (1, 2, 5)
"""First digits that count as round."""


@dataclass(frozen=True)
class Scale:
    """A range of numbers laid along a range of the drawing, evenly or, if `log`, evenly in factors."""

    low: Decimal
    high: Decimal
    start: float
    """Where `low` stands, in units of the drawing."""
    end: float
    """Where `high` stands."""
    ticks: tuple[Decimal, ...]
    """Numbers to label, ascending."""
    log: bool = False

    def place(self, value: Number) -> float:
        """Return where a number stands."""
        return self.places([value])[0]

    def places(self, values: Iterable[Number]) -> list[float]:
        """Return where numbers stand."""
        low, start, length = float(self.low), self.start, self.end - self.start
        if self.log:
            whole = math.log(float(self.high) / low)
            return [start + length * (math.log(float(value) / low) / whole) for value in values]
        whole = float(self.high) - low
        return [start + length * ((float(value) - low) / whole) for value in values]


def linear_scale(values: Iterable[Number], start: float, end: float, *, zero: bool = True, count: int = 5) -> Scale:
    """Return an even scale over `values`, from zero if asked, which ends on ticks.

    Args:
        values: What is shown; at least one.
        start: Where the least stands, in units of the drawing.
        end: Where the greatest stands.
        zero: Whether the scale begins at zero.
        count: About how many steps there shall be.
    """
    shown = [_exact(value) for value in values]
    low, high = min(shown), max(shown)
    ticks = nice_ticks(min(low, Decimal(0)) if zero else low, max(high, Decimal(0)) if zero else high, count)
    return Scale(ticks[0], ticks[-1], start, end, ticks)


def log_scale(values: Iterable[Number], start: float, end: float) -> Scale:
    """Return a scale over positive `values` that is even in factors; it ends at round numbers around them."""
    shown = [_exact(value) for value in values]
    ticks = log_ticks(min(shown), max(shown))
    return Scale(ticks[0], ticks[-1], start, end, ticks, log=True)


def marked_scale(values: Iterable[Number], start: float, end: float) -> Scale:
    """Return a scale for a few chosen values, such as batch sizes, with a tick at each.

    It is even, or even in factors where the greatest is more than 16 times the least.
    """
    ticks = tuple(sorted({_exact(value) for value in values}))
    if len(ticks) == 1:
        return Scale(ticks[0] - 1, ticks[0] + 1, start, end, ticks)
    return Scale(ticks[0], ticks[-1], start, end, ticks, log=ticks[0] > 0 and ticks[-1] > 16 * ticks[0])


def _exact(value: Number) -> Decimal:
    """The number with the digits it is written with."""
    return value if isinstance(value, Decimal) else Decimal(str(value))


def nice_ticks(low: Decimal, high: Decimal, count: int = 5) -> tuple[Decimal, ...]:
    """Return multiples of 1, 2 or 5 times a power of ten, about `count` steps long; the outer two enclose the range."""
    span = high - low or abs(high) or Decimal(1)
    power = (span / count).adjusted()
    steps = (Decimal(factor).scaleb(power + up) for up in (0, 1) for factor in _STEPS)
    step = next(step for step in steps if span <= step * count)
    first = math.floor(low / step)
    return _multiples(step, first, max(math.ceil(high / step), first + 1))


# Axes of thousands of charts share some dozens. Steps are all made alike, so equal ones have the same digits.
@lru_cache(1 << 9)
def _multiples(step: Decimal, first: int, last: int) -> tuple[Decimal, ...]:
    return tuple([Decimal(f"{step * place:f}") for place in range(first, last + 1)])


def log_ticks(low: Decimal, high: Decimal) -> tuple[Decimal, ...]:
    """Return round numbers around a positive range: powers of ten, with 2 and 5 times them where it is short.

    Raises:
        ValueError: the range holds zero or less.
    """
    if low <= 0:
        raise ValueError(f"a logarithmic scale needs positive numbers, not {low}")
    factors = (1, 2, 5) if high / low <= 1000 else (1,)
    powers = range(low.adjusted(), high.adjusted() + 2)
    candidates = [Decimal(factor).scaleb(power) for power in powers for factor in factors]
    first = max((tick for tick in candidates if tick <= low), default=candidates[0])
    last = min(tick for tick in candidates if tick >= high and tick > first)
    return tuple(tick for tick in candidates if first <= tick <= last)
