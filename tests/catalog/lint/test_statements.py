"""Statements that their own page contradicts are findings, with the numbers and the place of the statement."""

import pytest

from catalog.lint import RULES, Finding, lint
from tests.catalog.lint.conftest import VOCABULARIES, Lines, WriteModels

NUMBERS: dict[str, Lines] = {
    "Net": {"complexity": ["storage: 94.60 MB"]},
    "Small": {"complexity": ["storage: 31.30 MB"]},
}
PAIR = "model: Small, against: Net, quantity: storage, "


def findings(write_models: WriteModels, statement: str) -> list[Finding]:
    page, _, other = VOCABULARIES["sources.yaml"].partition("other:")
    sources = f"{page}  statements: [{{{statement}}}]\nother:{other}"
    zoo = write_models(NUMBERS, files={"sources.yaml": sources})
    return list(lint(zoo, rules=[rule.name for rule in RULES if rule.name.startswith("state")]).findings)


@pytest.mark.parametrize(
    ("statement", "rule"),
    [
        (PAIR + "change: -66.90 %", "stated-change-contradicted"),
        (PAIR + "change: -66.91 %", None),
        (PAIR + "relation: more", "stated-comparison-contradicted"),
        (PAIR + "relation: less", None),
        ("models: 3", "stated-count-contradicted"),
        ("models: 2", None),
        ("model: Small, against: Net, quantity: params, relation: less", "statement-without-numbers"),
    ],
)
def test_a_statement(write_models: WriteModels, statement: str, rule: str | None) -> None:
    assert [finding.rule.name for finding in findings(write_models, statement)] == ([rule] if rule else [])


def test_a_finding_says_what_the_difference_can_be(write_models: WriteModels) -> None:
    (finding,) = findings(write_models, PAIR + "change: -66.90 %")

    assert str(finding.said) == (
        "page says -66.90 %: Small has storage 31.30 MB, Net 94.60 MB, a difference between -66.9204 and -66.9063 %."
    )
    assert (finding.quotes[0].file.name, finding.quotes[0].line) == ("sources.yaml", 9)
    assert [quote.claim.printed for quote in finding.quotes if quote.claim] == ["31.30", "94.60"]
