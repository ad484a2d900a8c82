"""`verify bench`: what it prints, judges and writes."""

import json
from pathlib import Path

import onnx
import pytest
from click.testing import CliRunner, Result

import catalog
from tests.verify.conftest import MACS, PARAMS, record
from verify.cli import verify
from verify.latency.judging import claims_for, judge_latency
from verify.latency.timing import Settings, Timing
from verify.quantization import quantize


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(verify, ["bench", *map(str, arguments), "--repeats", "3", "--warm-up", "1"])


@pytest.fixture
def zoo(tiny_zoo: Path) -> Path:
    """The tiny zoo, with a device that is this machine and latencies that no machine can have."""
    (tiny_zoo / "devices.yaml").write_text(
        "t4: {name: Tesla T4, kind: gpu, vendor: NVIDIA, about: {en: A GPU.}}\n"
        "here: {name: This machine, kind: cpu, vendor: Someone, about: {en: A CPU.}}\n"
    )
    (tiny_zoo / "engines.yaml").write_text(
        "tensorrt: {name: TensorRT, about: {en: An engine.}}\n"
        "onnxruntime: {name: ONNX Runtime, about: {en: An engine.}}\n"
    )
    sources = tiny_zoo / "sources.yaml"
    sources.write_text(
        sources.read_text()
        + "measured: {title: {en: Measured}, publisher: Us, url: 'https://example.org/measured', language: en}\n"
    )
    lines = record("Good", f"flops: {MACS}, params: {PARAMS}").rstrip("\n")
    lines = lines.replace(
        "latency: [{device: t4, batch: 1, ms: 0.10}]",
        "latency: [{device: t4, batch: 1, ms: 0.10}, {device: here, threads: 1, batch: 1, ms: 900000}, "
        "{device: here, threads: 4, batch: 1, ms: 900000}, "
        "{device: here, engine: tensorrt, threads: 1, batch: 1, ms: 900000}]",
    )
    (tiny_zoo / "models" / "Tiny" / "Good.yaml").write_text(lines + "\n")
    return tiny_zoo


def test_a_table_says_what_was_timed_where_and_how_noisy_it_was(zoo: Path) -> None:
    result = run("--model", "Good", "--catalog", zoo)
    assert result.exit_code == 0, result.output
    for part in ("Good: median ", "90 % of runs within", "noise: ", "batch 1, threads 1", "onnxruntime 1."):
        assert part in result.stdout


def test_only_latencies_of_this_device_and_these_conditions_are_judged(zoo: Path) -> None:
    result = run("--model", "Good", "--catalog", zoo, "--device", "here", "--format", "json")
    assert result.exit_code == 1, result.output
    data = json.loads(result.stdout)
    assert [entry["claim"] for entry in data["verdicts"]] == ["page/latency[device=here,batch=1,threads=1]"]
    assert data["verdicts"][0]["verdict"] == "contradicted"
    assert len(data["runs_ms"]) == 3
    assert data["conditions"]["input_size"] == 8
    other = run("--model", "Good", "--catalog", zoo, "--device", "here", "--threads", "2", "--format", "json")
    assert (other.exit_code, json.loads(other.stdout)["verdicts"]) == (0, [])


def test_images_that_no_memory_holds(zoo: Path) -> None:
    result = run("--model", "Good", "--catalog", zoo, "--batch", "10000000000000")
    assert result.exit_code == 2
    assert "images of the shape [10000000000000, 3, 8, 8] don't fit into memory" in result.stderr


def test_the_zoo_may_be_named_before_the_command(zoo: Path) -> None:
    arguments = ["--catalog", str(zoo), "bench", "--model", "Bad", "--repeats", "1", "--warm-up", "0"]
    result = CliRunner().invoke(verify, arguments)
    assert result.exit_code == 0, result.output
    assert "Bad: median" in result.stdout


def test_a_file_without_a_record(zoo: Path) -> None:
    result = run("--onnx", zoo / "graphs" / "Tiny" / "Good.onnx", "--format", "json")
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)["network"].endswith("Good.onnx")


def test_the_measurement_becomes_a_claim(zoo: Path) -> None:
    arguments = ("--model", "Good", "--catalog", zoo, "--device", "here", "--add", "measured", "--threads", "2")
    result = run(*arguments)
    assert result.exit_code == 0, result.output
    (claim,) = (it for it in catalog.load(zoo).claims("Good") if it.source == "measured")
    assert claim.key == "measured/latency[device=here,engine=onnxruntime,precision=fp32,batch=1,threads=2,input_size=8]"
    again = run(*arguments)
    assert again.exit_code == 2
    assert "is there already" in again.stderr


def test_a_model_is_timed_by_its_alias(zoo: Path) -> None:
    path = zoo / "models" / "Tiny" / "Good.yaml"
    path.write_text(path.read_text() + "aliases: [Better-Net]\n")
    result = run("--model", "better-net", "--catalog", zoo, "--device", "here", "--add", "measured", "--threads", "2")
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("Good: median ")
    assert [claim.source for claim in catalog.load(zoo).claims("Good")].count("measured") == 1


def test_the_number_format_is_that_of_the_graph(zoo: Path) -> None:
    path = zoo / "graphs" / "Tiny" / "Good.onnx"
    onnx.save_model(quantize(onnx.load_model(path, load_external_data=False), ["Conv"]), path)
    result = run("--model", "Good", "--catalog", zoo, "--device", "here", "--add", "measured", "--threads", "2")
    assert result.exit_code == 0, result.output
    assert "precision int8" in result.stdout
    (claim,) = (it for it in catalog.load(zoo).claims("Good") if it.source == "measured")
    assert claim.precision == "int8"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "either --model NAME or --onnx FILE"),
        (["--model", "Good", "--onnx", "x"], "either --model NAME or --onnx FILE"),
        (["--onnx", "x", "--device", "here"], "--device and --add go with --model"),
        (["--model", "Good", "--add", "measured"], "--add goes with --device"),
        (["--model", "Gooood"], "did you mean 'Good'?"),
        (["--model", "Good", "--device", "her"], "did you mean 'here'?; describe it in devices.yaml first"),
        (["--model", "Good", "--device", "here", "--add", "mesured"], "Its environment on this machine: {processor"),
        (["--onnx", "/nowhere.onnx"], "can't be read"),
    ],
)
def test_wrong_use(arguments: list[str], message: str, zoo: Path) -> None:
    more = ["--catalog", str(zoo)] if "--model" in arguments else []
    result = run(*arguments, *more)
    assert result.exit_code == 2
    assert message in result.stderr


def test_verdicts(zoo: Path) -> None:
    (claim,) = claims_for(catalog.load(zoo).claims("Good"), "t4", [], Settings(input_size=8))
    assert claim.printed == "0.10"
    # The printed digits stand for 0.095 to 0.105.
    assert judge_latency(claim, Timing((0.104, 0.11, 0.12))) == "confirmed"
    assert judge_latency(claim, Timing((0.106, 0.11, 0.12))) == "close"
    assert judge_latency(claim, Timing((0.15, 0.15, 0.15))) == "contradicted"
