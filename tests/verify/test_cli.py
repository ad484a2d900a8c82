"""The command `verify`: what it prints, and the codes it ends with."""

import csv
import fcntl
import io
import json
import os
import re
import struct
import subprocess
import sys
import termios
from contextlib import suppress
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.verify.conftest import CHANNELS, MACS, PARAMS, VOCABULARIES, record
from tests.verify.hostile import endless
from tests.written_files import write_files
from verify import cluster
from verify.cli import verify


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(verify, [str(argument) for argument in arguments], prog_name="verify")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--model", "Good"], 0),
        (["--model", "Bad"], 1),
        (["--model", "Good", "--model", "Bad"], 1),
        (["--family", "Tiny"], 1),
        (["--all"], 1),
        (["--model", "Gud"], 2),
        (["--family", "Tyny"], 2),
        (["--model", "Good", "--overwrite"], 2),
        (["--model", "Good", "--from", __file__], 2),
        (["--all", "--rebuild", "--from", __file__], 2),
        ([], 2),
        (["--model", "Good", "--format", "xml"], 2),
        (["--all", "--shard", "1/2"], 1),
        (["--all", "--shard", "2/2"], 0),
        (["--all", "--shard", "3/2"], 2),
        (["--model", "Good", "--jobs", "0"], 2),
        (["--model", "Good", "--time-limit", "0"], 2),
        (["--model", "Good", "--time-limit", "1e30"], 2),
        (["--model", "Good", "--time-limit", "nan"], 2),
        (["--model", "Good", "--memory-limit", "inf"], 2),
        (["--model", "Good", "--links", "--rebuild"], 2),
        (["--model", "Good", "--links", "--shard", "1/2"], 2),
        (["--model", "Good", "--rebuild", "--update"], 2),
        (["--model", "Good", "--rebuild", "--format", "json"], 2),
        (["--model", "Good", "bench"], 2),
        (["--model", "Good", "--no-cache", "--cluster", "tcp://nowhere.invalid:8786"], 2),
    ],
)
def test_exit_codes(arguments: list[str], code: int, tiny_zoo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "CONNECT_SECONDS", 1)
    options = ["--catalog", tiny_zoo] if arguments else []
    result = run(*arguments, *options)
    assert result.exit_code == code, result.output
    assert "Traceback" not in result.output


def test_the_table_names_the_convention_and_groups_what_is_unchecked(tiny_zoo: Path) -> None:
    output = run("--model", "Good", "--catalog", tiny_zoo).stdout
    assert f"{MACS:,} MACs at 8 px, {PARAMS:,} params, opset 17" in output
    for row in (r"flops .* confirmed +macs", r"top1 .* no weights here", r"latency .* device not here \(t4\)"):
        assert re.search(row, output), output


def test_a_finding_names_the_claim(tiny_zoo: Path) -> None:
    output = run("--model", "Bad", "--catalog", tiny_zoo).stdout
    assert f"page/params[] prints {2 * PARAMS}: contradicted, and no erratum explains it" in output


def test_json_lists_every_claim_and_the_exact_counts(tiny_zoo: Path) -> None:
    data = json.loads(run("--all", "--catalog", tiny_zoo, "--format", "json").stdout)
    assert not data["passed"]
    assert data["verdicts"] == {"unchecked": 4, "confirmed": 3, "contradicted": 1}
    by_name = {model["model"]: model for model in data["models"]}
    assert len(by_name["Good"]["claims"]) == 4
    assert by_name["Bad"]["claims"][1]["counted"] == PARAMS + 2 * CHANNELS
    assert by_name["Good"]["counts"][0]["tallies"]["linear_biases"] == 10


def test_csv_has_a_row_a_claim(tiny_zoo: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run("--all", "--catalog", tiny_zoo, "--format", "csv").stdout)))
    assert len(rows) == 8
    assert {row["verdict"] for row in rows} == {"confirmed", "contradicted", "unchecked"}


@pytest.mark.parametrize(
    ("form", "part"),
    [
        ("junit", '<failure type="contradicted"'),
        ("sarif", '"ruleId": "contradicted"'),
        ("github", "::error file="),
        ("markdown", "### Zooproof: 1 finding"),
    ],
)
def test_formats_for_ci(form: str, part: str, tiny_zoo: Path) -> None:
    result = run("--all", "--catalog", tiny_zoo, "--format", form)
    assert result.exit_code == 1
    assert part in result.stdout


