"""Sentences that are said in the reader's language: English with named places, and the values that go there.

The English is the key under which catalogues of translations know a sentence; whoever shows it looks it up there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

Item = str | int | Decimal
"""Text that is the same in every language, such as a name or a printed number; or a number that was computed, to be
written as the language writes numbers."""

Value = Item | tuple[Item, ...]
"""What stands in a sentence: an item, or a list of them."""


@dataclass(frozen=True)
class Sentence:
    """A sentence; as text it is English."""

    message: str
    """English with places such as `%(model)s`; a percent sign is written `%%`."""
    values: Mapping[str, Value] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.message % {name: _in_english(value) for name, value in self.values.items()}

    def filled(self, **values: Value) -> Sentence:
        """Return the sentence with these values in its places."""
        return replace(self, values=values)


def say(message: str, **values: Value) -> Sentence:
    """Return a sentence. Catalogues of translations are made from the literal messages given here."""
    return Sentence(message, values)


def significant(value: Decimal, digits: int) -> Decimal:
    """Round a number to so many significant digits, for a sentence; zeros at the end are dropped."""
    return Decimal(f"{float(value):.{digits}g}")


def _in_english(value: Value) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(_in_english, value))
    return value if isinstance(value, str) else f"{value:,}" if isinstance(value, int) else f"{value:,f}"
