"""A check as Markdown: the summary for a pull request."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from verify.check import CheckReport
from verify.findings import Finding
from verify.rows import verdict_counts

MOST_ROWS = 200
"""Findings in the table; GitHub cuts a summary at 1 MiB."""


def as_markdown(report: CheckReport, found: Sequence[Finding]) -> str:
    """Return a heading, how many claims got each verdict, and a table of the findings."""
    counts = verdict_counts(report)
    outcome = f"{_amount(len(found), 'finding')}" if found else "nothing to do"
    if not report.models:
        return f"### Zooproof: {outcome}\n\nNo model to check.\n"
    lines = [
        f"### Zooproof: {outcome}",
        "",
        f"{_amount(len(report.models), 'model')}, {_amount(sum(counts.values()), 'claim')}.",
        "",
        *_table(("verdict", "claims"), ([verdict, str(number)] for verdict, number in counts.items())),
    ]
    if found:
        rows = ([_place(finding), finding.owner, finding.rule, finding.message] for finding in found[:MOST_ROWS])
        lines += ["", *_table(("where", "what", "finding", "message"), rows)]
    if len(found) > MOST_ROWS:
        lines += ["", f"{len(found) - MOST_ROWS} more are not shown."]
    return "\n".join(lines) + "\n"


def _amount(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _place(finding: Finding) -> str:
    return f"{finding.path.as_posix()}:{finding.line}"


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    return [_row(header), _row(["---"] * len(header)), *(_row([_escaped(cell) for cell in row]) for row in rows)]


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _escaped(text: str) -> str:
    """Return text of one line in which nothing is markup."""
    return re.sub(r"([\\`*_{}\[\]<>()#|~@])", r"\\\1", " ".join(text.split()))
