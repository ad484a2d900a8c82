"""`verify --onnx`: tables for people, JSON and CSV for machines, exit codes."""

import csv
import io
import json
import re
from pathlib import Path

import onnx
import pytest
from click.testing import CliRunner, Result
from onnx import parser

from tests.verify.conftest import MACS, PARAMS, tiny_network
from verify.cli import verify
from verify.counting import TALLIES
from verify.counting.counts import MAC_TALLIES
from verify.onnx_file import count_file
from verify.onnx_report import OTHER_TALLIES, as_csv


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(verify, [str(argument) for argument in arguments], prog_name="verify")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "tiny.onnx"
    onnx.save(tiny_network(), path)
    return path


def test_the_tables_hold_layers_operators_and_conventions(file: Path) -> None:
    result = run("--onnx", file)
    assert result.exit_code == 0, result.output
    for row in (r"#0 +Conv +1x16x8x8 +27,648 +432", r"Conv +1 +27,648", rf"total +6 +{MACS:,}", rf"macs +{MACS:,}"):
        assert re.search(row, result.stdout), result.stdout
    assert f"{MACS:,} MACs, {PARAMS:,} params" in result.stdout


def test_json_holds_every_layer_and_convention(file: Path) -> None:
    data = json.loads(run("--onnx", file, "--format", "json").stdout)
    assert (data["macs"], data["params"], data["uncounted"]) == (MACS, PARAMS, {})
    assert [layer["operator"] for layer in data["layers"]] == [node.op_type for node in tiny_network().graph.node]
    assert data["inputs"] == {"image": [1, 3, 8, 8]}
    assert {entry["convention"]: entry["total"] for entry in data["conventions"]}["macs-twice"] == 2 * MACS


def test_csv_has_a_row_a_layer(file: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run("--onnx", file, "--format", "csv").stdout)))
    assert len(rows) == 6
    assert sum(int(row[tally]) for row in rows for tally in MAC_TALLIES) == MACS


def test_no_layer_is_a_formula_in_csv(tmp_path: Path) -> None:
    model = tiny_network()
    model.graph.node[0].name = '=HYPERLINK("http://example.org")'
    onnx.save(model, tmp_path / "net.onnx")
    rows = list(csv.DictReader(io.StringIO(as_csv(count_file(tmp_path / "net.onnx", {})))))
    assert rows[0]["name"] == '\'=HYPERLINK("http://example.org")'


def test_sizes_are_taken_from_the_command_line(file: Path) -> None:
    data = json.loads(run("--onnx", file, "--input", "image:2x3x8x8", "--format", "json").stdout)
    assert data["macs"] == 2 * MACS


def test_what_is_not_counted_is_named_and_a_finding(tmp_path: Path) -> None:
    text = '<ir_version: 10, opset_import: ["" : 18, "own" : 1]>\ng (float[4] x) => (y) { y = own.Strange (x) }'
    onnx.save(parser.parse_model(text), tmp_path / "net.onnx")
    result = run("--onnx", tmp_path / "net.onnx")
    assert result.exit_code == 1
    assert "not counted: own::Strange (1 node)" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--input", "image"], "expected an input's name and sizes"),
        (["--input", "imago:1x3x8x8"], "has no input 'imago'; its inputs are: image"),
        (["--all"], "--onnx goes with --input, --format"),
        (["--update"], "--onnx goes with --input, --format"),
    ],
)
def test_wrong_use(arguments: list[str], words: str, file: Path) -> None:
    result = run("--onnx", file, *arguments)
    assert result.exit_code == 2
    assert words in result.stderr


def test_a_broken_file_and_an_input_without_a_file(tmp_path: Path) -> None:
    (tmp_path / "bad.onnx").write_bytes(b"no graph")
    assert "expected an ONNX graph" in run("--onnx", tmp_path / "bad.onnx").stderr
    assert run("--all", "--input", "x:1").exit_code == 2


def test_every_column_sums_known_tallies() -> None:
    assert set(OTHER_TALLIES) < set(TALLIES)
