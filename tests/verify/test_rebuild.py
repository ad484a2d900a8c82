from pathlib import Path

import onnx
import pytest
from onnx import parser

from verify.exceptions import VerifyError
from verify.rebuild import compare, missing_library, rebuild, store
from verify.weightless import strip_weights


def graph(name: str = "net", *, width: int = 4, activation: str = "Relu", side: int = 8) -> onnx.ModelProto:
    model = parser.parse_model(f"""
    <ir_version: 8, opset_import: ["" : 18]>
    {name} (float[batch, 3, {side}, {side}] images) => (float[batch, {width}, {side}, {side}] scores)
    <float[{width}, 3, 1, 1] {name}_kernel = {{{", ".join(["1"] * width * 3)}}}>
    {{
        {name}_sum = Conv(images, {name}_kernel)
        scores = {activation}({name}_sum)
    }}""")
    return strip_weights(model)


def test_graphs_that_differ_in_names_only_are_the_same() -> None:
    assert compare(graph("stored"), graph("fresh")) == []


def test_another_operator_is_a_difference() -> None:
    assert compare(graph(), graph(activation="Sigmoid")) == [
        "operator Relu: 1 stored, 0 rebuilt",
        "operator Sigmoid: 0 stored, 1 rebuilt",
    ]


def test_another_width_is_a_difference() -> None:
    assert compare(graph(), graph(width=5)) == [
        "outputs: float [batch, 4, 8, 8] stored, float [batch, 5, 8, 8] rebuilt",
        "weight float [4, 3, 1, 1]: 1 stored, 0 rebuilt",
        "weight float [5, 3, 1, 1]: 0 stored, 1 rebuilt",
    ]


def test_another_input_size_is_a_difference() -> None:
    assert (
        compare(graph(), graph(side=16))[0] == "inputs: float [batch, 3, 8, 8] stored, float [batch, 3, 16, 16] rebuilt"
    )


def test_another_order_of_the_same_operators_is_a_difference() -> None:
    def chain(*activations: str) -> onnx.ModelProto:
        first, second = activations
        return parser.parse_model(f"""
        <ir_version: 8, opset_import: ["" : 18]>
        net (float[1, 3] x) => (float[1, 3] y) {{ {first}_of_x = {first}(x) y = {second}({first}_of_x) }}""")

    assert compare(chain("Relu", "Sigmoid"), chain("Relu", "Sigmoid")) == []
    assert compare(chain("Relu", "Sigmoid"), chain("Sigmoid", "Relu")) == [
        "the same operators and weights, connected in another way"
    ]


def test_a_graph_is_stored_whole_and_never_overwritten_unasked(tmp_path: Path) -> None:
    path = tmp_path / "family" / "net.onnx"
    store(graph(), path)
    assert onnx.load_model(path, load_external_data=False) == graph()
    with pytest.raises(VerifyError, match=r"net\.onnx: a graph is stored already"):
        store(graph(width=5), path)
    assert onnx.load_model(path, load_external_data=False) == graph()
    store(graph(width=5), path, overwrite=True)
    assert onnx.load_model(path, load_external_data=False) == graph(width=5)
    assert [file.name for file in path.parent.iterdir()] == ["net.onnx"]


def test_an_unknown_library_is_refused() -> None:
    with pytest.raises(VerifyError, match="no builder for library 'caffe'"):
        rebuild("net", "caffe", "net", 224)


def test_a_missing_library_is_answered_with_the_extra_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("verify.builders.find_spec", lambda name: None)
    assert missing_library("keras") == "keras networks need torch, onnxscript: install the extra zooproof[timm]"
    with pytest.raises(VerifyError, match=r"^Net: keras networks need torch"):
        rebuild("Net", "keras", "MobileNetV2", 224)
