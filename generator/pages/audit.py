"""The page of the audit: what is inconsistent between claims, rule by rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from markupsafe import Markup

from catalog.lint import RULES, Finding, Quote, Rule
from catalog.lint.rule import place_of, spell
from generator import labels, paths
from generator.cells import model_cell
from generator.context import Site
from generator.page import Page
from generator.tables import MISSING, Cell, Column, Table, make_table

SHOWN = 4
"""Quotes of one finding that the table shows."""


@dataclass(frozen=True)
class RuleUse:
    """A rule, and how often it found something."""

    rule: Rule
    severity: str
    """The rule's severity in words."""
    findings: int


def render_audit(site: Site) -> Page:
    """Render the page."""
    words, audit = site.words, site.snapshot.audit
    severities: Counter[str] = Counter(finding.rule.severity for finding in audit.findings)
    return site.page(
        "audit",
        paths.AUDIT,
        words.gettext("Audit"),
        words.gettext(
            "What is inconsistent between the numbers: copied tables, impossible ratios, sources that disagree."
        ),
        findings=_table(site, audit.findings),
        severities=[(words.translate(labels.SEVERITIES[name]), severities[name]) for name in labels.SEVERITIES],
        acknowledged=sum(finding.erratum is not None for finding in audit.findings),
        rules=list(_rules(site)),
    )


def _rules(site: Site) -> Iterator[RuleUse]:
    found = site.snapshot.audit.by_rule
    for rule in RULES:
        yield RuleUse(rule, site.words.translate(labels.SEVERITIES[rule.severity]), found[rule.name])


def _table(site: Site, findings: tuple[Finding, ...]) -> Table:
    words = site.words
    columns = [
        Column(words.gettext("Rule"), choice=True),
        Column(words.gettext("Severity"), choice=True),
        Column(words.gettext("Finding")),
        Column(words.gettext("Model"), absent=words.gettext("none")),
        Column(words.gettext("Family"), choice=True, absent=words.gettext("none")),
        Column(words.translate(labels.CONDITIONS["source"]), choice=True, absent=words.gettext("none")),
        Column(words.gettext("Evidence"), absent=words.gettext("none")),
        Column(words.gettext("Erratum"), absent=words.gettext("none")),
    ]
    return make_table(words.gettext("Findings"), columns, (_row(site, finding) for finding in findings))


def _row(site: Site, finding: Finding) -> list[Cell]:
    words, zoo = site.words, site.snapshot.zoo
    models = finding.models
    others = ", ".join(models[1:4]) + (" …" if len(models) > 4 else "")
    family = zoo.models[models[0]].family if models else ""
    sources = finding.sources
    erratum = finding.erratum
    return [
        Cell(finding.rule.name, anchor=paths.rule(finding.rule.name)),
        Cell(words.translate(labels.SEVERITIES[finding.rule.severity])),
        _sentence(words.say(finding.said)),
        model_cell(models[0], note=others) if models else MISSING,
        Cell(family, page=paths.family(family)) if family else MISSING,
        Cell(sources[0], page=paths.source(sources[0])) if sources else MISSING,
        _evidence(finding.quotes),
        _sentence(words.local(erratum.finding)) if erratum else MISSING,
    ]


def _sentence(text: str) -> Cell:
    """A cell of words that may take several lines."""
    return Cell(Markup('<span class="zp-sentence">{}</span>').format(text))


def _evidence(quotes: tuple[Quote, ...]) -> Cell:
    """The printed numbers with their tables; the whole quotes, conditions included, are the title."""
    shown = "; ".join(_spell(quote) for quote in quotes[:SHOWN])
    cell = _sentence(shown + (" …" if len(quotes) > SHOWN else ""))
    return replace(cell, title="\n".join(quote.text for quote in quotes[:SHOWN]))


def _spell(quote: Quote) -> str:
    return f"{place_of(quote.claim)}: {spell(quote.claim)}" if quote.claim else quote.text
