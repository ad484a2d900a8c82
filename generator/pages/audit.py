"""The page of the audit: what is inconsistent between claims, rule by rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from catalog.lint import RULES, Rule
from generator import labels, paths
from generator.context import Site
from generator.page import Page
from generator.tables import Table
from generator.views.findings import findings_table


@dataclass(frozen=True)
class RuleUse:
    """A rule, and how often it found something."""

    rule: Rule
    severity: str
    """The rule's severity in words."""
    findings: int


@dataclass(frozen=True)
class Choice:
    """A column of the findings that readers narrow the table down by."""

    name: str
    """What it is called in the address."""
    label: str
    column: int
    values: tuple[tuple[str, str], ...]
    """Each value as the address has it, the same in every language, and as the table shows it."""


def render_audit(site: Site) -> Page:
    """Render the page."""
    words, audit = site.words, site.snapshot.audit
    severities: Counter[str] = Counter(finding.rule.severity for finding in audit.findings)
    contradicted = [entry for entry in site.snapshot.all_printings() if entry.kind == "contradicted"]
    severities["error"] += len(contradicted)
    findings = findings_table(
        site,
        audit.findings,
        words.gettext("Findings"),
        paths.root(paths.AUDIT),
        contradicted=contradicted,
        choices=False,
    )
    return site.page(
        "audit",
        paths.AUDIT,
        words.gettext("Audit"),
        words.gettext(
            "What is wrong with the numbers: copied tables, impossible ratios, sources that disagree, claims that the "
            "graph contradicts."
        ),
        findings=findings,
        choices=list(_choices(site, findings)),
        severities=[(words.translate(labels.SEVERITIES[name]), severities[name]) for name in labels.SEVERITIES],
        acknowledged=len([entry for entry in audit.findings if entry.erratum])
        + len([entry for entry in contradicted if entry.erratum]),
        rules=list(_rules(site)),
    )


def _choices(site: Site, table: Table) -> Iterator[Choice]:
    words = site.words
    wanted = {
        "rule": words.gettext("Rule"),
        "severity": words.gettext("Severity"),
        "family": words.gettext("Family"),
        "source": words.translate(labels.CONDITIONS["source"]),
    }
    places = {column.label: place for place, column in enumerate(table.columns)}
    keys = {words.translate(name): key for key, name in labels.SEVERITIES.items()}
    keys[words.translate(labels.VERDICT_NAMES["contradicted"])] = "contradicted"
    for name, label in wanted.items():
        if label in places:
            shown = dict.fromkeys(row[places[label]].text for row in table.rows)
            yield Choice(name, label, places[label], tuple((keys.get(text, text), text) for text in shown if text))


def _rules(site: Site) -> Iterator[RuleUse]:
    found = site.snapshot.audit.by_rule
    for rule in RULES:
        yield RuleUse(rule, site.words.translate(labels.SEVERITIES[rule.severity]), found[rule.name])
