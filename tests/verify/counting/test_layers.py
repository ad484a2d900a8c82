"""Normalisation, activation, pooling and elementwise operators against closed forms, one tiny network each."""

from collections.abc import Callable

import pytest

Tally = Callable[..., dict[str, int]]

CASES = {
    "BatchNormalization": (
        """
        g (float[2,3,4,4] x) => (float[2,3,4,4] y)
        <float[3] scale = {0}, float[3] shift = {0}, float[3] mean = {0}, float[3] var = {0}>
        { y = BatchNormalization (x, scale, shift, mean, var) }
        """,
        {
            "batch_norm_elements": 96,
            "batch_norm_scale_shift": 6,
            "batch_norm_statistics": 6,
            "folded_batch_norm_params": 6,
        },
    ),
    "LayerNormalization": (
        """
        g (float[2,5,8] x) => (float[2,5,8] y)
        <float[8] scale = {0}, float[8] shift = {0}>
        { y = LayerNormalization (x, scale, shift) }
        """,
        {"other_norm_elements": 80, "other_norm_scale_shift": 16},
    ),
    "GroupNormalization": (
        """
        g (float[1,4,3,3] x) => (float[1,4,3,3] y)
        <float[4] scale = {0}, float[4] shift = {0}>
        { y = GroupNormalization <num_groups = 2> (x, scale, shift) }
        """,
        {"other_norm_elements": 36, "other_norm_scale_shift": 8},
    ),
    "InstanceNormalization": (
        """
        g (float[1,4,3,3] x) => (float[1,4,3,3] y)
        <float[4] scale = {0}, float[4] shift = {0}>
        { y = InstanceNormalization (x, scale, shift) }
        """,
        {"other_norm_elements": 36, "other_norm_scale_shift": 8},
    ),
    "RMSNormalization": (
        """
        g (float[2,8] x) => (float[2,8] y)
        <float[8] scale = {0}>
        { y = RMSNormalization (x, scale) }
        """,
        {"other_norm_elements": 16, "other_norm_scale_shift": 8},
    ),
    "PRelu": (
        """
        g (float[1,4,3,3] x) => (float[1,4,3,3] y)
        <float[4,1,1] slope = {0}>
        { y = PRelu (x, slope) }
        """,
        {"leaky_relu_elements": 36, "other_params": 4},
    ),
    "SiLU as a sigmoid and a product": (
        "g (float[1,4] x) => (float[1,4] y) { s = Sigmoid (x)  y = Mul (x, s) }",
        {"other_activation_elements": 4, "elementwise_elements": 4},
    ),
    "a gate that is no SiLU": (
        "g (float[1,4] x, float[1,4] z) => (float[1,4] y) { s = Sigmoid (x)  y = Mul (z, s) }",
        {"sigmoid_elements": 4, "elementwise_elements": 4},
    ),
    "MaxPool": (
        "g (float[1,4,6,6] x) => (float[1,4,2,2] y) { y = MaxPool <kernel_shape = [3,3], strides = [3,3]> (x) }",
        {"max_pool_output_elements": 16, "pool_input_elements": 144, "pool_kernel_operations": 144},
    ),
    "AveragePool": (
        "g (float[1,4,6,6] x) => (float[1,4,5,5] y) { y = AveragePool <kernel_shape = [2,2]> (x) }",
        {"average_pool_output_elements": 100, "pool_input_elements": 144, "pool_kernel_operations": 400},
    ),
    "AveragePool of the whole plane": (
        "g (float[1,4,6,6] x) => (float[1,4,1,1] y) { y = AveragePool <kernel_shape = [6,6]> (x) }",
        {
            "global_average_pool_input_elements": 144,
            "global_average_pool_output_elements": 4,
            "pool_input_elements": 144,
            "pool_kernel_operations": 144,
        },
    ),
    "GlobalAveragePool": (
        "g (float[1,4,6,6] x) => (float[1,4,1,1] y) { y = GlobalAveragePool (x) }",
        {
            "global_average_pool_input_elements": 144,
            "global_average_pool_output_elements": 4,
            "pool_input_elements": 144,
            "pool_kernel_operations": 144,
        },
    ),
    "ReduceMean over the plane": (
        """
        g (float[1,4,6,6] x) => (float[1,4] y)
        <int64[2] axes = {-1, 2}>
        { y = ReduceMean <keepdims = 0> (x, axes) }
        """,
        {
            "global_average_pool_input_elements": 144,
            "global_average_pool_output_elements": 4,
            "pool_input_elements": 144,
            "pool_kernel_operations": 144,
        },
    ),
    "ReduceMean over channels": (
        """
        g (float[1,4,6,6] x) => (float[1,1,6,6] y)
        { axes = Constant <value_ints = [1]> ()  y = ReduceMean (x, axes) }
        """,
        {"reduction_elements": 144},
    ),
    "ReduceMean over everything": (
        "g (float[2,3] x) => (float y) { y = ReduceMean <keepdims = 0> (x) }",
        {"reduction_elements": 6},
    ),
    "GlobalMaxPool": (
        "g (float[1,4,6,6] x) => (float[1,4,1,1] y) { y = GlobalMaxPool (x) }",
        {"max_pool_output_elements": 4, "pool_input_elements": 144, "pool_kernel_operations": 144},
    ),
    "Add of two activations": (
        "g (float[2,3] x, float[3] z) => (float[2,3] y) { y = Add (x, z) }",
        {"elementwise_elements": 6},
    ),
    "Add of an embedding": (
        """
        g (float[1,5,4] x) => (float[1,5,4] y)
        <float[1,5,4] positions = {0}>
        { y = Add (x, positions) }
        """,
        {"elementwise_elements": 20, "other_params": 20},
    ),
    "Sum of three": (
        "g (float[4] a, float[4] b, float[4] c) => (float[4] y) { y = Sum (a, b, c) }",
        {"elementwise_elements": 8},
    ),
    "Where": (
        "g (bool[4] c, float[4] a, float[4] b) => (float[4] y) { y = Where (c, a, b) }",
        {"elementwise_elements": 4},
    ),
    "Resize": (
        """
        g (float[1,2,3,3] x) => (float[1,2,6,6] y)
        <float[4] scales = {1, 1, 2, 2}>
        { y = Resize (x, , scales) }
        """,
        {"resize_elements": 72},
    ),
    "Gather from an embedding table": (
        """
        g (int64[1,5] tokens) => (float[1,5,4] y)
        <float[100,4] table = {0}>
        { y = Gather (table, tokens) }
        """,
        {"other_params": 400},
    ),
    "QuantizeLinear and back": (
        """
        g (float[4] x) => (float[4] y)
        <float s = {1}, uint8 z = {0}>
        { q = QuantizeLinear (x, s, z)  y = DequantizeLinear (q, s, z) }
        """,
        {"elementwise_elements": 8},
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_count_in_closed_form(name: str, tally: Tally) -> None:
    text, expected = CASES[name]
    assert tally(text) == expected


UNARY = {
    "Relu": "relu_elements",
    "Clip": "clip_elements",
    "LeakyRelu": "leaky_relu_elements",
    "Sigmoid": "sigmoid_elements",
    "Tanh": "sigmoid_elements",
    "HardSigmoid": "other_activation_elements",
    "HardSwish": "other_activation_elements",
    "Mish": "other_activation_elements",
    "Gelu": "other_activation_elements",
    "Erf": "other_activation_elements",
    "Elu": "other_activation_elements",
    "Selu": "other_activation_elements",
    "Celu": "other_activation_elements",
    "Softplus": "other_activation_elements",
    "Softmax": "softmax_elements",
    "LogSoftmax": "softmax_elements",
    "Sqrt": "elementwise_elements",
    "Exp": "elementwise_elements",
    "Neg": "elementwise_elements",
    "ReduceSum": "reduction_elements",
    "ReduceMax": "reduction_elements",
}


@pytest.mark.parametrize("operator", UNARY)
def test_one_operation_per_element(operator: str, tally: Tally) -> None:
    assert tally(f"g (float[2,3,5] x) => (y) {{ y = {operator} (x) }}") == {UNARY[operator]: 30}


@pytest.mark.parametrize("operator", ["Sub", "Mul", "Div", "Pow", "Max", "Min", "Greater", "Equal", "Less"])
def test_binary_operators_count_output_elements(operator: str, tally: Tally) -> None:
    assert tally(f"g (float[2,1,5] x, float[3,1] z) => (y) {{ y = {operator} (x, z) }}") == {"elementwise_elements": 30}


@pytest.mark.parametrize(
    "text",
    [
        "g (float[2,6] x) => (y) <int64[2] s = {3,4}> { y = Reshape (x, s) }",
        "g (float[2,6] x) => (y) { y = Transpose (x) }",
        "g (float[2,6] x) => (y) { y = Concat <axis = 0> (x, x) }",
        "g (float[2,6] x) => (y) { y = Identity (x) }",
        "g (float[2,6] x) => (a, b) { a, b = Split <axis = 0, num_outputs = 2> (x) }",
        "g (float[1,4,2,2] x) => (y) { y = DepthToSpace <blocksize = 2> (x) }",
        "g (float[2,6] x) => (y) { y = Cast <to = 10> (x) }",
        "g (float[2,6] x) => (y) { y = Shape (x) }",
    ],
)
def test_moving_data_is_free_and_not_uncounted(text: str, tally: Tally) -> None:
    assert tally(text) == {}


def test_folding_leaves_one_bias_per_channel(tally: Tally) -> None:
    totals = tally(
        """
        g (float[1,3,4,4] x) => (float[1,5,4,4] y)
        <float[5,3,1,1] w = {0}, float[5] scale = {0}, float[5] shift = {0}, float[5] mean = {0}, float[5] var = {0}>
        { c = Conv (x, w)  y = BatchNormalization (c, scale, shift, mean, var) }
        """
    )
    assert totals["folded_batch_norm_params"] == 5


def test_folding_into_a_layer_with_bias_leaves_nothing(tally: Tally) -> None:
    totals = tally(
        """
        g (float[1,3,4,4] x) => (float[1,5,4,4] y)
        <float[5,3,1,1] w = {0}, float[5] b = {0}, float[5] scale = {0}, float[5] shift = {0}, float[5] mean = {0},
         float[5] var = {0}>
        { c = Conv (x, w, b)  y = BatchNormalization (c, scale, shift, mean, var) }
        """
    )
    assert "folded_batch_norm_params" not in totals


def test_a_batch_norm_cannot_be_folded_into_a_layer_that_something_else_reads(tally: Tally) -> None:
    totals = tally(
        """
        g (float[1,3,4,4] x) => (float[1,5,4,4] y, float[1,5,4,4] c)
        <float[5,3,1,1] w = {0}, float[5] scale = {0}, float[5] shift = {0}, float[5] mean = {0}, float[5] var = {0}>
        { c = Conv (x, w)  y = BatchNormalization (c, scale, shift, mean, var) }
        """
    )
    assert totals["folded_batch_norm_params"] == 10


def test_an_add_of_another_shape_is_no_bias(tally: Tally) -> None:
    totals = tally(
        """
        g (float[1,3,4,4] x) => (float[1,5,4,4] y)
        <float[5,3,1,1] w = {0}, float[4,4] plane = {0}>
        { c = Conv (x, w)  y = Add (c, plane) }
        """
    )
    assert "conv_bias_adds" not in totals
    assert totals["elementwise_elements"] == 80
    assert totals["other_params"] == 16


def test_swish_of_opset_24(tally: Tally) -> None:
    assert tally("g (float[1,4] x) => (y) { y = Swish (x) }", opset=24) == {"other_activation_elements": 4}


def test_upsample_of_old_opsets(tally: Tally) -> None:
    totals = tally("g (float[1,2,3,3] x) => (y) <float[4] s = {1,1,2,2}> { y = Upsample (x, s) }", opset=9)
    assert totals == {"resize_elements": 72}
