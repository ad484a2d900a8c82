"""Names as people type and sort them: the nearest known name, and natural order."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from decimal import Decimal
from difflib import get_close_matches
from typing import Literal

Kind = Literal["source", "device", "engine", "dataset", "strategy", "family", "model", "task", "precision"]
"""What a name can be a name of."""

_LISTED = 12
_NUMBER = re.compile(r"(?<=x)\d+_\d+|\d+")


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Return the known name that `name` was probably meant to be: the same but for case, or else the most similar."""
    by_folded = {candidate.casefold(): candidate for candidate in known}
    matches = get_close_matches(name.casefold()[:200], by_folded, n=1)
    return by_folded[matches[0]] if matches else None


def suggestion(name: str, known: Collection[str]) -> str:
    """Return the end of a sentence on an unknown name: the nearest known one, else all of them if they are few."""
    close = nearest(name, known)
    if close is not None:
        return f"; did you mean {close!r}?"
    if 0 < len(known) <= _LISTED:
        return f"; expected one of: {', '.join(known)}"
    return ""


def natural_key(name: str) -> tuple[tuple[str, Decimal], ...]:
    """Return a sort key that puts `ResNeXt50` before `ResNeXt101` and the width `x0_25` before `x0_5`."""
    parts: list[tuple[str, Decimal]] = []
    end = 0
    for match in _NUMBER.finditer(name):
        parts.append((name[end : match.start()].casefold(), Decimal(match[0].replace("_", "."))))
        end = match.end()
    return (*parts, (name[end:].casefold(), Decimal(-1)), (name, Decimal(-1)))


def folded(name: str) -> str:
    """Return the letters and digits of a name in lower case: what is left of it where punctuation does not matter."""
    return re.sub(r"[^a-z0-9]", "", name.casefold())


def spellings_of(key: str, entry: object) -> tuple[str, ...]:
    """Return everything an entry may be called: its key, its name and its aliases."""
    name = getattr(entry, "name", key)
    return (key, name, *getattr(entry, "aliases", ()))
