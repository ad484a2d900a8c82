"""ONNX files are read without the data of their weights, whatever their size."""

from contextlib import suppress
from pathlib import Path

import numpy as np
import onnx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from onnx import TensorProto, helper, numpy_helper

from verify.exceptions import VerifyError
from verify.skimming import KEPT_BYTES, SIZE_LIMIT, SMALL_FILE, skim

WIDTH = 192
"""Rows and columns of a weight that makes its file larger than `SMALL_FILE`."""


def network(*, constant: bool = False) -> onnx.ModelProto:
    """x × w + b, the large weight in an initializer or in a Constant node."""
    large = numpy_helper.from_array(np.ones((WIDTH, WIDTH), np.float32), "w")
    small = numpy_helper.from_array(np.ones(WIDTH, np.float32), "b")
    nodes = [helper.make_node("MatMul", ["x", "w"], ["m"]), helper.make_node("Add", ["m", "b"], ["y"])]
    if constant:
        nodes.insert(0, helper.make_node("Constant", [], ["w"], value=large))
    inputs = [helper.make_tensor_value_info("x", TensorProto.FLOAT, [1, WIDTH])]
    outputs = [helper.make_tensor_value_info("y", TensorProto.FLOAT, [1, WIDTH])]
    graph = helper.make_graph(nodes, "g", inputs, outputs, [small] if constant else [large, small])
    return helper.make_model(graph)


def test_large_weights_lose_their_data_and_nothing_else(tmp_path: Path) -> None:
    model = network()
    onnx.save(model, tmp_path / "a.onnx")
    skimmed = skim(tmp_path / "a.onnx")
    large, small = skimmed.graph.initializer
    assert (large.name, list(large.dims), large.data_type) == ("w", [WIDTH, WIDTH], TensorProto.FLOAT)
    assert large.data_location == TensorProto.EXTERNAL
    assert not large.raw_data
    assert small == model.graph.initializer[1]
    del skimmed.graph.initializer[0], model.graph.initializer[0]
    assert skimmed == model


def test_a_small_file_is_read_as_it_is(tmp_path: Path) -> None:
    model = network()
    model.graph.initializer[0].CopyFrom(numpy_helper.from_array(np.ones((64, 64), np.float32), "w"))
    onnx.save(model, tmp_path / "a.onnx")
    assert (tmp_path / "a.onnx").stat().st_size < SMALL_FILE
    assert skim(tmp_path / "a.onnx") == model


def test_weights_in_constant_nodes_are_skimmed_too(tmp_path: Path) -> None:
    onnx.save(network(constant=True), tmp_path / "a.onnx")
    skimmed = skim(tmp_path / "a.onnx")
    assert skimmed.graph.node[0].attribute[0].t.data_location == TensorProto.EXTERNAL
    assert skimmed.ByteSize() < KEPT_BYTES


def test_a_file_of_gigabytes_is_not_read(tmp_path: Path) -> None:
    size = 6 << 30
    head = TensorProto(name="w", data_type=TensorProto.FLOAT, dims=[size // 4]).SerializeToString()
    tensor = head + b"\x4a" + number(size)
    nodes = helper.make_node("Relu", ["x"], ["y"]).SerializeToString()
    graph = b"\x0a" + number(len(nodes)) + nodes + b"\x2a" + number(len(tensor) + size) + tensor
    with (tmp_path / "huge.onnx").open("wb") as file:
        file.write(b"\x3a" + number(len(graph) + size) + graph)
        file.truncate(file.tell() + size)
    assert list(skim(tmp_path / "huge.onnx").graph.initializer[0].dims) == [size // 4]


def number(value: int) -> bytes:
    """A protobuf number."""
    return b"" if value < 0 else bytes([value]) if value < 128 else bytes([value & 127 | 128]) + number(value >> 7)


def test_a_graph_that_is_large_without_weights_is_refused(tmp_path: Path) -> None:
    model = network()
    model.graph.node[0].doc_string = " " * (SIZE_LIMIT + 1)
    (tmp_path / "a.onnx").write_bytes(model.SerializeToString())
    with pytest.raises(VerifyError, match="beside the weights"):
        skim(tmp_path / "a.onnx")


@pytest.mark.parametrize("content", [b"", b"not a graph", b"\x3a\xff\xff\xff\xff\x0f", b"\x3a" * 9000])
def test_what_is_no_graph_is_refused_by_name(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "bad.onnx").write_bytes(content)
    with pytest.raises(VerifyError, match=r"bad\.onnx: expected an ONNX graph"):
        skim(tmp_path / "bad.onnx")


def test_graphs_in_each_other_without_an_end_are_refused(tmp_path: Path) -> None:
    data = b"\x12" + number(SMALL_FILE) + b" " * SMALL_FILE
    for tag in (b"\x32", b"\x2a", b"\x0a") * 200:
        data = tag + number(len(data)) + data
    (tmp_path / "deep.onnx").write_bytes(b"\x3a" + number(len(data)) + data)
    with pytest.raises(VerifyError, match="expected an ONNX graph"):
        skim(tmp_path / "deep.onnx")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(VerifyError, match=r"gone\.onnx: can't be read"):
        skim(tmp_path / "gone.onnx")


@given(cut=st.integers(SMALL_FILE, SMALL_FILE + 17_000), flip=st.integers(0, SMALL_FILE))
def test_a_damaged_file_is_a_model_or_an_error(cut: int, flip: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    data = bytearray(network().SerializeToString())
    assert len(data) > SMALL_FILE
    data[flip] ^= 1 << flip % 8
    path = tmp_path_factory.mktemp("damaged") / "a.onnx"
    path.write_bytes(data[:cut])
    with suppress(VerifyError):
        assert skim(path).graph.node
