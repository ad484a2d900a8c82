"""Findings are told once, and an erratum acknowledges what it is about and nothing else."""

import pytest

from catalog.lint import RULES, lint
from tests.catalog.lint.conftest import Find, Lines, WriteModels
from tests.written_files import PAGE

FALLING = ["device: t4, batch: 1, ms: 2.00", "device: t4, batch: 4, ms: 1.90"]


def acknowledged_by(erratum: str) -> Lines:
    return {"record": [f"errata: [{{{erratum}, finding: {{en: Known.}}}}]"], "latency": FALLING}


@pytest.mark.parametrize(
    ("erratum", "acknowledged"),
    [
        ("findings: [latency-falls-with-batch]", True),
        ("findings: [latency-falls-with-batch], claims: [latency], source: page, table: metrics", True),
        ("findings: [latency-rises-with-threads]", False),
        ("claims: [latency], source: page", False),
    ],
)
def test_an_erratum_acknowledges_its_finding(write_models: WriteModels, erratum: str, acknowledged: bool) -> None:
    audit = lint(write_models({"Net": acknowledged_by(erratum)}), rules=["latency-falls-with-batch"])

    assert [finding.erratum is not None for finding in audit.findings] == [acknowledged]
    assert audit.passed is acknowledged


def test_an_erratum_of_the_source_acknowledges_the_finding_in_all_models(write_models: WriteModels) -> None:
    sources = (
        PAGE
        + """\
  tables: {metrics: {title: {en: Metrics}}}
  errata: [{findings: [latency-falls-with-batch], finding: {en: Known.}}]
"""
    )
    zoo = write_models({name: {"latency": FALLING} for name in ("Net_a", "Net_b")}, files={"sources.yaml": sources})

    audit = lint(zoo, rules=["latency-falls-with-batch"])

    assert audit.by_rule["latency-falls-with-batch"] == 2
    assert audit.passed


def test_an_erratum_of_another_model_acknowledges_nothing(write_models: WriteModels) -> None:
    own: Lines = {**acknowledged_by("findings: [latency-falls-with-batch]"), "latency": ["device: t4, batch: 1, ms: 2"]}

    audit = lint(write_models({"Net": {"latency": FALLING}, "Other": own}))

    assert not audit.passed
    assert [problem.message for problem in audit.needless] == [
        "findings: the rule 'latency-falls-with-batch' finds nothing to acknowledge"
    ]
    assert audit.needless[0].line == 6


def test_an_acknowledged_rule_must_exist(write_models: WriteModels) -> None:
    audit = lint(write_models({"Net": acknowledged_by("findings: [latency-falls-with-batches]")}))

    assert "did you mean 'latency-falls-with-batch'?" in audit.needless[0].message


def test_warnings_and_notes_do_not_fail(write_models: WriteModels) -> None:
    audit = lint(write_models({"Net": {"latency": ["device: t4, ms: 2.00"]}}))

    assert {finding.rule.severity for finding in audit.findings} == {"warning", "note"}
    assert audit.passed


def test_a_table_that_repeats_the_numbers_repeats_no_finding(find: Find) -> None:
    again: Lines = {"of": ["page", "again"], "latency": FALLING}

    (finding,) = find("latency-falls-with-batch", {"Net": [{"latency": FALLING}, again]})

    assert len(finding.quotes) == 4


def test_findings_of_one_model(write_models: WriteModels) -> None:
    zoo = write_models({name: {"latency": FALLING} for name in ("Net_a", "Net_b")})
    changed = write_models({"Net_b": {"latency": ["device: t4, batch: 1, ms: 2.00", "device: t4, batch: 4, ms: 1.80"]}})

    assert {
        finding.models for finding in lint(changed, models=["Net_b"], rules=["latency-falls-with-batch"]).findings
    } == {("Net_b",)}
    assert lint(zoo, models=[]).findings == ()


def test_rules_are_named_once_and_explained() -> None:
    assert len({rule.name for rule in RULES}) == len(RULES) >= 30
    for rule in RULES:
        assert str(rule.sentence).endswith(".")
        assert rule.find.__doc__
