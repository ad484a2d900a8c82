"""What git tells of a zoo's records: which commits changed their lines, newest first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from catalog.exceptions import CatalogError
from catalog.git import is_shallow, log, resolve
from catalog.text import UNREADABLE

RECORD_SUFFIX = ".yaml"
MOST_LINES = 40
"""Changed lines of one commit that are kept; the rest is counted."""

_FORM = "%x00%H%x00%cs%x00%P%x00%s%x00"
_HEAD = re.compile(r"\0([0-9a-f]{40,64})\0(\d{4}-\d\d-\d\d)\0([0-9a-f ]*)\0([^\0]*)\0")
"""A commit's name, day, parents and subject, which `_FORM` sets between zero bytes: no subject can hold one."""


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
    git does not follow, has none. Merges are passed over, and so is the first commit of a repository that was cloned
    without its past.
    """
    try:
        return _changes_until(models, resolve(models, "HEAD"))
    except CatalogError:
        return {}


@lru_cache(maxsize=2)
def _changes_until(models: Path, commit: str) -> Mapping[str, tuple[Change, ...]]:
    parts = _HEAD.split(log(models, commit, _FORM))
    heads = zip(*(parts[place::5] for place in range(1, 6)), strict=True)
    shallow = is_shallow(models)
    found: dict[str, list[Change]] = {}
    for name, day, parents, subject, patch in heads:
        if shallow and not parents:
            continue
        for record, added, lines in _records(UNREADABLE.sub("\ufffd", patch.replace("\r\n", "\n"))):
            kept = () if added else tuple(lines[:MOST_LINES])
            further = 0 if added else len(lines) - len(kept)
            told = UNREADABLE.sub("\ufffd", subject)
            found.setdefault(record, []).append(Change(name, date.fromisoformat(day), told, added, kept, further))
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
