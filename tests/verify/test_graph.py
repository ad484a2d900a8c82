"""Graphs are read with limits, and described by what they take and give."""

from pathlib import Path

import onnx
import pytest
from onnx import parser

from verify.exceptions import VerifyError
from verify.graph import SIZE_LIMIT, graph_facts, image_shape, read_graph

TEXT = """
<ir_version: 8, opset_import: ["" : 17]>
tiny (float[batch, 3, 8, 8] x) => (float[batch, 3, 8, 8] y) { y = Relu(x) }
"""


@pytest.fixture
def model() -> onnx.ModelProto:
    return parser.parse_model(TEXT)


def test_facts_name_inputs_outputs_and_opset(model: onnx.ModelProto, tmp_path: Path) -> None:
    onnx.save(model, tmp_path / "tiny.onnx")
    read, sha256 = read_graph(tmp_path / "tiny.onnx")
    facts = graph_facts(read, "tiny.onnx", sha256)
    assert (facts.opset, facts.nodes, len(facts.sha256)) == (17, 1, 64)
    assert facts.inputs[0].shape == ("batch", 3, 8, 8)
    assert facts.outputs[0].name == "y"


@pytest.mark.parametrize("content", [b"", b"not a graph", b"\x0a\xff\xff\xff\xff\x0f"])
def test_what_is_no_graph_is_refused_by_name(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "bad.onnx"
    file.write_bytes(content)
    with pytest.raises(VerifyError, match=r"bad\.onnx: expected an ONNX graph"):
        read_graph(file)


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    file = tmp_path / "huge.onnx"
    with file.open("wb") as handle:
        handle.truncate(SIZE_LIMIT + 1)
    with pytest.raises(VerifyError, match="without weights, at most"):
        read_graph(file)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(VerifyError, match=r"gone\.onnx: can't be read"):
        read_graph(tmp_path / "gone.onnx")


def test_the_image_shape_follows_the_graph(model: onnx.ModelProto) -> None:
    facts = graph_facts(model, "tiny.onnx", "")
    assert image_shape(facts, 2, 8) == ("x", (2, 3, 8, 8))
    with pytest.raises(VerifyError, match="not for images of 9 pixels"):
        image_shape(facts, 1, 9)


def test_a_name_that_is_no_text_is_refused_at_reading(model: onnx.ModelProto, tmp_path: Path) -> None:
    model.graph.output[0].name = "name"
    (tmp_path / "bad.onnx").write_bytes(model.SerializeToString().replace(b"name", b"\xff\xff\xff\xff"))
    with pytest.raises(VerifyError, match="is not UTF-8 text"):
        read_graph(tmp_path / "bad.onnx")


def test_a_type_that_onnx_does_not_have_is_refused(model: onnx.ModelProto) -> None:
    model.graph.input[0].type.tensor_type.elem_type = 999
    with pytest.raises(VerifyError, match="tensor 'x' has the type 999"):
        graph_facts(model, "tiny.onnx", "")
