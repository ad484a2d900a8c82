"""The command `catalog`: what it prints and how it exits; pipes, start-up and completion as a real process."""

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from catalog.cli import main
from catalog.quantities import METRICS
from catalog.query import Query

WriteZoo = Callable[..., Path]

COMMAND = "from catalog.cli import main; main(prog_name='catalog')"


@pytest.fixture
def run(small_zoo: Path) -> Callable[..., Result]:
    def run(*arguments: str) -> Result:
        return CliRunner().invoke(main, ["--catalog", str(small_zoo), *arguments])

    return run


def commands() -> list[click.Command]:
    return [main, *main.commands.values()]


@pytest.mark.parametrize("command", commands(), ids=lambda command: command.name)
def test_every_option_is_explained(command: click.Command) -> None:
    context = click.Context(command, info_name=command.name, terminal_width=200)
    text = " ".join(command.get_help(context).split())

    assert command.help
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, parameter.name
            assert parameter.opts[0] in text
            assert parameter.help.split(".")[0] in text
        else:
            assert parameter.make_metavar(context) in text


def test_query_has_an_option_for_each_field() -> None:
    options = {parameter.name for parameter in main.commands["query"].params} - {"form", "catalog"}

    assert options == set(Query.__dataclass_fields__)
    assert {f"min_{metric}" for metric in METRICS} <= options


def test_validate(run: Callable[..., Result]) -> None:
    assert run("validate").output == "4 models, 24 claims, 2 families: no problem.\n"
    assert run("validate").exit_code == 0
    assert json.loads(run("validate", "--format", "json").output) == {"problems": []}
    assert run("validate", "--format", "csv").output == "path,line,column,message\n"


def test_validate_a_broken_zoo(write_zoo: WriteZoo, small_files: dict[str, str]) -> None:
    name = "models/Net/Net_x0_25.yaml"
    root = write_zoo({name: small_files[name].replace("sd855", "sd85").replace("50 %", "150 %")})
    expected = [
        f"{root}/{name}:12:18: device: unknown device 'sd85'; did you mean 'sd855'?",
        f"{root}/{name}:15:55: top1: an accuracy lies between 0 and 1 (or 0 % and 100 %), not at 1.5",
    ]

    table = CliRunner().invoke(main, ["validate", str(root)])
    data = CliRunner().invoke(main, ["validate", str(root), "--format", "json"])
    rows = CliRunner().invoke(main, ["validate", str(root), "--format", "csv"])

    assert (table.exit_code, data.exit_code, rows.exit_code) == (1, 1, 1)
    assert table.stdout.splitlines() == expected
    assert table.stderr == "2 problems.\n"
    assert json.loads(data.stdout)["problems"][0] == {
        "path": f"{root}/{name}", "line": 12, "column": 18, "message": expected[0].split(": ", 1)[1]
    }  # fmt: skip
    assert [row["column"] for row in csv.DictReader(io.StringIO(rows.stdout))] == ["18", "55"]


def test_validate_checks_evidence_too(write_zoo: WriteZoo) -> None:
    root = write_zoo({"evidence/Net/Net_x1_0.yaml": "model: ["})
    result = CliRunner().invoke(main, ["validate", str(root)])

    assert result.exit_code == 1
    assert result.stdout.startswith(f"{root}/evidence/Net/Net_x1_0.yaml:2:1: this is no YAML")
    assert result.stderr == "1 problem.\n"


@pytest.mark.parametrize("arguments", [["show", "Net_x0_5"], ["query"], ["export"]])
def test_other_commands_tell_the_problems_of_a_broken_zoo(write_zoo: WriteZoo, arguments: list[str]) -> None:
    root = write_zoo({"devices.yaml": "sd855: ["})

    result = CliRunner().invoke(main, ["--catalog", str(root), *arguments])

    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.startswith(f"{root}/devices.yaml:2:1: this is no YAML: a value is missing")


