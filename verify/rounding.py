"""Does a count round to the digits that a page prints?"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from catalog.quantities import Printed


def decimals(text: str) -> int:
    """Return the number of digits after the point in `text`."""
    return len(text.partition(".")[2])


ENOUGH = 3
"""Numbers that must agree before zeros at their end count as padding: by chance a thousandth of such groups would."""


def padded_zeros(text: str, column: Iterable[str], table: Iterable[str] = ()) -> int:
    """Return how many zeros at the end of a number only fill its column.

    A page that prints 8.020, 15.060 and 43.520 rounds to two decimals and pads with a zero: no number of the column
    carries more. One that prints 1.900 and 5.200, but 14.000 and 29.000, rounds to two significant digits, which shows
    in the numbers with as many digits before the point.

    Args:
        text: The number's digits.
        column: The digits of all numbers that were made in the same way, this one among them.
        table: The digits of all numbers of the quantity in the same table.
    """
    alike = [number for number in table if _whole_digits(number) == _whole_digits(text)]
    groups = [group for group in (list(column), alike) if len(set(group)) >= ENOUGH]
    real = min((max(map(_real_decimals, group)) for group in groups), default=decimals(text))
    return max(0, decimals(text) - real)


def _whole_digits(text: str) -> int:
    return len(text.partition(".")[0])


def _real_decimals(text: str) -> int:
    return len(text.partition(".")[2].rstrip("0"))


def rounds_to(value: Fraction, printed: Printed, zeros: int = 0) -> bool:
    """Tell whether `value`, in the printed unit, rounds to the printed digits (a tie may go either way).

    Args:
        value: The exact value in the unit that the page prints.
        printed: The number on the page.
        zeros: Zeros at its end that carry nothing (see `padded_zeros`).
    """
    step = Fraction(Decimal(1).scaleb(zeros - decimals(printed.text)))
    return abs(value - Fraction(Decimal(printed.text))) <= step / 2
