"""Numbers and dates as a language writes them, by the Unicode locale data that Babel carries.

Only what the site computes is written so: a number that a source prints stays as it is printed, digit for digit.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.numbers import get_decimal_symbol, get_group_symbol


@dataclass(frozen=True)
class Formats:
    """How one language writes numbers and dates."""

    locale: Locale
    group: str
    """What stands between the groups of digits of a large number."""
    point: str
    """What stands before the decimals."""
    percentage: str
    """A percentage around its number: `{} %`."""

    def number(self, value: int | Decimal, digits: int | None = None) -> str:
        """Return a number with grouped digits: `12,345.60`.

        Args:
            value: The number.
            digits: Digits after the point, rounded half up; as many as `value` has when left out.
        """
        if digits is None and isinstance(value, int):
            return f"{value:,}".replace(",", self.group)
        shown = Decimal(value)
        if digits is not None:
            shown = shown.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
        whole, point, decimals = f"{shown:,f}".partition(".")
        return f"{whole.replace(',', self.group)}{self.point if point else ''}{decimals}"

    def percent(self, ratio: Decimal, digits: int = 1) -> str:
        """Return a ratio (a fraction of 1) in percent, with so many digits after the point."""
        return self.percentage.format(self.number(ratio * 100, digits))

    def date(self, value: datetime.date) -> str:
        """Return a date with the month in words: `March 5, 2024`."""
        return format_date(value, "long", locale=self.locale)


@cache
def formats_of(language: str) -> Formats:
    """Return how a language writes; a tag that the locale data lacks is written like English."""
    try:
        locale = Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        locale = Locale("en")
    pattern: Any = locale.percent_formats[None]
    before, after = pattern.prefix[0], pattern.suffix[0]
    return Formats(locale, get_group_symbol(locale), get_decimal_symbol(locale), f"{before}{{}}{after}")
