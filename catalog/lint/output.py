"""Findings for people and for programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import groupby
from typing import Any

import click

from catalog.lint.rule import Finding, Rule
from catalog.lint.run import Audit

COLUMNS = ("rule", "severity", "acknowledged", "models", "sources", "said", "evidence")
"""Columns of the CSV form; lists are joined with `; `."""

SHOWN = 6
"""Quotes of one finding that are printed for people; programs get all."""


def as_data(audit: Audit) -> dict[str, Any]:
    """Return an audit for JSON."""
    return {
        "findings": [_finding_data(finding) for finding in audit.findings],
        "needless": [
            {"path": str(it.path), "line": it.line, "column": it.column, "message": it.message} for it in audit.needless
        ],
        "passed": audit.passed,
    }


def flat_rows(audit: Audit) -> list[dict[str, str]]:
    """Return one row a finding, for CSV."""
    return [
        {
            "rule": finding.rule.name,
            "severity": finding.rule.severity,
            "acknowledged": "yes" if finding.erratum else "no",
            "models": "; ".join(finding.models),
            "sources": "; ".join(finding.sources),
            "said": str(finding.said),
            "evidence": "; ".join(map(str, finding.quotes)),
        }
        for finding in audit.findings
    ]


def print_audit(audit: Audit) -> None:
    """Print findings by rule, each with its evidence, and a summary."""
    for rule, findings in groupby(audit.findings, key=lambda finding: finding.rule):
        click.echo(f"{rule.severity}: {rule.name}. {rule.sentence}")
        for finding in findings:
            _print_finding(finding)
        click.echo()
    for problem in audit.needless:
        click.echo(str(problem))
    click.echo(_summary(audit))


def print_rules(rules: Iterable[Rule]) -> None:
    """Print what each rule looks for."""
    for rule in rules:
        click.echo(f"{rule.name} ({rule.severity}): {rule.sentence}")


def _print_finding(finding: Finding) -> None:
    click.echo(f"  {finding.said}{'  [acknowledged by an erratum]' if finding.erratum else ''}")
    for quote in finding.quotes[:SHOWN]:
        click.echo(f"    {quote}")
    if len(finding.quotes) > SHOWN:
        click.echo(f"    and {len(finding.quotes) - SHOWN} more")


def _summary(audit: Audit) -> str:
    severities = Counter(finding.rule.severity for finding in audit.findings)
    counts = ", ".join(
        f"{severities[name]} {name}{'' if severities[name] == 1 else 's'}"
        for name in ("error", "warning", "note")
        if severities[name]
    )
    acknowledged = sum(finding.erratum is not None for finding in audit.findings)
    total = f"{len(audit.findings)} finding{'' if len(audit.findings) == 1 else 's'}"
    return f"{total}{f': {counts}' if counts else ''}; {acknowledged} acknowledged."


def _finding_data(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule.name,
        "severity": finding.rule.severity,
        "acknowledged": finding.erratum is not None,
        "models": list(finding.models),
        "sources": list(finding.sources),
        "said": str(finding.said),
        "evidence": [
            {
                "path": str(quote.file),
                "line": quote.line,
                "column": quote.column,
                "model": quote.model,
                "claim": quote.claim.key if quote.claim else None,
                "text": quote.text,
            }
            for quote in finding.quotes
        ],
    }
