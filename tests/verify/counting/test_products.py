"""Convolutions, matrix products, einsum and attention against closed forms, on one tiny network each."""

from collections.abc import Callable

import pytest

Tally = Callable[..., dict[str, int]]

CASES = {
    "Conv": (
        """
        g (float[1,8,10,10] x) => (float[1,6,4,4] y)
        <float[6,4,3,3] w = {0}, float[6] b = {0}>
        { y = Conv <group = 2, kernel_shape = [3,3], strides = [2,2]> (x, w, b) }
        """,
        {
            "conv_macs": 6 * 4 * 4 * 4 * 9,
            "grouped_twice_conv_macs": 6 * 4 * 4 * 2 * 9,
            "conv_bias_adds": 6 * 4 * 4,
            "conv_weights": 6 * 4 * 9,
            "grouped_twice_conv_weights": 6 * 2 * 9,
            "conv_biases": 6,
        },
    ),
    "depthwise Conv": (
        """
        g (float[2,8,5,5] x) => (float[2,8,5,5] y)
        <float[8,1,3,3] w = {0}>
        { y = Conv <group = 8, kernel_shape = [3,3], pads = [1,1,1,1]> (x, w) }
        """,
        {"conv_macs": 2 * 8 * 25 * 9, "conv_weights": 72},
    ),
    "one-dimensional Conv": (
        """
        g (float[1,3,12] x) => (float[1,5,10] y)
        <float[5,3,3] w = {0}>
        { y = Conv (x, w) }
        """,
        {
            "conv_macs": 5 * 10 * 9,
            "grouped_twice_conv_macs": 5 * 10 * 9,
            "conv_weights": 45,
            "grouped_twice_conv_weights": 45,
        },
    ),
    "Conv with its bias in an Add": (
        """
        g (float[1,3,4,4] x) => (float[1,5,4,4] y)
        <float[5,3,1,1] w = {0}, float[1,5,1,1] b = {0}>
        { c = Conv (x, w)  y = Add (c, b) }
        """,
        {
            "conv_macs": 5 * 16 * 3,
            "grouped_twice_conv_macs": 5 * 16 * 3,
            "conv_bias_adds": 5 * 16,
            "conv_weights": 15,
            "grouped_twice_conv_weights": 15,
            "conv_biases": 5,
        },
    ),
    "ConvInteger": (
        """
        g (uint8[1,3,4,4] x) => (int32[1,5,4,4] y)
        <uint8[5,3,1,1] w = {0}, uint8 z = {0}>
        { y = ConvInteger (x, w, z) }
        """,
        {
            "conv_macs": 5 * 16 * 3,
            "grouped_twice_conv_macs": 5 * 16 * 3,
            "conv_weights": 15,
            "grouped_twice_conv_weights": 15,
        },
    ),
    "QLinearConv": (
        """
        g (uint8[1,3,4,4] x) => (uint8[1,5,4,4] y)
        <float s = {1}, uint8 z = {0}, uint8[5,3,1,1] w = {0}, int32[5] b = {0}>
        { y = QLinearConv (x, s, z, w, s, z, s, z, b) }
        """,
        {
            "conv_macs": 5 * 16 * 3,
            "grouped_twice_conv_macs": 5 * 16 * 3,
            "conv_bias_adds": 5 * 16,
            "conv_weights": 15,
            "grouped_twice_conv_weights": 15,
            "conv_biases": 5,
        },
    ),
    "ConvTranspose": (
        """
        g (float[1,8,5,5] x) => (float[1,6,10,10] y)
        <float[8,3,2,2] w = {0}, float[6] b = {0}>
        { y = ConvTranspose <group = 2, kernel_shape = [2,2], strides = [2,2]> (x, w, b) }
        """,
        {
            "transposed_conv_macs": 8 * 25 * 3 * 4,
            "transposed_conv_dense_macs": 6 * 100 * 4 * 4,
            "conv_bias_adds": 6 * 100,
            "conv_weights": 8 * 3 * 4,
            "conv_biases": 6,
        },
    ),
    "DeformConv": (
        """
        g (float[1,4,6,6] x, float[1,18,4,4] offset) => (float[1,2,4,4] y)
        <float[2,4,3,3] w = {0}, float[2] b = {0}>
        { y = DeformConv <kernel_shape = [3,3]> (x, w, offset, b) }
        """,
        {
            "deformable_conv_macs": 2 * 16 * 4 * 9,
            "conv_bias_adds": 2 * 16,
            "conv_weights": 72,
            "conv_biases": 2,
        },
    ),
    "Gemm": (
        """
        g (float[3,7] x) => (float[3,5] y)
        <float[5,7] w = {0}, float[5] b = {0}>
        { y = Gemm <transB = 1> (x, w, b) }
        """,
        {"linear_macs": 105, "linear_layers": 1, "linear_bias_adds": 15, "linear_weights": 35, "linear_biases": 5},
    ),
    "Gemm of a transposed activation": (
        """
        g (float[7,3] x) => (float[3,5] y)
        <float[7,5] w = {0}>
        { y = Gemm <transA = 1> (x, w) }
        """,
        {"linear_macs": 105, "linear_layers": 1, "linear_weights": 35},
    ),
    "Gemm of two activations": (
        "g (float[3,7] x, float[7,5] z) => (float[3,5] y) { y = Gemm (x, z) }",
        {"matmul_macs": 105},
    ),
    "MatMul by a weight, bias added": (
        """
        g (float[2,4,7] x) => (float[2,4,5] y)
        <float[7,5] w = {0}, float[5] b = {0}>
        { m = MatMul (x, w)  y = Add (b, m) }
        """,
        {"linear_macs": 280, "linear_layers": 1, "linear_bias_adds": 40, "linear_weights": 35, "linear_biases": 5},
    ),
    "MatMul by a transposed weight": (
        """
        g (float[2,7] x) => (float[2,5] y)
        <float[5,7] w = {0}>
        { t = Transpose (w)  y = MatMul (x, t) }
        """,
        {"linear_macs": 70, "linear_layers": 1, "linear_weights": 35},
    ),
    "MatMul of two activations, broadcast": (
        "g (float[1,3,4,7] x, float[2,1,7,5] z) => (float[2,3,4,5] y) { y = MatMul (x, z) }",
        {"matmul_macs": 2 * 3 * 4 * 5 * 7},
    ),
    "MatMul of vectors": ("g (float[7] x, float[7] z) => (float y) { y = MatMul (x, z) }", {"matmul_macs": 7}),
    "MatMulInteger": (
        """
        g (uint8[2,7] x) => (int32[2,5] y)
        <uint8[7,5] w = {0}>
        { y = MatMulInteger (x, w) }
        """,
        {"linear_macs": 70, "linear_layers": 1, "linear_weights": 35},
    ),
    "QLinearMatMul": (
        """
        g (uint8[2,7] x) => (uint8[2,5] y)
        <float s = {1}, uint8 z = {0}, uint8[7,5] w = {0}>
        { y = QLinearMatMul (x, s, z, w, s, z, s, z) }
        """,
        {"linear_macs": 70, "linear_layers": 1, "linear_weights": 35},
    ),
    "Einsum of two activations": (
        """
        g (float[2,3,4] x, float[2,5,4] z) => (float[2,3,5] y)
        { y = Einsum <equation = "bij, bkj -> bik"> (x, z) }
        """,
        {"matmul_macs": 2 * 3 * 4 * 5},
    ),
    "Einsum with an ellipsis and a weight": (
        """
        g (float[2,3,4] x) => (float[2,3,5] y)
        <float[4,5] w = {0}>
        { y = Einsum <equation = "...j,jk->...k"> (x, w) }
        """,
        {"linear_macs": 2 * 3 * 4 * 5, "linear_layers": 1, "linear_weights": 20},
    ),
    "Einsum of one operand": (
        """g (float[3,4] x) => (float[3] y) { y = Einsum <equation = "ij->i"> (x) }""",
        {"reduction_elements": 12},
    ),
    "Attention, four-dimensional": (
        """
        g (float[2,3,4,8] q, float[2,3,5,8] k, float[2,3,5,6] v) => (float[2,3,4,6] y)
        { y = Attention (q, k, v) }
        """,
        {"matmul_macs": 2 * 3 * 4 * 5 * (8 + 6), "softmax_elements": 2 * 3 * 4 * 5},
    ),
    "Attention, three-dimensional": (
        """
        g (float[2,4,24] q, float[2,5,24] k, float[2,5,18] v) => (float[2,4,18] y)
        { y = Attention <q_num_heads = 3, kv_num_heads = 3> (q, k, v) }
        """,
        {"matmul_macs": 2 * 3 * 4 * 5 * (8 + 6), "softmax_elements": 2 * 3 * 4 * 5},
    ),
    "Conv by a quantised weight": (
        """
        g (float[1,3,4,4] x) => (float[1,5,4,4] y)
        <int8[5,3,1,1] q = {0}, float[5] s = {1}, int8[5] z = {0}>
        { w = DequantizeLinear <axis = 0> (q, s, z)  y = Conv (x, w) }
        """,
        {
            "conv_macs": 5 * 16 * 3,
            "grouped_twice_conv_macs": 5 * 16 * 3,
            "conv_weights": 15,
            "grouped_twice_conv_weights": 15,
        },
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_count_in_closed_form(name: str, tally: Tally) -> None:
    text, expected = CASES[name]
    assert tally(text) == expected
