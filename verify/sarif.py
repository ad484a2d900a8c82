"""Findings as SARIF 2.1.0, the format in which code-scanning services take results of static analysis."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from importlib.metadata import version
from typing import Any
from urllib.parse import quote

from verify.findings import RULES, Finding

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def as_sarif(found: Iterable[Finding]) -> dict[str, Any]:
    """Return a log with one run and one result a finding, as plain data."""
    driver = {
        "name": "Zooproof",
        "version": version("zooproof"),
        "rules": [{"id": rule, "shortDescription": {"text": sentence}} for rule, sentence in RULES.items()],
    }
    results = [_result(finding) for finding in found]
    return {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}],
    }


def _result(finding: Finding) -> dict[str, Any]:
    absolute = finding.path.is_absolute()
    address = finding.path.as_uri() if absolute else quote(finding.path.as_posix())
    file = {"uri": address} if absolute else {"uri": address, "uriBaseId": "%SRCROOT%"}
    region = {"startLine": finding.line, "startColumn": finding.column}
    return {
        "ruleId": finding.rule,
        "ruleIndex": list(RULES).index(finding.rule),
        "level": "error",
        "message": {"text": finding.message},
        "locations": [{"physicalLocation": {"artifactLocation": file, "region": region}}],
        "partialFingerprints": {"subject/v1": _fingerprint(finding)},
    }


def _fingerprint(finding: Finding) -> str:
    """Return what stays the same when the finding's line moves."""
    return hashlib.sha256(f"{finding.rule}\0{finding.owner}\0{finding.subject}".encode()).hexdigest()
