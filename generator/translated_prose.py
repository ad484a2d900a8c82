"""Which English text a translated introduction of a family translates, and whether that text has changed since.

The last line of `about.<language>.md` names the version: `<!-- translates: 1f2e3d4c5b6a -->`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from catalog.exceptions import Problem

if TYPE_CHECKING:
    from catalog import Catalog

DIGITS = 12
"""Hexadecimal digits of SHA-256 that tell versions of a text apart."""

_NOTE = re.compile(r"^<!-- translates: (?P<version>\S+) -->[ \t]*\n?", re.MULTILINE)


def version_of(text: str) -> str:
    """Return what names a version of a text: the same for the same words, whatever space is around them."""
    return hashlib.sha256(text.strip().encode()).hexdigest()[:DIGITS]


def without_note(text: str) -> str:
    """Return a text without the line that names the version it translates."""
    return _NOTE.sub("", text)


def check_prose(zoo: Catalog, languages: Sequence[str]) -> Iterator[Problem]:
    """Yield translated introductions whose English has changed, or that do not say what they translate."""
    for _, path, english in _introductions(zoo, languages):
        if not path.is_file():
            continue
        text = path.read_text(encoding="utf-8")
        wanted, note = version_of(english), _NOTE.search(text)
        line = text.count("\n", 0, note.start()) + 1 if note else 0
        expected = f"<!-- translates: {wanted} -->"
        if note is None:
            yield Problem(path, line, 1, f"expected a last line that names the English text it translates: {expected}")
        elif note["version"] != wanted:
            yield Problem(path, line, 1, f"about.en.md has changed since; bring this text up to date, then: {expected}")


def untranslated_prose(zoo: Catalog, languages: Sequence[str]) -> dict[str, list[str]]:
    """Return the families whose introduction is not there in a language, by language; English is shown instead."""
    lacking: dict[str, list[str]] = {}
    for language, path, _ in _introductions(zoo, languages):
        if not path.is_file():
            lacking.setdefault(language, []).append(path.parent.name)
    return lacking


def _introductions(zoo: Catalog, languages: Sequence[str]) -> Iterator[tuple[str, Path, str]]:
    """Yield languages, the file where a translation belongs, and the English text."""
    for family in zoo.families.values():
        folder = zoo.directory / "families" / family.name
        english = folder / "about.en.md"
        if english.is_file():
            text = english.read_text(encoding="utf-8")
            for language in languages:
                if language != "en":
                    yield language, folder / f"about.{language}.md", text