def test_show(run: Callable[..., Result]) -> None:
    result = run("show", "HALF-NET")

    assert result.exit_code == 0
    assert result.output.startswith("Net_x0_5 · Net · image-classification\n")
    assert "4.00 ms" in result.output


def test_show_as_json(run: Callable[..., Result]) -> None:
    data = json.loads(run("show", "Net_x0_5", "--format", "json").output)

    assert data["record"]["input"]["mean"] == [0.485, 0, 0.406]
    assert data["record"]["reported"][0]["complexity"][0]["flops"] == "0.070 G"
    assert len(data["claims"]) == 10


def test_show_an_unknown_model(run: Callable[..., Result]) -> None:
    result = run("show", "Net_x0_6")

    assert result.exit_code == 2
    assert "unknown model 'Net_x0_6'; did you mean 'Net_x0_5'?" in result.stderr


def test_query(run: Callable[..., Result]) -> None:
    result = run("query", "--device", "SD855", "--threads", "4", "--max-latency", "0.01s", "--min-top1", "55%",
                 "--sort", "-latency")  # fmt: skip

    assert result.exit_code == 0
    assert result.output == (
        "device sd855, batch 1, threads 4, input_size 224, dataset imagenet-1k, source page\n"
        "model     latency   top1  top5    flops  params  storage\n"
        "Net_x1_0  8.10 ms  0.720          600 M   3.5 M\n"
        "Net_x0_5  2.00 ms  0.580  0.80  0.070 G  1.50 M   6.0 MB\n"
    )


def test_query_formats(run: Callable[..., Result]) -> None:
    data = json.loads(run("query", "--family", "Net", "--device", "t4", "--format", "json").output)
    rows = list(csv.DictReader(io.StringIO(run("query", "--device", "t4", "--format", "csv").output)))

    assert data["rows"][0]["conditions"]["engine"] == "tensorrt-8.5"
    assert data["rows"][0]["numbers"]["flops"] == {
        "value": 70_000_000, "printed": "0.070", "unit": "G", "source": "page", "table": "metrics"
    }  # fmt: skip
    assert data["mixed_conditions"] == ["engine"]
    assert [(row["model"], row["latency"], row["latency_printed"]) for row in rows] == [
        ("Net_x0_5", "0.5", "0.50"),
        ("Net_x1_0", "0.9", "0.90"),
    ]


def test_query_that_nothing_fits(run: Callable[..., Result]) -> None:
    result = run("query", "--device", "sd855", "--threads", "4", "--max-latency", "1")
    data = run("query", "--device", "sd855", "--threads", "4", "--max-latency", "1", "--format", "json")

    assert (result.exit_code, data.exit_code) == (1, 1)
    assert result.output == (
        "Nothing fits. 5 of 8 rows meet the conditions; of these --max-latency excludes 5.\n"
        "Nearest: Net_x0_25 (device sd855, batch 1, threads 4, input_size 224, dataset imagenet-1k; page)\n"
        "  latency: 1.5 ms, asked for at most 1 ms, 50.0% off\n"
    )
    assert json.loads(data.output)["nearest"]["model"] == "Net_x0_25"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["query", "--device", "sd85"], "unknown device 'sd85'; did you mean 'sd855'?"),
        (["query", "--max-latency", "10 kg"], "Invalid value for '--max-latency': expected a number, with or without"),
        (["query", "--min-top1", "75"], "Invalid value for '--min-top1': expected a fraction of 1 or a percentage"),
        (["query", "--sort", "speed"], "sort: unknown quantity 'speed'"),
        (["query", "--batch", "0"], "Invalid value for '--batch'"),
        (["query", "--format", "xml"], "Invalid value for '--format'"),
        (["schema", "modl"], "Invalid value for"),
        (["nothing"], "No such command 'nothing'"),
        (["--catalog", "/nowhere/at/all", "validate"], "Invalid value for '--catalog'"),
    ],
)
def test_wrong_use(run: Callable[..., Result], arguments: list[str], message: str) -> None:
    result = run(*arguments)

    assert result.exit_code == 2
    assert message in " ".join(result.stderr.split())


