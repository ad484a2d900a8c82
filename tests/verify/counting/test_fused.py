"""ONNX Runtime's fused operators against the standard graphs that they stand for."""

import pytest
from onnx import defs, parser

from verify.counting import Counts, count
from verify.counting.fused import FUSED


def counted(text: str) -> Counts:
    return count(parser.parse_model('<ir_version: 10, opset_import: ["" : 23, "com.microsoft" : 1]>\n' + text))


PAIRS = {
    "FusedConv": (
        """
        g (float[1,3,4,4] x, float[1,5,4,4] r) => (y) <float[5,3,1,1] w = {0}, float[5] b = {0}>
        { y = com.microsoft.FusedConv <activation = "Relu"> (x, w, b, r) }
        """,
        """
        g (float[1,3,4,4] x, float[1,5,4,4] r) => (y) <float[5,3,1,1] w = {0}, float[5] b = {0}>
        { c = Conv (x, w, b)  a = Add (c, r)  y = Relu (a) }
        """,
    ),
    "FusedGemm": (
        """
        g (float[3,7] x) => (y) <float[7,5] w = {0}, float[5] b = {0}>
        { y = com.microsoft.FusedGemm <activation = "LeakyRelu"> (x, w, b) }
        """,
        "g (float[3,7] x) => (y) <float[7,5] w = {0}, float[5] b = {0}> { m = Gemm (x, w, b)  y = LeakyRelu (m) }",
    ),
    "FusedMatMul": (
        """
        g (float[2,7,3] x, float[2,5,7] z) => (y)
        { m = com.microsoft.FusedMatMul <alpha = 0.5, transA = 1, transB = 1> (x, z)  y = Relu (m) }
        """,
        "g (float[2,3,7] x, float[2,7,5] z) => (y) { m = MatMul (x, z)  y = Relu (m) }",
    ),
    "BiasGelu": (
        """
        g (float[3,7] x) => (y) <float[7,5] w = {0}, float[5] b = {0}>
        { m = MatMul (x, w)  y = com.microsoft.BiasGelu (m, b) }
        """,
        """
        g (float[3,7] x) => (y) <float[7,5] w = {0}, float[5] b = {0}>
        { m = MatMul (x, w)  a = Add (m, b)  y = Gelu (a) }
        """,
    ),
    "Gelu and QuickGelu": (
        "g (float[3,7] x) => (y) { a = com.microsoft.Gelu (x)  y = com.microsoft.QuickGelu <alpha = 1.702> (a) }",
        "g (float[3,7] x) => (y) { a = Gelu (x)  y = Gelu (a) }",
    ),
    "SkipLayerNormalization": (
        """
        g (float[2,5,8] x, float[2,5,8] r) => (y)
        <float[8] s = {0}, float[8] t = {0}, float[8] b = {0}, float[8,8] w = {0}>
        { m = MatMul (x, w)  y = com.microsoft.SkipLayerNormalization (m, r, s, t, b) }
        """,
        """
        g (float[2,5,8] x, float[2,5,8] r) => (y)
        <float[8] s = {0}, float[8] t = {0}, float[8] b = {0}, float[8,8] w = {0}>
        { m = MatMul (x, w)  c = Add (m, b)  a = Add (c, r)  y = LayerNormalization (a, s, t) }
        """,
    ),
    "SimplifiedLayerNormalization": (
        "g (float[2,8] x) => (y) <float[8] s = {0}> { n = SimplifiedLayerNormalization (x, s)  y = Relu (n) }",
        "g (float[2,8] x) => (y) <float[8] s = {0}> { n = RMSNormalization (x, s)  y = Relu (n) }",
    ),
    "MultiHeadAttention": (
        """
        g (float[2,4,24] q, float[2,5,24] k, float[2,5,18] v) => (y)
        { y = com.microsoft.MultiHeadAttention <num_heads = 3> (q, k, v) }
        """,
        """
        g (float[2,4,24] q, float[2,5,24] k, float[2,5,18] v) => (float[2,4,18] y)
        { y = Attention <q_num_heads = 3, kv_num_heads = 3> (q, k, v) }
        """,
    ),
    "GroupQueryAttention": (
        """
        g (float[2,5,16] q, float[2,5,8] k, float[2,5,8] v, int32[2] n, int32 t, float[2,2,0,4] past) => (y)
        { y = com.microsoft.GroupQueryAttention <num_heads = 4, kv_num_heads = 2> (q, k, v, past, past, n, t) }
        """,
        """
        g (float[2,5,16] q, float[2,5,8] k, float[2,5,8] v) => (float[2,5,16] y)
        { y = Attention <q_num_heads = 4, kv_num_heads = 2> (q, k, v) }
        """,
    ),
    "EmbedLayerNormalization": (
        """
        g (int32[2,5] i, int32[2,5] j) => (y)
        <float[30,8] w = {0}, float[9,8] p = {0}, float[2,8] t = {0}, float[8] s = {0}, float[8] b = {0}>
        { y, m = com.microsoft.EmbedLayerNormalization (i, j, w, p, t, s, b) }
        """,
        """
        g (int32[2,5] i, int32[2,5] j, int32[2,5] k) => (y)
        <float[30,8] w = {0}, float[9,8] p = {0}, float[2,8] t = {0}, float[8] s = {0}, float[8] b = {0}>
        {
            a = Gather (w, i)  c = Gather (p, k)  d = Gather (t, j)
            e = Add (a, c)  f = Add (e, d)  y = LayerNormalization (f, s, b)
        }
        """,
    ),
}


