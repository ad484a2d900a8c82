"""Quantised graphs hold INT8 weights, run, and count like the graphs that they come from."""

import numpy as np
import onnx
import pytest
from onnx import TensorProto

from tests.verify.drawing import network
from verify.counting import count
from verify.exceptions import VerifyError
from verify.quantization import quantize
from verify.session import open_session
from verify.weightless import check_weightless, described_weights
from verify.weights import random_weights

WEIGHTS = {"a": [8, 3, 3, 3], **{f"n{part}": [8] for part in range(4)}, "c": [4, 8, 1, 1], "b": [4]}


@pytest.fixture(scope="module")
def plain() -> onnx.ModelProto:
    body = "p = Conv<pads=[1, 1, 1, 1]>(x, a) q = BatchNormalization(p, n0, n1, n2, n3) r = Relu(q) y = Conv(r, c, b)"
    return network(body, WEIGHTS)


@pytest.fixture(scope="module")
def quantized(plain: onnx.ModelProto) -> onnx.ModelProto:
    return quantize(plain, ["Conv"])


def test_kernels_are_described_in_int8_and_the_rest_in_float(quantized: onnx.ModelProto) -> None:
    check_weightless(quantized)
    kinds = {tensor.name: tensor.data_type for tensor in described_weights(quantized)}
    assert kinds == {
        "a_quantized": TensorProto.INT8,
        "c_quantized": TensorProto.INT8,
        "b_quantized": TensorProto.INT32,
        **{f"n{part}": TensorProto.FLOAT for part in range(4)},
    }
    operators = [node.op_type for node in quantized.graph.node]
    assert (operators.count("QuantizeLinear"), operators.count("DequantizeLinear")) == (2, 5)


def test_it_counts_like_the_graph_it_comes_from(plain: onnx.ModelProto, quantized: onnx.ModelProto) -> None:
    before, after = count(plain), count(quantized)
    assert after.uncounted == {}
    assert (after.macs, after.params) == (before.macs, before.params) == (64 * (216 + 32), 216 + 16 + 32 + 4)
    assert before.totals["parameter_bytes"] == 4 * (216 + 32 + 32 + 4)
    assert after.totals["parameter_bytes"] == 216 + 32 + 4 * (32 + 4)


def test_it_runs_on_seeded_weights(quantized: onnx.ModelProto) -> None:
    weights = random_weights(quantized, 1)
    assert weights["a_quantized"].dtype == np.int8
    assert 20 < weights["a_quantized"].std() < 30
    images = np.random.default_rng(1).standard_normal((2, 3, 8, 8), dtype=np.float32)
    (output,) = open_session(quantized, weights).run(None, {"x": images})
    assert np.isfinite(output).all()
    assert output.std() > 0


def test_the_same_graph_gives_the_same_architecture(plain: onnx.ModelProto, quantized: onnx.ModelProto) -> None:
    again = quantize(plain, ["Conv"])
    assert [node.op_type for node in again.graph.node] == [node.op_type for node in quantized.graph.node]


def test_a_graph_that_takes_no_image_is_refused() -> None:
    model = network("y = Identity(x)", {}, "float[batch, 3, 8, 8] y")
    model.graph.input.add().CopyFrom(onnx.helper.make_tensor_value_info("second", TensorProto.FLOAT, [1]))
    with pytest.raises(VerifyError, match="graph 'net': expected one input of four axes, an image"):
        quantize(model, ["Conv"])
