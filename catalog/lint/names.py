"""Spellings of one name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from difflib import SequenceMatcher
from itertools import combinations

from catalog import yamlfile
from catalog.catalog import Catalog
from catalog.layout import VOCABULARIES
from catalog.lint.rule import Found, Quote, quote_record, rule
from catalog.names import folded
from catalog.sentence import Sentence, say

SIMILAR = 0.85
"""Likeness, 0 to 1, from which on two spellings without digits that differ are one with a typing mistake."""


@rule("spelling-variants", "note", say("Sources spell one name in several ways."))
def spelling_variants(zoo: Catalog) -> Iterator[Found]:
    """Yield names that sources spell in ways that differ in case, punctuation or a typing mistake."""
    for name, model in zoo.models.items():
        if variants := _variants((name, *model.aliases), _same_letters):
            quoted = quote_record(zoo, name, ("aliases",), ", ".join(variants))
            yield Found(_said(name, variants), (quoted,))
    for vocabulary in VOCABULARIES[1:]:
        document = yamlfile.read(zoo.directory / f"{vocabulary}.yaml")
        for key, entry in getattr(zoo, vocabulary).items():
            if variants := _variants((entry.name, *entry.aliases), _alike):
                line, column = document.place_of_key((key, "aliases"))
                quoted = Quote(document.path, line, column, ", ".join(variants))
                yield Found(_said(entry.name, variants), (quoted,))


def _said(name: str, variants: list[str]) -> Sentence:
    return say("%(name)s is spelled in several ways: %(variants)s.", name=name, variants=tuple(variants))


def _variants(spellings: Iterable[str], same: Callable[[str, str], bool]) -> list[str]:
    """Return the spellings that are alike, in their order."""
    known = list(dict.fromkeys(spellings))
    alike = {spelling for pair in combinations(known, 2) if same(*pair) for spelling in pair}
    return [spelling for spelling in known if spelling in alike]


def _same_letters(one: str, other: str) -> bool:
    return folded(one) == folded(other)


def _alike(one: str, other: str) -> bool:
    """Whether two spellings are the same but for case, punctuation or a typing mistake; digits are never mistaken."""
    first, second = folded(one), folded(other)
    if first == second:
        return True
    same_digits = re.findall(r"[0-9]+", first) == re.findall(r"[0-9]+", second)
    return same_digits and SequenceMatcher(None, first, second).ratio() > SIMILAR and len(first) > len("imagenet")


RULES = (spelling_variants,)