def test_jobs_and_cache_do_not_change_the_report(tiny_zoo: Path) -> None:
    ways = (["--no-cache", "--jobs", "1"], ["--no-cache", "--jobs", "2"], [], [])
    outputs = {run("--all", "--catalog", tiny_zoo, "--format", "json", *way).stdout for way in ways}
    assert len(outputs) == 1


def test_a_model_that_is_begun_ahead_gets_the_same_report(tiny_zoo: Path) -> None:
    options = ("--catalog", tiny_zoo, "--format", "json")
    whole = json.loads(run("--all", *options, "--no-cache").stdout)["models"]
    for _ in range(2):
        (alone,) = json.loads(run("--model", "Good", *options).stdout)["models"]
        assert alone in whole


def test_a_verdict_is_the_same_whatever_else_is_asked_for(tiny_zoo: Path) -> None:
    other = {
        name: record(name, f"flops: {size}.000 K").replace("Tiny", "Other") for name, size in (("A", 41), ("B", 53))
    }
    family = VOCABULARIES["families/Tiny/family.yaml"].replace("Tiny", "Other")
    write_files(tiny_zoo, {f"models/Other/{name}.yaml": text for name, text in other.items()})
    write_files(tiny_zoo, {"families/Other/family.yaml": family})
    (tiny_zoo / "models/Tiny/Good.yaml").write_text(record("Good", f"flops: {MACS / 1000:.0f}.000 K, params: {PARAMS}"))
    for asked in (["--model", "Good"], ["--family", "Tiny"], ["--all"]):
        result = run(*asked, "--catalog", tiny_zoo, "--format", "csv")
        verdicts = {
            row["claim"]: row["verdict"] for row in csv.DictReader(io.StringIO(result.stdout)) if row["model"] == "Good"
        }
        assert verdicts["page/flops[]"] == "confirmed"


def test_a_graph_that_hangs_leaves_only_its_own_claims_unchecked(tiny_zoo: Path) -> None:
    (tiny_zoo / "models/Tiny/Slow.yaml").write_text(record("Slow", f"flops: {MACS}, params: {PARAMS}"))
    (tiny_zoo / "graphs/Tiny/Slow.onnx").write_bytes(endless().SerializeToString())
    result = run("--all", "--catalog", tiny_zoo, "--format", "json", "--time-limit", "5")
    models = {model["model"]: model for model in json.loads(result.stdout)["models"]}
    assert result.exit_code == 1
    assert models["Slow"]["problems"] == ["Tiny/Slow.onnx: the examination took longer than 5 s"]
    assert [claim["reason"] for claim in models["Slow"]["claims"][:2]] == ["graph-failed"] * 2
    assert models["Good"]["passed"]
    assert models["Good"]["claims"][0]["verdict"] == "confirmed"


def test_only_what_changed_in_git_is_checked(tiny_zoo: Path) -> None:
    outside = run("--changed-since", "HEAD", "--catalog", tiny_zoo)
    assert outside.exit_code == 2
    assert "is in no git repository" in outside.stderr
    for arguments in (["init", "--quiet"], ["add", "--all"], ["commit", "--quiet", "--message", "First"]):
        identity = ["-c", "user.name=Somebody", "-c", "user.email=somebody@example.org"]
        subprocess.run(["git", *identity, *arguments], cwd=tiny_zoo, check=True)
    unchanged = run("--changed-since", "HEAD", "--catalog", tiny_zoo)
    assert (unchanged.exit_code, unchanged.stdout) == (0, "0 models, 0 claims\n")
    path = tiny_zoo / "models/Tiny/Bad.yaml"
    path.write_text(path.read_text().replace("0.98", "0.97"))
    changed = run("--changed-since", "HEAD", "--catalog", tiny_zoo, "--format", "json")
    assert [model["model"] for model in json.loads(changed.stdout)["models"]] == ["Bad"]
    unknown = run("--changed-since", "v9", "--catalog", tiny_zoo)
    assert unknown.exit_code == 2
    assert "git knows no revision 'v9' here" in unknown.stderr


def test_update_writes_evidence_and_says_so(tiny_zoo: Path) -> None:
    first = run("--all", "--catalog", tiny_zoo, "--update")
    assert "evidence: 2 of 2 files written" in first.stderr
    assert "evidence: 0 of 2 files written" in run("--all", "--catalog", tiny_zoo, "--update").stderr
    assert "out of date" not in run("--model", "Good", "--catalog", tiny_zoo).stderr


