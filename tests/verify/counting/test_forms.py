"""Quantised operators count like their float counterparts, also where no shape behind them is declared."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import pytest
from onnx import helper, numpy_helper, parser

from verify.counting import Counts, count
from verify.counting.forms import FORMS
from verify.counting.operators import OPERATORS
from verify.session import ERRORS_ONLY

Tally = Callable[..., dict[str, int]]

HEADER = '<ir_version: 10, opset_import: ["" : 21, "com.microsoft" : 1]>\n'


def counted(text: str) -> Counts:
    return count(parser.parse_model(HEADER + text))


# Each quantised graph ends in operators whose shapes nothing declares, and counts like the float graph beside it.
PAIRS = {
    "QGemm": (
        """
        g (uint8[3,7] x) => (y) <float s = {1}, uint8 z = {0}, uint8[5,7] w = {0}, int32[5] b = {0}>
        { y = com.microsoft.QGemm <transB = 1> (x, s, z, w, s, z, b, s, z) }
        """,
        "g (float[3,7] x) => (y) <float[5,7] w = {0}, float[5] b = {0}> { y = Gemm <transB = 1> (x, w, b) }",
    ),
    "MatMulIntegerToFloat with a bias": (
        """
        g (uint8[2,7] x) => (y) <float s = {1}, uint8 z = {0}, uint8[7,5] w = {0}, float[5] b = {0}>
        { m = com.microsoft.MatMulIntegerToFloat (x, w, s, s, z, z, b)  y = Relu (m) }
        """,
        """
        g (float[2,7] x) => (y) <float[7,5] w = {0}, float[5] b = {0}>
        { m = MatMul (x, w)  a = Add (m, b)  y = Relu (a) }
        """,
    ),
    "DynamicQuantizeMatMul": (
        """
        g (float[2,7] x) => (y) <float s = {1}, uint8 z = {0}, uint8[7,5] w = {0}>
        { m = com.microsoft.DynamicQuantizeMatMul (x, w, s, z)  y = Relu (m) }
        """,
        "g (float[2,7] x) => (y) <float[7,5] w = {0}> { m = MatMul (x, w)  y = Relu (m) }",
    ),
    "residual block": (
        """
        g (uint8[1,4,6,6] x) => (y) <float s = {1}, uint8 z = {0}, uint8[4,4,1,1] w = {0}, int32[4] b = {0}> {
            c = QLinearConv (x, s, z, w, s, z, s, z, b)
            a = com.microsoft.QLinearAdd (c, s, z, x, s, z, s, z)
            m = com.microsoft.QLinearMul (a, s, z, x, s, z, s, z)
            l = com.microsoft.QLinearLeakyRelu <alpha = 0.1> (m, s, z, s, z)
            g = com.microsoft.QLinearSigmoid (l, s, z, s, z)
            p = com.microsoft.QLinearAveragePool <kernel_shape = [2,2], strides = [2,2]> (g, s, z, s, z)
            q = com.microsoft.QLinearConcat <axis = 1> (s, z, p, s, z, p, s, z)
            y = com.microsoft.QLinearGlobalAveragePool (q, s, z, s, z)
        }
        """,
        """
        g (float[1,4,6,6] x) => (y) <float[4,4,1,1] w = {0}, float[4] b = {0}> {
            c = Conv (x, w, b)
            a = Add (c, x)
            m = Mul (a, x)
            l = LeakyRelu <alpha = 0.1> (m)
            g = Sigmoid (l)
            p = AveragePool <kernel_shape = [2,2], strides = [2,2]> (g)
            q = Concat <axis = 1> (p, p)
            y = GlobalAveragePool (q)
        }
        """,
    ),
    "reduction and softmax": (
        """
        g (uint8[2,4,6] x) => (y) <float s = {1}, uint8 z = {0}> {
            r = com.microsoft.QLinearReduceMean <axes = [1], keepdims = 0> (x, s, z, s, z)
            y = com.microsoft.QLinearSoftmax <axis = 1> (r, s, z, s, z)
        }
        """,
        "g (float[2,4,6] x) => (y) <int64[1] k = {1}> { r = ReduceMean <keepdims = 0> (x, k)  y = Softmax (r) }",
    ),
    "channels last": (
        """
        g (uint8[1,6,6,4] x) => (y) <float s = {1}, uint8 z = {0}, uint8[8,2,3,3] w = {0}, int32[8] b = {0}> {
            c = com.microsoft.QLinearConv <channels_last = 1, group = 2> (x, s, z, w, s, z, s, z, b)
            m = com.microsoft.NhwcMaxPool <kernel_shape = [2,1], strides = [2,1]> (c)
            p = com.microsoft.QLinearAveragePool <channels_last = 1, kernel_shape = [1,2]> (m, s, z, s, z)
            y = com.microsoft.QLinearGlobalAveragePool <channels_last = 1> (p, s, z, s, z)
        }
        """,
        """
        g (float[1,4,6,6] x) => (y) <float[8,2,3,3] w = {0}, float[8] b = {0}> {
            c = Conv <group = 2> (x, w, b)
            m = MaxPool <kernel_shape = [2,1], strides = [2,1]> (c)
            p = AveragePool <kernel_shape = [1,2]> (m)
            y = GlobalAveragePool (p)
        }
        """,
    ),
    "one output channel, so that the bias is one integer": (
        """
        g (uint8[1,3,4,4] x) => (y) <float s = {1}, uint8 z = {0}, uint8[1,3,1,1] w = {0}, int32[1] b = {0}>
        { y = QLinearConv (x, s, z, w, s, z, s, z, b) }
        """,
        "g (float[1,3,4,4] x) => (y) <float[1,3,1,1] w = {0}, float[1] b = {0}> { y = Conv (x, w, b) }",
    ),
}


@pytest.mark.parametrize("name", PAIRS)
def test_a_quantised_graph_counts_like_the_float_one(name: str) -> None:
    quantised, plain = (counted(text) for text in PAIRS[name])
    assert quantised.uncounted == plain.uncounted == {}
    bytes_differ = {"parameter_bytes", "parameter_file_blocks", "all_output_elements"}
    for tally, amount in plain.totals.items():
        assert tally in bytes_differ or quantised.totals[tally] == amount, tally


QDQ = """
g (float[1,3,4,4] x) => (y)
<float s = {1}, int8 z = {0}, float[5] t = {1}, int8[5] u = {0}, int32[5] v = {0},
 int8[5,3,1,1] w = {0}, int32[5] b = {0}>
{
    q = QuantizeLinear (x, s, z)
    a = DequantizeLinear (q, s, z)
    k = DequantizeLinear <axis = 0> (w, t, u)
    c = DequantizeLinear <axis = 0> (b, t, v)
    y = Conv (a, k, c)
}
"""


def test_weights_behind_quantisation_are_parameters_and_scales_are_not() -> None:
    counts = counted(QDQ)
    assert (counts.macs, counts.params) == (5 * 16 * 3, 15 + 5)
    assert counts.totals["parameter_bytes"] == 15 + 5 * 4
    assert counts.totals["elementwise_elements"] == 2 * 48


def test_a_quantised_tensor_that_is_added_is_a_parameter() -> None:
    counts = counted(
        """
        g (float[1,5] x) => (y) <float s = {1}, int8 z = {0}, int8[5] b = {0}>
        { a = DequantizeLinear (b, s, z)  n = Neg (x)  y = Add (n, a) }
        """
    )
    assert counts.totals["other_params"] == counts.params == 5


def test_float_weights_that_the_graph_quantises_are_parameters_and_scales_are_not() -> None:
    counts = counted(
        """
        g (float[2,7] x) => (y) <float[5] s = {1}, int8[5] z = {0}, float[7,5] w = {0}>
        { q = QuantizeLinear (w, s, z)  d = DequantizeLinear (q, s, z)  y = MatMul (x, d) }
        """
    )
    assert counts.totals["linear_weights"] == counts.params == 35


def test_the_table_names_the_operator_of_the_graph() -> None:
    counts = counted(PAIRS["residual block"][0])
    assert list(counts.by_operator())[:2] == ["QLinearConv", "com.microsoft::QLinearAdd"]


NETWORK = """
g (uint8[1,3,6,8] x) => (y)
<float s = {1}, uint8 z = {0}, uint8[5,3,3,3] w = {0}, int32[5] b = {0}, uint8[7,5,1,1] v = {0}>
{
    c = QLinearConv (x, s, z, w, s, z, s, z, b)
    m = MaxPool <kernel_shape = [2,2]> (c)
    y = QLinearConv (m, s, z, v, s, z, s, z)
}
"""


def test_what_onnx_runtime_lays_out_with_channels_last_counts_the_same(tmp_path: Path) -> None:
    options = onnxruntime.SessionOptions()
    options.optimized_model_filepath = str(tmp_path / "network.onnx")
    options.log_severity_level = ERRORS_ONLY
    network = parser.parse_model(HEADER + NETWORK)
    for tensor in network.graph.initializer:
        values = np.ones(tuple(tensor.dims), helper.tensor_dtype_to_np_dtype(tensor.data_type))
        tensor.CopyFrom(numpy_helper.from_array(values, tensor.name))
    onnxruntime.InferenceSession(network.SerializeToString(), options, providers=["CPUExecutionProvider"])
    plain, laid_out = count(network), count(onnx.load(tmp_path / "network.onnx"))
    assert "com.microsoft::NhwcMaxPool" in laid_out.by_operator()
    assert laid_out.totals == plain.totals
    assert laid_out.macs_by_plane() == plain.macs_by_plane() == {"4x6": 5 * 4 * 6 * 27, "3x5": 7 * 3 * 5 * 5}
    assert (plain.peak_memory_bytes, laid_out.peak_memory_bytes) == (3 * 48 + 5 * 24, 3 * 48 + 3 * 48)


@pytest.mark.parametrize("operator", FORMS)
def test_every_form_is_of_a_counted_operator(operator: str) -> None:
    assert FORMS[operator].operator in OPERATORS
