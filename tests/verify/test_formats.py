"""What CI takes: JUnit, SARIF, GitHub's annotations and Markdown say what the check found, and are well formed."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import jsonschema
import pytest
from junitparser import Failure, JUnitXml, Skipped

import catalog
from tests.verify.conftest import PARAMS
from verify.check import CheckReport, check_models
from verify.findings import RULES, Finding, findings
from verify.github import as_annotations
from verify.junit import as_junit
from verify.markdown import MOST_ROWS, as_markdown
from verify.sarif import as_sarif

SARIF_SCHEMA = Path(__file__).parent.parent / "data" / "sarif-2.1.0-rtm.5.schema.json"
"""The schema of OASIS' standard, as SchemaStore publishes it."""

HOSTILE = "50% of <b>it</b> | a\nb, `c` ::error:: \x01 ]]> 汉字"
FINDING = Finding("problem", "Bad", HOSTILE, HOSTILE, Path("zoo folder/Bäd.yaml"), 3, 7)

Check = Callable[[], tuple[catalog.Catalog, CheckReport]]


@pytest.fixture
def check(tiny_zoo: Path) -> Check:
    """Checks the tiny zoo with what a test has changed in it."""

    def run() -> tuple[catalog.Catalog, CheckReport]:
        zoo = catalog.load(tiny_zoo)
        return zoo, check_models(zoo, zoo.models, whole_zoo=True)

    return run


def test_junit_has_a_suite_a_model_and_a_test_a_claim(check: Check) -> None:
    xml = JUnitXml.fromstring(as_junit(*check()).encode())
    assert (xml.tests, xml.failures, xml.skipped, xml.errors) == (10, 1, 4, 0)
    suites = {suite.name: list(suite) for suite in xml}
    assert [case.name for case in suites["Good"]][:3] == ["graph", "page/flops[]", "page/params[]"]
    (failure,) = suites["Bad"][2].result
    assert isinstance(failure, Failure)
    assert f"prints {2 * PARAMS}" in failure.message
    assert failure.text.endswith("Bad.yaml:8:41")
    (skipped,) = suites["Good"][3].result
    assert isinstance(skipped, Skipped)
    assert skipped.message == "no weights here"


def test_junit_tells_of_broken_graphs_and_of_the_sources(check: Check, tiny_zoo: Path) -> None:
    sources = tiny_zoo / "sources.yaml"
    sources.write_text(sources.read_text() + "  errata: [{claims: [storage], finding: {en: Too large.}}]\n")
    (tiny_zoo / "graphs/Tiny/Good.onnx").write_bytes(b"\0")
    root = ElementTree.fromstring(as_junit(*check()))
    failed = [case.get("classname") for case in root.iter("testcase") if case.find("failure") is not None]
    assert failed == ["Bad", "Good", "sources.page"]
    skipped = {entry.get("message") for entry in root.iter("skipped")}
    assert skipped == {"its graph could not be examined", "no weights here", "device not here"}


def test_junit_of_hostile_text_is_well_formed(check: Check) -> None:
    zoo, report = check()
    models = tuple(replace(model, problems=(HOSTILE,)) for model in report.models)
    root = ElementTree.fromstring(as_junit(zoo, replace(report, models=models)))
    failure = root.find(".//failure")
    assert failure is not None
    assert "50% of <b>it</b>" in (failure.get("message") or "")


@pytest.mark.parametrize("found", [[], [FINDING], [replace(FINDING, path=Path("/elsewhere/Bäd.yaml"))]])
def test_sarif_keeps_to_its_schema(found: list[Finding]) -> None:
    schema = json.loads(SARIF_SCHEMA.read_text(encoding="utf-8"))
    log = json.loads(json.dumps(as_sarif(found)))
    jsonschema.Draft4Validator.check_schema(schema)
    jsonschema.Draft4Validator(schema).validate(log)
    results = log["runs"][0]["results"]
    assert [result["message"]["text"] for result in results] == [finding.message for finding in found]


def test_the_schema_refuses_what_is_no_sarif() -> None:
    schema = json.loads(SARIF_SCHEMA.read_text(encoding="utf-8"))
    log = as_sarif([FINDING])
    log["runs"][0]["results"][0]["level"] = "bad"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft4Validator(schema).validate(log)


def test_sarif_points_at_the_line(check: Check, tiny_zoo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tiny_zoo.parent)
    zoo, report = check()
    (run,) = as_sarif(findings(zoo, report))["runs"]
    (result,) = run["results"]
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "zoo/models/Tiny/Bad.yaml", "uriBaseId": "%SRCROOT%"}
    assert place["region"] == {"startLine": 8, "startColumn": 41}
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"] == "contradicted"
    assert {rule["id"] for rule in run["tool"]["driver"]["rules"]} == set(RULES)


def test_a_sarif_result_keeps_its_fingerprint_when_its_line_moves() -> None:
    found = [FINDING, replace(FINDING, line=9), replace(FINDING, subject="another")]
    first, moved, other = (result["partialFingerprints"] for result in as_sarif(found)["runs"][0]["results"])
    assert first == moved != other


def test_github_annotations_are_one_line_each() -> None:
    assert as_annotations([FINDING]) == (
        "::error file=zoo folder/Bäd.yaml,line=3,col=7,title=problem%3A Bad::"
        "50%25 of <b>it</b> | a%0Ab, `c` ::error:: \x01 ]]> 汉字\n"
    )
    assert as_annotations([]) == ""


def test_markdown_counts_verdicts_and_lists_findings(check: Check) -> None:
    zoo, report = check()
    text = as_markdown(report, list(findings(zoo, report)))
    assert text.startswith("### Zooproof: 1 finding\n\n2 models, 8 claims.\n\n| verdict | claims |\n| --- | --- |\n")
    assert "| unchecked | 4 |" in text
    assert "| contradicted | page/params\\[\\] of Bad prints" in text


def test_markdown_of_hostile_text_is_text(check: Check) -> None:
    _, report = check()
    row = as_markdown(report, [FINDING]).splitlines()[-1]
    assert row.endswith("50% of \\<b\\>it\\</b\\> \\| a b, \\`c\\` ::error:: \x01 \\]\\]\\> 汉字 |")


def test_markdown_stays_short(check: Check) -> None:
    _, report = check()
    text = as_markdown(report, [FINDING] * (MOST_ROWS + 5))
    assert text.endswith("5 more are not shown.\n")


def test_markdown_of_no_model(check: Check) -> None:
    _, report = check()
    assert as_markdown(replace(report, models=()), []) == "### Zooproof: nothing to do\n\nNo model to check.\n"
