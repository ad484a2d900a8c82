"""What the audit finds, with the evidence for it."""

from __future__ import annotations

from pathlib import Path

from catalog.lint import Finding, Quote
from generator.api.documents import FindingDocument, Findings, Quotation
from generator.snapshot import Snapshot


def list_findings(snapshot: Snapshot) -> Findings:
    """List what the audit finds in the zoo."""
    folder = snapshot.zoo.directory
    return Findings(findings=tuple(_document(finding, folder) for finding in snapshot.audit.findings))


def _document(finding: Finding, folder: Path) -> FindingDocument:
    return FindingDocument(
        rule=finding.rule.name,
        severity=finding.rule.severity,
        sentence=str(finding.said),
        models=finding.models,
        sources=finding.sources,
        acknowledged=finding.erratum.finding if finding.erratum else None,
        evidence=tuple(_quotation(quote, folder) for quote in finding.quotes),
    )


def _quotation(quote: Quote, folder: Path) -> Quotation:
    return Quotation(
        file=quote.file.relative_to(folder).as_posix() if quote.file.is_relative_to(folder) else quote.file.name,
        line=quote.line or None,
        column=quote.column or None,
        model=quote.model,
        source=quote.source,
        text=quote.text,
    )
