"""What `catalog lint` prints, and how it exits."""

import csv
import io
import json
from pathlib import Path

from click.testing import CliRunner, Result

from catalog.cli import main
from catalog.lint import RULES
from catalog.lint.output import COLUMNS
from tests.catalog.lint.conftest import WriteModels

FALLING = {"latency": ["device: t4, batch: 1, ms: 2.00", "device: t4, batch: 4, ms: 1.90"]}


def run(zoo: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["--catalog", str(zoo), "lint", *arguments])


def test_a_finding_is_printed_with_its_evidence(write_models: WriteModels) -> None:
    zoo = write_models({"Net": FALLING}).directory

    result = run(zoo, "--rule", "latency-falls-with-batch")

    assert result.exit_code == 1
    assert result.output.splitlines() == [
        "error: latency-falls-with-batch. A larger batch takes less time than a smaller one.",
        "  Net on t4: 1.90 ms at batch 4, 2.00 ms at batch 1.",
        f"    {zoo}/models/Net/Net.yaml:11:36: page/metrics/latency[device=t4,batch=4]: 1.90 ms",
        f"    {zoo}/models/Net/Net.yaml:10:36: page/metrics/latency[device=t4,batch=1]: 2.00 ms",
        "",
        "1 finding: 1 error; 0 acknowledged.",
    ]


def test_an_acknowledged_error_is_still_printed(write_models: WriteModels) -> None:
    errata = "errata: [{findings: [latency-falls-with-batch], finding: {en: Known.}}]"
    zoo = write_models({"Net": {"record": [errata], **FALLING}}).directory

    result = run(zoo, "--rule", "latency-falls-with-batch")

    assert result.exit_code == 0
    assert "[acknowledged by an erratum]" in result.output
    assert "1 finding: 1 error; 1 acknowledged." in result.output


def test_a_needless_acknowledgement_is_an_error(write_models: WriteModels) -> None:
    errata = "errata: [{findings: [latency-falls-with-batch], finding: {en: Known.}}]"
    zoo = write_models({"Net": {"record": [errata], "complexity": ["params: 3.5 M"]}}).directory

    result = run(zoo)

    assert result.exit_code == 1
    assert f"{zoo}/models/Net/Net.yaml:6:22: findings: the rule" in result.output


def test_findings_for_programs(write_models: WriteModels) -> None:
    zoo = write_models({"Net": FALLING}).directory

    (finding,) = json.loads(run(zoo, "--rule", "latency-falls-with-batch", "--format", "json").output)["findings"]
    (row,) = csv.DictReader(io.StringIO(run(zoo, "--rule", "latency-falls-with-batch", "--format", "csv").output))

    assert finding["severity"] == row["severity"] == "error"
    assert finding["models"] == [row["models"]] == ["Net"]
    assert finding["said"] == row["said"] == "Net on t4: 1.90 ms at batch 4, 2.00 ms at batch 1."
    assert [quote["line"] for quote in finding["evidence"]] == [11, 10]
    assert finding["evidence"][0]["claim"] == "page/metrics/latency[device=t4,batch=4]"
    assert tuple(row) == COLUMNS


def test_findings_of_a_model_by_its_alias(write_models: WriteModels) -> None:
    models = {"Net": {"record": ["aliases: [the-net]"], **FALLING}, "Other": FALLING}
    zoo = write_models(models).directory

    result = run(zoo, "--model", "the-net", "--rule", "latency-falls-with-batch")

    assert "  Net on t4" in result.output
    assert "Other" not in result.output


def test_unknown_names_are_wrong_use(write_models: WriteModels) -> None:
    zoo = write_models({"Net": FALLING}).directory

    rule = run(zoo, "--rule", "latency-falls-with-batches")
    model = run(zoo, "--model", "Nett")

    assert rule.exit_code == model.exit_code == 2
    assert "did you mean 'latency-falls-with-batch'?" in rule.output
    assert "did you mean 'Net'?" in model.output


def test_the_rules_are_listed(write_models: WriteModels) -> None:
    lines = run(write_models({"Net": FALLING}).directory, "--list-rules").output.splitlines()

    assert [line.partition(" ")[0] for line in lines] == [rule.name for rule in RULES]
