"""Weights in files beside a graph are looked at, never read, and never outside the folder."""

from pathlib import Path

import onnx
import pytest
from onnx import TensorProto, helper

from verify.exceptions import VerifyError
from verify.external_data import check_external_data


def network(**entries: str) -> onnx.ModelProto:
    weight = TensorProto(name="w", data_type=TensorProto.FLOAT, dims=[4, 4], data_location=TensorProto.EXTERNAL)
    for key, value in entries.items():
        weight.external_data.add(key=key, value=value)
    graph = helper.make_graph([helper.make_node("MatMul", ["x", "w"], ["y"])], "g", [], [], [weight])
    return helper.make_model(graph)


def test_a_file_that_is_large_enough_is_no_problem(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data/w.bin").write_bytes(bytes(64 + 8))
    assert check_external_data(network(location="data/w.bin", offset="8", length="64"), tmp_path) == ()


def test_a_short_and_a_missing_file_are_named(tmp_path: Path) -> None:
    (tmp_path / "w.bin").write_bytes(bytes(63))
    (problem,) = check_external_data(network(location="w.bin"), tmp_path)
    assert "w.bin: has 63 bytes, its 1 weights need 64" in problem
    (problem,) = check_external_data(network(location="gone.bin"), tmp_path)
    assert "gone.bin: holds the data of 1 weights and is not here" in problem


def test_a_location_that_stands_for_no_file_is_passed_over(tmp_path: Path) -> None:
    assert check_external_data(network(location="weights"), tmp_path, skipped="weights") == ()


@pytest.mark.parametrize("location", ["/etc/passwd", "../w.bin", "a/../../w.bin", "", "w\0.bin", "link/w.bin"])
def test_a_file_outside_the_folder_is_refused(location: str, tmp_path: Path) -> None:
    folder = tmp_path / "model"
    folder.mkdir()
    (folder / "link").symlink_to(tmp_path)
    with pytest.raises(VerifyError, match="outside the model's folder"):
        check_external_data(network(location=location), folder)


@pytest.mark.parametrize("entries", [{"offset": "x"}, {"length": "-1"}, {"offset": "-8"}])
def test_sizes_that_are_none_are_refused(entries: dict[str, str], tmp_path: Path) -> None:
    with pytest.raises(VerifyError, match="weight 'w': offset and length"):
        check_external_data(network(location="w.bin", **entries), tmp_path)
