"""The audit of the zoo that ships."""

from collections.abc import Iterable
from pathlib import Path

import pytest

import catalog
from catalog.lint import Audit, Finding, lint

ROOT = Path(__file__).parent.parent.parent.parent


@pytest.fixture(scope="module")
def audit() -> Audit:
    return lint(catalog.load(ROOT / "catalog" / "zoo"))


def said(findings: Iterable[Finding], rule: str) -> list[str]:
    return [str(finding.said) for finding in findings if finding.rule.name == rule]


def test_its_errors_are_acknowledged(audit: Audit) -> None:
    assert [str(finding.said) for finding in audit.findings if finding.open] == []
    assert audit.needless == ()


def test_it_holds_at_least_60_distinct_findings(audit: Audit) -> None:
    assert len({(finding.rule.name, str(finding.said)) for finding in audit.findings}) == len(audit.findings) >= 60


def test_the_copied_table_and_the_copied_row_are_found(audit: Audit) -> None:
    (table,) = said(audit.findings, "table-copied-from-device")
    rows = said(audit.findings, "row-copied-from-model")

    assert table.startswith("102 of the 105 latencies on t4 are, digit for digit, those on v100")
    assert any(row.startswith("MobileNetV3_large_x0_35 and MobileNetV3_small_x0_35") for row in rows)


def test_each_finding_quotes_where_it_stands(audit: Audit) -> None:
    for finding in audit.findings:
        assert finding.quotes
        for quote in finding.quotes:
            line = quote.file.read_text(encoding="utf-8").splitlines()[quote.line - 1]
            assert quote.claim is None or quote.claim.printed in line
