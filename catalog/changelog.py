"""What git tells of a zoo's records: which commits changed their lines, newest first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from catalog.exceptions import CatalogError
from catalog.git import log, resolve

RECORD_SUFFIX = ".yaml"
MOST_LINES = 40
"""Changed lines of one commit that are kept; the rest is counted."""

_COMMIT, _FIELD = "\x01", "\x02"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True)
class Change:
    """What one commit did to one record."""

    commit: str
    """The commit's full name."""
    day: date
    subject: str
    added: bool
    """Whether the commit added the record."""
    lines: tuple[str, ...]
    """The lines taken out and put in, after `-` or `+`; none where the record was added."""
    further: int
    """Changed lines beyond `MOST_LINES`."""


def changes_of(models: Path) -> Mapping[str, tuple[Change, ...]]:
    """Return the changes of every record below a zoo's folder of models, by the record's name, newest first.

    One call of git reads them all, again only when there is a new commit. A folder that is in no repository, or that
    git does not follow, has none.
    """
    try:
        return _changes_until(models, resolve(models, "HEAD"))
    except CatalogError:
        return {}


@lru_cache(maxsize=2)
def _changes_until(models: Path, commit: str) -> Mapping[str, tuple[Change, ...]]:
    told = log(models, commit, f"{_COMMIT}%H{_FIELD}%cs{_FIELD}%s")
    found: dict[str, list[Change]] = {}
    for part in told.split(_COMMIT)[1:]:
        head, _, patch = part.partition("\n")
        name, _, told_of = head.partition(_FIELD)
        day, _, subject = told_of.partition(_FIELD)
        if not _DAY.fullmatch(day):
            continue
        for record, added, lines in _records(patch):
            kept = () if added else tuple(lines[:MOST_LINES])
            further = 0 if added else len(lines) - len(kept)
            change = Change(name, date.fromisoformat(day), subject, added, kept, further)
            found.setdefault(record, []).append(change)
    return {record: tuple(changes) for record, changes in found.items()}


def _records(patch: str) -> Iterator[tuple[str, bool, list[str]]]:
    """Yield the name of each record in a commit's patch, whether it is new, and its changed lines."""
    for part in f"\n{patch}".split("\ndiff --git ")[1:]:
        lines = part.split("\n")
        target = next((line[4:].rstrip("\t") for line in lines if line.startswith("+++ ")), "")
        path = Path(target)
        if path.suffix != RECORD_SUFFIX or target == "/dev/null":
            continue
        start = next((place for place, line in enumerate(lines) if line.startswith("@@")), len(lines))
        changed = [line for line in lines[start:] if line[:1] in {"+", "-"}]
        yield path.stem, any(line.startswith("new file mode") for line in lines[:start]), changed
