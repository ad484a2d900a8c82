"""The summary for a pull request."""

from dataclasses import replace
from pathlib import Path

from tests.verify.reports import FINDING, check
from verify.findings import findings
from verify.markdown import MOST_ROWS, as_markdown


def test_it_counts_verdicts_and_lists_findings(tiny_zoo: Path) -> None:
    zoo, report = check(tiny_zoo)
    text = as_markdown(report, list(findings(zoo, report)))
    assert text.startswith("### Zooproof: 1 finding\n\n2 models, 8 claims.\n\n| verdict | claims |\n| --- | --- |\n")
    assert "| unchecked | 4 |" in text
    assert "| contradicted | page/params\\[\\] of Bad prints" in text


def test_hostile_text_is_text(tiny_zoo: Path) -> None:
    _, report = check(tiny_zoo)
    row = as_markdown(report, [FINDING]).splitlines()[-1]
    assert row.endswith("50% of \\<b\\>it\\</b\\> \\| a b, \\`c\\` ::error:: \x01 \\]\\]\\> 汉字 |")


def test_it_stays_short(tiny_zoo: Path) -> None:
    _, report = check(tiny_zoo)
    text = as_markdown(report, [FINDING] * (MOST_ROWS + 5))
    assert text.endswith("5 more are not shown.\n")


def test_no_model(tiny_zoo: Path) -> None:
    _, report = check(tiny_zoo)
    assert as_markdown(replace(report, models=()), []) == "### Zooproof: nothing to do\n\nNo model to check.\n"
