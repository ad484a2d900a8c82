"""Running rules over a zoo, and the errata that acknowledge what they find."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from catalog import yamlfile
from catalog.catalog import Catalog
from catalog.exceptions import Problem
from catalog.lint.rule import Finding, Found, Quote, Rule
from catalog.lint.rules import RULES
from catalog.names import suggestion
from catalog.record import Erratum
from catalog.yamlfile import Document, KeyPath


@dataclass(frozen=True)
class Audit:
    """What the rules found in a zoo."""

    findings: tuple[Finding, ...]
    needless: tuple[Problem, ...]
    """Errata that acknowledge a finding which is not there, or a rule that there is not."""

    @cached_property
    def by_rule(self) -> Counter[str]:
        """Number of findings by rule."""
        return Counter(finding.rule.name for finding in self.findings)

    @property
    def passed(self) -> bool:
        """Whether CI may be green: every error is acknowledged, and every acknowledgement is needed."""
        return not self.needless and not any(finding.open for finding in self.findings)


def lint(zoo: Catalog, *, rules: Collection[str] | None = None, models: Collection[str] | None = None) -> Audit:
    """Look for what is inconsistent between the claims of a zoo.

    Args:
        zoo: The whole zoo.
        rules: Names of the rules to follow; without it all.
        models: Only findings that concern one of these models; acknowledgements are then not judged.

    Raises:
        CatalogError: evidence or the file of sources can't be read.
    """
    chosen = [rule for rule in RULES if rules is None or rule.name in rules]
    acknowledgements = tuple(_acknowledgements(zoo))
    findings = tuple(_finding(rule, found, acknowledgements) for rule in chosen for found in _distinct(rule.find(zoo)))
    if models is not None:
        return Audit(tuple(finding for finding in findings if set(models) & set(finding.models)), ())
    used = {(id(finding.erratum), finding.rule.name) for finding in findings}
    followed = {rule.name for rule in chosen}
    return Audit(findings, tuple(_needless(acknowledgements, used, followed)))


@dataclass(frozen=True)
class _Acknowledgement:
    """An erratum that acknowledges findings, and where it stands."""

    erratum: Erratum
    model: str | None
    source: str | None
    document: Document
    path: KeyPath

    def covers(self, rule: Rule, quotes: Iterable[Quote]) -> bool:
        """Whether the erratum acknowledges a finding of the rule that rests on these quotes."""
        return rule.name in self.erratum.findings and any(self._concerns(quote) for quote in quotes)

    def _concerns(self, quote: Quote) -> bool:
        claim, erratum = quote.claim, self.erratum
        if self.model not in (None, quote.model) or self.source not in (None, quote.source):
            return False
        if claim is None:
            return not erratum.claims and erratum.table is None
        return erratum.table in (None, claim.table) and (not erratum.claims or claim.quantity in erratum.claims)


def _acknowledgements(zoo: Catalog) -> Iterator[_Acknowledgement]:
    for name, model in zoo.models.items():
        for index, erratum in enumerate(model.errata):
            if erratum.findings:
                yield _Acknowledgement(erratum, name, erratum.source, zoo.documents[name], ("errata", index))
    of_sources = [
        (key, index, erratum)
        for key, source in zoo.sources.items()
        for index, erratum in enumerate(source.errata)
        if erratum.findings
    ]
    if of_sources:
        document = yamlfile.read(zoo.directory / "sources.yaml")
        for key, index, erratum in of_sources:
            yield _Acknowledgement(erratum, None, key, document, (key, "errata", index))


def _distinct(findings: Iterable[Found]) -> Iterator[Found]:
    """Join findings on the same printed numbers of the same models: tables and sources repeat each other."""
    groups: dict[Hashable, list[Found]] = {}
    for found in findings:
        numbers = any(quote.claim for quote in found.quotes) and not found.of_table
        key = tuple(_number(quote) for quote in found.quotes) if numbers else (str(found.said), *found.quotes)
        groups.setdefault(key, []).append(found)
    for members in groups.values():
        yield Found(members[0].said, tuple(dict.fromkeys(quote for found in members for quote in found.quotes)))


def _number(quote: Quote) -> Hashable:
    claim = quote.claim
    return (quote.model, claim.quantity, claim.printed) if claim else quote.text


def _finding(rule: Rule, found: Found, acknowledgements: Iterable[_Acknowledgement]) -> Finding:
    covering = (entry.erratum for entry in acknowledgements if entry.covers(rule, found.quotes))
    return Finding(rule, found.said, found.quotes, next(covering, None))


def _needless(
    acknowledgements: Iterable[_Acknowledgement], used: Collection[tuple[int, str]], followed: Collection[str]
) -> Iterator[Problem]:
    names = [rule.name for rule in RULES]
    for entry in acknowledgements:
        for position, name in enumerate(entry.erratum.findings):
            place = entry.document.place_of_value((*entry.path, "findings", position))
            if name not in names:
                yield Problem(entry.document.path, *place, f"findings: unknown rule {name!r}{suggestion(name, names)}")
            elif name in followed and (id(entry.erratum), name) not in used:
                yield Problem(entry.document.path, *place, f"findings: the rule {name!r} finds nothing to acknowledge")
