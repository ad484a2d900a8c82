"""Any ONNX file is counted, at sizes that the file or the caller gives."""

from pathlib import Path

import onnx
import pytest
from onnx import parser

from verify.exceptions import VerifyError
from verify.onnx_file import count_file, parse_inputs


def saved(folder: Path, text: str) -> Path:
    path = folder / "net.onnx"
    onnx.save(parser.parse_model(f'<ir_version: 10, opset_import: ["" : 18]>\n{text}'), path)
    return path


CONV = "{ y = Conv (x, w) }"


def test_an_open_batch_is_one(tmp_path: Path) -> None:
    file = count_file(saved(tmp_path, f"g (float[N,3,8,8] x) => (y) <float[5,3,1,1] w = {{0}}> {CONV}"), {})
    assert (file.opset, file.inputs, file.counts.macs) == (18, {"x": (1, 3, 8, 8)}, 5 * 64 * 3)
    assert file.problems == ()


def test_the_caller_gives_sizes(tmp_path: Path) -> None:
    path = saved(tmp_path, f"g (float[N,3,H,W] x) => (y) <float[5,3,1,1] w = {{0}}> {CONV}")
    assert count_file(path, {"x": (2, 3, 4, 6)}).counts.macs == 2 * 5 * 24 * 3


def test_a_size_that_stays_open_names_the_input_and_the_option(tmp_path: Path) -> None:
    path = saved(tmp_path, f"g (float[N,3,H,W] x) => (y) <float[5,3,1,1] w = {{0}}> {CONV}")
    with pytest.raises(VerifyError, match=r"'x' has the shape \[1, 3, H, W\].*--input x:1x3x224x224"):
        count_file(path, {})


def test_a_symbol_that_one_input_binds_holds_for_the_others(tmp_path: Path) -> None:
    path = saved(tmp_path, "g (float[N,T] a, float[N,T] b) => (y) { y = Add (a, b) }")
    file = count_file(path, {"a": (3, 5)})
    assert file.inputs == {"a": (3, 5), "b": (3, 5)}
    assert file.counts.totals["elementwise_elements"] == 15


def test_sizes_of_zero_and_below_are_open(tmp_path: Path) -> None:
    path = saved(tmp_path, f"g (float[-1,3,-1,-1] x) => (y) <float[5,3,1,1] w = {{0}}> {CONV}")
    with pytest.raises(VerifyError, match=r"\[1, 3, \?, \?\]"):
        count_file(path, {})
    assert count_file(path, {"x": (1, 3, 4, 4)}).counts.macs == 5 * 16 * 3


def test_an_input_without_a_shape_takes_the_callers(tmp_path: Path) -> None:
    path = saved(tmp_path, "g (float x) => (y) { y = Relu (x) }")
    model = onnx.load(path)
    model.graph.input[0].type.tensor_type.ClearField("shape")
    onnx.save(model, path)
    with pytest.raises(VerifyError, match="'x' has no shape; give its sizes"):
        count_file(path, {})
    assert count_file(path, {"x": (2, 7)}).counts.totals["relu_elements"] == 14


def test_convention_totals_follow_the_counts(tmp_path: Path) -> None:
    file = count_file(saved(tmp_path, f"g (float[1,3,8,8] x) => (y) <float[5,3,1,1] w = {{0}}> {CONV}"), {})
    totals = {convention.id: total for convention, total in file.conventions()}
    assert (totals["macs"], totals["macs-twice"], totals["trainable"]) == (960, 1920, 15)


def test_inputs_of_the_command_line() -> None:
    assert parse_inputs(["a:1x3x8x8", "b:0:7"]) == {"a": (1, 3, 8, 8), "b:0": (7,)}


@pytest.mark.parametrize("texts", [["a"], ["a:"], ["a:1x"], ["a:-1"], [":1"], ["a:1", "a:2"], ["a:1x9999999999999"]])
def test_malformed_inputs_are_refused(texts: list[str]) -> None:
    with pytest.raises(VerifyError):
        parse_inputs(texts)
