"""Findings as GitHub's workflow commands, which annotate the lines of a pull request."""

from __future__ import annotations

from collections.abc import Iterable

from verify.findings import Finding


def as_annotations(found: Iterable[Finding]) -> str:
    """Return one `::error` line a finding.

    The form is documented at https://docs.github.com/actions/reference/workflow-commands-for-github-actions.
    """
    return "".join(f"{_annotation(finding)}\n" for finding in found)


def _annotation(finding: Finding) -> str:
    properties = {
        "file": finding.path.as_posix(),
        "line": str(finding.line),
        "col": str(finding.column),
        "title": f"{finding.rule}: {finding.owner}",
    }
    told = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::error {told}::{_message(finding.message)}"


def _message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")