@pytest.mark.parametrize("name", PAIRS)
def test_a_fused_operator_counts_like_what_it_fuses(name: str) -> None:
    fused, plain = (counted(text) for text in PAIRS[name])
    assert fused.uncounted == plain.uncounted == {}
    # What is fused leaves no tensor between its parts.
    for tally, amount in plain.totals.items():
        assert tally == "all_output_elements" or fused.totals[tally] == amount, tally


def test_attention_holds_the_linear_layer_before_it() -> None:
    counts = counted(
        """
        g (float[2,5,8] x) => (y) <float[8,24] w = {0}, float[24] b = {0}>
        { a = com.microsoft.Attention <num_heads = 2> (x, w, b)  y = Relu (a) }
        """
    )
    assert counts.uncounted == {}
    assert counts.totals["linear_macs"] == 2 * 5 * 8 * 24
    assert counts.totals["linear_bias_adds"] == 2 * 5 * 24
    assert counts.totals["matmul_macs"] == 2 * 5 * 5 * (8 + 8)
    assert counts.totals["softmax_elements"] == 2 * 2 * 5 * 5
    assert counts.params == 8 * 24 + 24
    assert counts.totals["relu_elements"] == 2 * 5 * 8


def test_grouped_attention_takes_packed_queries_and_rotates_queries_and_keys() -> None:
    counts = counted(
        """
        g (float[2,5,32] x, int32[2] n, int32 t, float[9,2] c) => (y)
        { y = com.microsoft.GroupQueryAttention <num_heads = 4, kv_num_heads = 2, do_rotary = 1>
            (x, "", "", "", "", n, t, c, c) }
        """
    )
    assert counts.uncounted == {}
    assert counts.totals["matmul_macs"] == 2 * 5 * 5 * (16 + 16)
    assert counts.totals["elementwise_elements"] == 2 * 5 * (16 + 8)
    assert counts.nodes[0].output_shape == (2, 5, 16)


@pytest.mark.parametrize("setting", ["local_window_size = 3", "softcap = 2.0"])
def test_grouped_attention_of_a_window_or_with_capped_scores_is_not_counted(setting: str) -> None:
    counts = counted(
        f"""
        g (float[2,5,16] q, float[2,5,8] k, float[2,5,8] v, int32[2] n, int32 t) => (y)
        {{ y = com.microsoft.GroupQueryAttention <num_heads = 4, kv_num_heads = 2, {setting}>
            (q, k, v, "", "", n, t) }}
        """
    )
    assert counts.uncounted == {"com.microsoft::GroupQueryAttention": 1}


def test_an_unknown_activation_is_not_counted() -> None:
    counts = counted(
        """
        g (float[3,7] x) => (y) <float[7,5] w = {0}, float[5] b = {0}>
        { y = com.microsoft.FusedGemm <activation = "Strange"> (x, w, b) }
        """
    )
    assert counts.uncounted == {"com.microsoft::FusedGemm": 1}


@pytest.mark.parametrize("operator", FUSED)
def test_no_fused_operator_is_a_standard_one(operator: str) -> None:
    assert operator.startswith("com.microsoft::")
    assert not defs.has(operator.removeprefix("com.microsoft::"), domain="com.microsoft")
