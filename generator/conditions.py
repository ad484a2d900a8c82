"""Conditions of a measurement in words."""

from __future__ import annotations

from functools import lru_cache

from generator.i18n import Words


# A zoo has some dozens, and pages name them again and again.
@lru_cache(maxsize=1 << 10)
def condition_text(name: str, value: str | int | None, words: Words) -> str:
    """Return a condition as it is said of a number: `FP16`, `batch size 4`, `2 threads`, `224 px`.

    Args:
        name: Its name: `precision`, `batch`, `threads` or `input_size`.
        value: Its value; nothing is said of one that is not stated.
        words: The language.

    Raises:
        ValueError: there are no words for a condition of that name.
    """
    if value is None:
        return ""
    match name:
        case "precision":
            return str(value).upper()
        case "batch":
            return words.gettext("batch size %(size)s", size=value)
        case "threads":
            return words.ngettext("%(num)s thread", "%(num)s threads", int(value))
        case "input_size":
            return f"{value} px"
    raise ValueError(f"there are no words for the condition {name!r}")
