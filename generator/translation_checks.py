"""What is wrong with a catalogue of translations: gaps, leftovers, places for values that differ from the English."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from catalog.exceptions import Problem
from generator.messages import forms, translatable

if TYPE_CHECKING:
    from babel.messages import Catalog, Message

_PLACE = re.compile(r"%\(\w+\)[a-z]|%%|%")
"""What stands for a value, a written percent sign, and a percent sign that is neither."""

_TAG = re.compile(r"</?\w+|(?<= href=)\"[^\"]*\"")


def check_catalogue(path: Path, catalogue: Catalog, template: Catalog) -> Iterator[Problem]:
    """Yield what is wrong with a catalogue.

    Args:
        path: Its file, to which the problems are located.
        catalogue: The translations.
        template: The messages that the site's source holds.
    """
    for message in translatable(template):
        if message.id not in catalogue:
            places = ", ".join(sorted({place for place, _ in message.locations}))
            yield _problem(path, message, f"is missing (used in {places}): run generate update-translations", line=0)
    for message in translatable(catalogue):
        if message.id not in template:
            yield _problem(path, message, "is used nowhere: run generate update-translations")
        else:
            yield from _check_message(path, message, catalogue.num_plurals)


def _check_message(path: Path, message: Message, plurals: int) -> Iterator[Problem]:
    found, wanted = forms(message.string), len(forms(message.id))
    if message.fuzzy:
        yield _problem(path, message, "is marked fuzzy: check the translation and remove the mark")
    if not all(found):
        yield _problem(path, message, "is not translated")
        return
    if wanted > 1 and len(found) != plurals:
        yield _problem(path, message, f"has {len(found)} plural forms, the language has {plurals}")
    for text in found:
        yield from _check_form(path, message, text)


def _check_form(path: Path, message: Message, text: str) -> Iterator[Problem]:
    english = forms(message.id)[-1]
    for what, pattern in (("places for values", _PLACE), ("HTML", _TAG)):
        here, there = Counter(pattern.findall(text)), Counter(pattern.findall(english))
        if here != there:
            missing, extra = sorted((there - here).elements()), sorted((here - there).elements())
            told = "; ".join(
                f"{word} {', '.join(items)}" for word, items in (("lacks", missing), ("has besides", extra)) if items
            )
            yield _problem(path, message, f"the translation's {what} differ from the English: it {told}")


def _problem(path: Path, message: Message, text: str, *, line: int | None = None) -> Problem:
    english = forms(message.id)[0]
    shown = english if len(english) <= 60 else f"{english[:59]}…"
    return Problem(path, message.lineno or 0 if line is None else line, 1, f"{shown!r} {text}")