def test_evidence_that_can_not_be_written_is_said(tiny_zoo: Path) -> None:
    evidence = tiny_zoo / "evidence/Tiny/Good.yaml"
    evidence.mkdir(parents=True)
    result = run("--model", "Good", "--catalog", tiny_zoo, "--update")
    assert result.exit_code == 2
    assert f"{evidence.parent}/.Good.yaml" in result.stderr
    assert "can't be read or written: Is a directory" in result.stderr


def test_a_closed_output_stops_no_check(tiny_zoo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    with pytest.raises(SystemExit) as end:
        verify(["--model", "Good", "--catalog", str(tiny_zoo)], prog_name="verify")
    assert end.value.code == 0


def in_terminal(columns: int, *arguments: str) -> str:
    """What the command writes to a terminal with so many columns."""
    ours, terminal = os.openpty()
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("4H", 20, columns, 0, 0))
    command = [sys.executable, "-c", "from verify.cli import main; main()", *arguments]
    environment = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "NO_COLOR")}
    shown = b""
    with subprocess.Popen(command, stdout=terminal, stderr=subprocess.DEVNULL, env=environment | {"TERM": "xterm"}):
        os.close(terminal)
        with os.fdopen(ours, "rb", buffering=0) as reader, suppress(OSError):  # how Linux tells the end of a terminal
            while piece := reader.read(1 << 16):
                shown += piece
    return shown.decode()


def test_no_value_is_cut_in_a_narrow_terminal(tiny_zoo: Path) -> None:
    shown = in_terminal(40, "--all", "--catalog", str(tiny_zoo))
    assert "\x1b[32mconfirmed\x1b[0m" in shown
    assert "\x1b[1;31mcontradicted\x1b[0m" in shown
    assert "no weights here" in re.sub(r"\x1b\[[0-9;]*m", "", shown)


@pytest.mark.parametrize("name", ["better-net", "BETTER-net", "good"])
def test_a_model_is_found_by_its_alias_in_any_case(name: str, tiny_zoo: Path) -> None:
    path = tiny_zoo / "models/Tiny/Good.yaml"
    path.write_text(path.read_text() + "aliases: [Better-Net]\n")
    result = run("--model", name, "--model", "Good", "--catalog", tiny_zoo, "--update", "--format", "json")
    assert result.exit_code == 0, result.output
    assert [model["model"] for model in json.loads(result.stdout)["models"]] == ["Good"]
    assert [file.name for file in (tiny_zoo / "evidence").rglob("*.yaml")] == ["Good.yaml"]


def test_an_unknown_model_gets_the_nearest_name(tiny_zoo: Path) -> None:
    result = run("--model", "Goood", "--catalog", tiny_zoo)
    assert result.exit_code == 2
    assert result.stderr.splitlines()[-1] == "Error: unknown model 'Goood'; did you mean 'Good'?"
    assert "expected one of: Tiny\n" in run("--family", "Vision", "--catalog", tiny_zoo).stderr


def test_a_broken_record_is_located(tiny_zoo: Path) -> None:
    path = tiny_zoo / "models/Tiny/Good.yaml"
    path.write_text(path.read_text().replace("top1: 0.98", "top1: 1.98"))
    result = run("--all", "--catalog", tiny_zoo)
    assert result.exit_code == 2
    assert "Good.yaml:9:" in result.stderr


def test_rebuilding_without_the_library_says_what_to_install(tiny_zoo: Path) -> None:
    path = tiny_zoo / "models/Tiny/Good.yaml"
    path.write_text(path.read_text() + "built_from: {library: timm, model: mobilenetv2_100}\n")
    result = run("--model", "Good", "--catalog", tiny_zoo, "--rebuild")
    assert result.exit_code == 2
    assert "zooproof[timm]" in result.stderr


def test_every_option_is_explained() -> None:
    assert [option.name for option in verify.params if not getattr(option, "help", None)] == []


def test_completion_offers_models_and_families(tiny_zoo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZOOPROOF_CATALOG", str(tiny_zoo))
    for words, offered in (("verify --model G", "Good"), ("verify --family T", "Tiny")):
        variables = {"_VERIFY_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": "2"}
        assert offered in CliRunner().invoke(verify, env=variables, prog_name="verify").output
