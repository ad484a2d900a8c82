"""SARIF keeps to its schema and points at the line."""

import json
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

from tests.verify.reports import FINDING, check
from verify.findings import RULES, Finding, findings
from verify.sarif import as_sarif

SARIF_SCHEMA = Path(__file__).parent.parent / "data" / "sarif-2.1.0-rtm.5.schema.json"
"""The schema of OASIS' standard, as SchemaStore publishes it."""


@pytest.mark.parametrize("found", [[], [FINDING], [replace(FINDING, path=Path("/elsewhere/Bäd.yaml"))]])
def test_it_keeps_to_its_schema(found: list[Finding]) -> None:
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


def test_it_points_at_the_line(tiny_zoo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tiny_zoo.parent)
    zoo, report = check(tiny_zoo)
    (run,) = as_sarif(findings(zoo, report))["runs"]
    (result,) = run["results"]
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "zoo/models/Tiny/Bad.yaml", "uriBaseId": "%SRCROOT%"}
    assert place["region"] == {"startLine": 8, "startColumn": 41}
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"] == "contradicted"
    assert {rule["id"] for rule in run["tool"]["driver"]["rules"]} == set(RULES)


def test_a_result_keeps_its_fingerprint_when_its_line_moves() -> None:
    found = [FINDING, replace(FINDING, line=9), replace(FINDING, subject="another")]
    first, moved, other = (result["partialFingerprints"] for result in as_sarif(found)["runs"][0]["results"])
    assert first == moved != other
