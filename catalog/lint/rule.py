"""Rules and what they find."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from catalog.catalog import Catalog
from catalog.claims import Claim
from catalog.record import Erratum
from catalog.sentence import Sentence, say
from catalog.yamlfile import KeyPath

Severity = Literal["error", "warning", "note"]
"""`error`: the numbers cannot all be true; `warning`: they can, but hardly; `note`: a reader must know it."""


@dataclass(frozen=True)
class Quote:
    """A piece of evidence: what is written, and where."""

    file: Path
    line: int
    """Line, counted from 1; 0 for a file as a whole."""
    column: int
    text: str
    """The claim's key with its printed digits, or what is written there."""
    model: str | None = None
    claim: Claim | None = None
    source: str | None = None

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}:{self.column}" if self.line else str(self.file)
        return f"{place}: {self.text}"


@dataclass(frozen=True)
class Found:
    """What a rule's function yields: a sentence with the numbers, and the evidence, the most suspicious first."""

    said: Sentence
    quotes: tuple[Quote, ...]
    of_table: bool = False
    """Whether it is about a table as a whole; else a table that repeats the same numbers repeats the finding."""


@dataclass(frozen=True)
class Rule:
    """One kind of inconsistency."""

    name: str
    severity: Severity
    sentence: Sentence
    """What is wrong with it, in general."""
    find: Callable[[Catalog], Iterable[Found]]


def rule(name: str, severity: Severity, sentence: Sentence) -> Callable[[Callable[[Catalog], Iterable[Found]]], Rule]:
    """Return a decorator that makes a rule of the function that finds what the rule is about."""
    return lambda find: Rule(name, severity, sentence, find)


@dataclass(frozen=True)
class Finding:
    """One inconsistency in a zoo."""

    rule: Rule
    said: Sentence
    quotes: tuple[Quote, ...]
    erratum: Erratum | None = None
    """The erratum that acknowledges it."""

    @property
    def models(self) -> tuple[str, ...]:
        """Models that it concerns, the most suspicious first."""
        return tuple(dict.fromkeys(quote.model for quote in self.quotes if quote.model))

    @property
    def sources(self) -> tuple[str, ...]:
        """Sources that print the quoted numbers."""
        return tuple(dict.fromkeys(quote.source for quote in self.quotes if quote.source))

    @property
    def open(self) -> bool:
        """Whether it is an error that nobody has acknowledged."""
        return self.rule.severity == "error" and self.erratum is None


def quote(zoo: Catalog, claim: Claim) -> Quote:
    """Quote a claim."""
    line, column = zoo.place(claim.model, claim.path)
    text = f"{claim.key}: {claim.with_unit}"
    return Quote(zoo.record_path(claim.model), line, column, text, claim.model, claim, claim.source)


def quote_record(zoo: Catalog, model: str, path: KeyPath, text: str) -> Quote:
    """Quote what stands at `path` in a model's record."""
    line, column = zoo.place(model, path)
    return Quote(zoo.record_path(model), line, column, text, model)


def found(zoo: Catalog, said: Sentence, claims: Iterable[Claim], *, of_table: bool = False) -> Found:
    """Put a finding on claims together, the most suspicious claim first."""
    return Found(said, tuple(quote(zoo, claim) for claim in claims), of_table)


def smaller_is_larger(large: Claim, small: Claim) -> Sentence:
    """Say that a larger model has less of a quantity than a smaller one."""
    return say(
        "%(larger)s has %(quantity)s %(value)s, the smaller %(smaller)s %(other_value)s.",
        larger=large.model,
        quantity=large.quantity,
        value=large.with_unit,
        smaller=small.model,
        other_value=small.with_unit,
    )