def test_a_catalog_in_the_environment_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZOOPROOF_CATALOG", "/nowhere/at/all")
    result = CliRunner().invoke(main, ["export"])

    assert result.exit_code == 2
    assert "there is no catalog in '/nowhere/at/all'" in result.stderr


def test_the_option_works_before_and_after_the_command(small_zoo: Path) -> None:
    before = CliRunner().invoke(main, ["--catalog", str(small_zoo), "export"])
    after = CliRunner().invoke(main, ["export", "--catalog", str(small_zoo)])

    assert before.output == after.output
    assert len(before.output.splitlines()) == 25


def test_schema(run: Callable[..., Result], tmp_path: Path) -> None:
    assert json.loads(run("schema").output)["title"] == "Zooproof record"
    assert json.loads(run("schema", "devices").output)["title"] == "Zooproof devices"
    assert run("schema", "--write", str(tmp_path / "made")).exit_code == 0
    assert (tmp_path / "made" / "family.schema.json").is_file()


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_script(run: Callable[..., Result], shell: str) -> None:
    assert f"_CATALOG_COMPLETE={shell}_complete" in run("completion", shell).output


def completions(root: Path, words: str) -> list[str]:
    environment: dict[str, Any] = {
        **os.environ, "_CATALOG_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(words.count(" ")),
        "ZOOPROOF_CATALOG": str(root),
    }  # fmt: skip
    done = subprocess.run([sys.executable, "-c", COMMAND], capture_output=True, text=True, check=True, env=environment)
    return [line.split(",")[1] for line in done.stdout.splitlines() if line]


def test_names_are_completed(small_zoo: Path) -> None:
    assert completions(small_zoo, "catalog query --device SD") == ["sd855"]
    assert completions(small_zoo, "catalog show net_x0") == ["Net_x0_25", "Net_x0_5"]
    assert completions(small_zoo.parent / "gone", "catalog show net_x0") == []


def as_process(*arguments: str, **options: Any) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", COMMAND, *arguments]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options)


def test_help_loads_nothing_heavy() -> None:
    program = "import sys; from catalog.cli import main; main(['--help'], standalone_mode=False); print(*sys.modules)"
    output = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout

    assert "Commands:" in output
    assert {"pydantic", "yaml", "rich", "onnx"}.isdisjoint(output.splitlines()[-1].split())


def test_a_pipe_gets_whole_lines_without_colour(small_zoo: Path) -> None:
    with as_process("--catalog", str(small_zoo), "show", "Net_x0_5", env={**os.environ, "COLUMNS": "20"}) as process:
        output, errors = process.communicate()

    assert (process.returncode, errors) == (0, "")
    assert "\x1b" not in output
    assert any("4.00 ms" in line and "threads 1" in line and "unchecked" in line for line in output.splitlines())


def test_a_reader_that_goes_away_makes_no_traceback(small_zoo: Path) -> None:
    with as_process("--catalog", str(small_zoo), "export") as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        errors = process.stderr.read()

    assert "Traceback" not in errors
    assert "Exception ignored" not in errors


def test_a_full_disk_makes_no_traceback(small_zoo: Path) -> None:
    command = [sys.executable, "-c", COMMAND, "--catalog", str(small_zoo), "show", "Net_x0_5"]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)

    assert (done.returncode, done.stderr) == (2, "can't be read or written: No space left on device\n")


def test_a_character_that_the_output_lacks_is_written_by_its_number(small_zoo: Path) -> None:
    (small_zoo / "→.yaml").touch()
    environment = {**os.environ, "PYTHONIOENCODING": "latin-1"}
    with as_process("validate", str(small_zoo), env=environment) as process:
        output, errors = process.communicate()

    assert (process.returncode, errors) == (1, "1 problem.\n")
    assert f"{small_zoo}/\\u2192.yaml: unknown file" in output
