"""The page of the audit: what is inconsistent between claims, rule by rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from catalog.lint import RULES, Rule
from generator import labels, paths
from generator.context import Site
from generator.page import Page
from generator.views.findings import findings_table


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
        findings=findings_table(site, audit.findings, words.gettext("Findings"), paths.root(paths.AUDIT)),
        severities=[(words.translate(labels.SEVERITIES[name]), severities[name]) for name in labels.SEVERITIES],
        acknowledged=sum(finding.erratum is not None for finding in audit.findings),
        rules=list(_rules(site)),
    )


def _rules(site: Site) -> Iterator[RuleUse]:
    found = site.snapshot.audit.by_rule
    for rule in RULES:
        yield RuleUse(rule, site.words.translate(labels.SEVERITIES[rule.severity]), found[rule.name])
