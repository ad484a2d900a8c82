"""The counter on whole graphs: sharing, constants, batches, real networks, and graphs that mean harm."""

from pathlib import Path

import onnx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from onnx import TensorProto, helper, parser

from verify.counting import count
from verify.exceptions import VerifyError

DATA = Path(__file__).parents[2] / "data" / "graphs"
HEAD = '<ir_version: 10, opset_import: ["" : 23]>\n'


def parse(text: str) -> onnx.ModelProto:
    return parser.parse_model(HEAD + text)


def weight(name: str, *dims: int) -> TensorProto:
    return TensorProto(name=name, data_type=TensorProto.FLOAT, dims=dims, data_location=TensorProto.EXTERNAL)


def network(nodes: list[onnx.NodeProto], weights: list[TensorProto], shape: list[int | str]) -> onnx.ModelProto:
    """A graph from `x` to `y` whose weights have no data."""
    graph = helper.make_graph(
        nodes,
        "network",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, shape)],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, None)],
        weights,
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=10)


def residual_network(shape: list[int | str]) -> onnx.ModelProto:
    """Two convolutions with batch norm and a skip, a global pooling, a linear layer."""
    norm = [weight(f"n{index}", 6) for index in range(4)]
    nodes = [
        helper.make_node("Conv", ["x", "w"], ["a"], name="stem"),
        helper.make_node("BatchNormalization", ["a", "n0", "n1", "n2", "n3"], ["b"]),
        helper.make_node("Relu", ["b"], ["c"]),
        helper.make_node("Conv", ["c", "v"], ["d"], pads=[1, 1, 1, 1], group=2),
        helper.make_node("Add", ["d", "c"], ["e"]),
        helper.make_node("GlobalAveragePool", ["e"], ["f"]),
        helper.make_node("Flatten", ["f"], ["g"]),
        helper.make_node("Gemm", ["g", "l", "m"], ["y"], transB=1),
    ]
    return network(
        nodes, [weight("w", 6, 3, 1, 1), weight("v", 6, 3, 3, 3), weight("l", 10, 6), weight("m", 10), *norm], shape
    )


def test_totals_of_a_network_without_weight_data() -> None:
    counts = count(residual_network(["batch", 3, 8, 8]))
    assert counts.uncounted == {}
    assert counts.macs == 6 * 64 * 3 + 6 * 64 * 3 * 9 + 6 * 10
    assert counts.params == 18 + 162 + 12 + 60 + 10
    assert counts.totals["batch_norm_statistics"] == 12
    assert counts.totals["parameter_bytes"] == 4 * (18 + 162 + 24 + 60 + 10)
    assert counts.totals["parameter_file_blocks"] == counts.totals["parameter_tensors"] == 8
    assert counts.totals["elementwise_elements"] == 6 * 64


def test_nodes_carry_names_operators_shapes_and_tallies() -> None:
    stem, norm, *_ = count(residual_network(["batch", 3, 8, 8])).nodes
    assert (stem.name, stem.op_type, stem.output_shape) == ("stem", "Conv", (1, 6, 8, 8))
    assert stem.tallies["conv_macs"] == 6 * 64 * 3
    assert (norm.name, norm.op_type) == ("#1", "BatchNormalization")


def test_by_operator_sums_to_the_totals() -> None:
    counts = count(residual_network(["batch", 3, 8, 8]))
    by_operator = counts.by_operator()
    assert list(by_operator) == ["Conv", "BatchNormalization", "Relu", "Add", "GlobalAveragePool", "Flatten", "Gemm"]
    assert by_operator["Conv"]["conv_macs"] == counts.totals["conv_macs"]
    assert by_operator["Flatten"] == {}


@settings(deadline=None)
@given(batch=st.integers(1, 5), height=st.integers(1, 20), width=st.integers(1, 20))
def test_operations_grow_with_the_batch_and_params_do_not(batch: int, height: int, width: int) -> None:
    model = residual_network(["batch", 3, "height", "width"])
    one, many = (count(model, {"x": (size, 3, height, width)}) for size in (1, batch))
    assert many.macs == batch * one.macs
    assert many.params == one.params
    assert one.macs == 6 * height * width * 3 * 10 + 60
    for tally in ("relu_elements", "batch_norm_elements", "global_average_pool_input_elements"):
        assert many.totals[tally] == batch * one.totals[tally]


def test_multiply_adds_by_plane() -> None:
    nodes = """
        c = Conv <strides = [2, 2], pads = [1, 1, 1, 1]> (x, w1)
        d = Conv (c, w2)
        p = GlobalAveragePool (d)
        e = Conv (p, w3)
        f = Flatten (e)
        y = Gemm (f, w4)"""
    sizes = {"w1": (6, 3, 3, 3), "w2": (6, 6, 1, 1), "w3": (8, 6, 1, 1), "w4": (8, 5)}
    model = parse(f"net (float[1, 3, 8, 8] x) => (float[1, 5] y) {{{nodes}}}")
    model.graph.initializer.extend(weight(name, *dims) for name, dims in sizes.items())
    counts = count(model)
    assert counts.macs_by_plane() == {"4x4": 16 * 6 * (27 + 6), "1x1": 8 * 6 + 8 * 5}
    assert sum(counts.macs_by_plane().values()) == counts.macs


def test_matrix_products_of_tokens_have_no_plane() -> None:
    model = parse("net (float[1, 7, 4] x) => (float[1, 7, 5] y) { y = MatMul (x, w) }")
    model.graph.initializer.append(weight("w", 4, 5))
    assert count(model).macs_by_plane() == {"1x1": 7 * 4 * 5}


def test_a_fixed_input_size_can_be_replaced() -> None:
    counts = count(residual_network([1, 3, 8, 8]), {"x": (1, 3, 4, 4)})
    assert counts.macs == 6 * 16 * 3 * 10 + 60


def test_a_shared_weight_is_counted_once() -> None:
    nodes = [helper.make_node("MatMul", ["x", "w"], ["a"]), helper.make_node("MatMul", ["a", "w"], ["y"])]
    counts = count(network(nodes, [weight("w", 4, 4)], [1, 4]))
    assert counts.params == 16
    assert counts.macs == 32


def test_weights_in_constant_nodes_are_parameters_and_single_numbers_are_not() -> None:
    counts = count(
        parse(
            """
            g (float[1,2] x) => (float[1,2] y) {
                w = Constant <value = float[2,2] {1, 2, 3, 4}> ()
                three = Constant <value = float {3}> ()
                m = MatMul (x, w)
                y = Mul (m, three)
            }
            """
        )
    )
    assert counts.params == 4


def test_a_learnable_number_is_a_parameter() -> None:
    nodes = [helper.make_node("Mul", ["x", "scale"], ["y"])]
    assert count(network(nodes, [weight("scale", 1)], [1, 4])).params == 1


def test_a_bias_of_zeros_that_the_exporter_made_up_is_none() -> None:
    counts = count(
        parse(
            """
            g (float[1,3,4,4] x) => (float[1,5,4,4] y) <float[5,3,1,1] w = {0}> {
                outputs = Shape <start = 0, end = 1> (w)
                zero = Constant <value = float {0}> ()
                like = CastLike (zero, x)
                b = Expand (like, outputs)
                y = Conv (x, w, b)
            }
            """
        )
    )
    assert counts.uncounted == {}
    assert counts.totals["conv_bias_adds"] == 0
    assert counts.params == 15


def test_what_only_weights_and_shapes_determine_costs_nothing() -> None:
    counts = count(
        parse(
            """
            g (float[N,4] x) => (y) <float[4,4] w = {0}, float[4,4] v = {0}, int64[1] rest = {-1}> {
                s = Add (w, v)
                t = Transpose (s)
                shape = Shape (x)
                zero = Constant <value_ints = [0]> ()
                n = Gather (shape, zero)
                target = Concat <axis = 0> (n, rest)
                m = MatMul (x, t)
                y = Reshape (m, target)
            }
            """
        )
    )
    assert counts.uncounted == {}
    assert [node.op_type for node in counts.nodes] == ["MatMul", "Reshape"]
    assert counts.totals["elementwise_elements"] == 0
    assert counts.totals["linear_weights"] == 32


def test_local_functions_are_expanded() -> None:
    model = parser.parse_model(
        """
        <ir_version: 10, opset_import: ["" : 18, "local" : 1]>
        g (float[1,4] x) => (float[1,4] y) <float[4,4] w = {0}> { y = local.dense (x, w) }
        <domain: "local", opset_import: ["" : 18]>
        dense (a, b) => (c) { m = MatMul (a, b)  c = Relu (m) }
        """
    )
    counts = count(model)
    assert counts.macs == 16
    assert counts.totals["relu_elements"] == 4


@pytest.mark.parametrize(
    ("name", "macs", "params"),
    [
        ("vit_small_patch16_224", 4_598_882_304, 22_050_664),
        ("convnext_tiny", 4_455_531_264, 28_589_128),
        # 220 892 of them are the masks of shifted windows, constants that a graph does not tell from parameters.
        ("swin_tiny_patch4_window7_224", 4_490_566_656, 28_288_354 + 220_892),
    ],
)
def test_transformers_count_like_the_library_that_defines_them(name: str, macs: int, params: int) -> None:
    counts = count(onnx.load(DATA / f"{name}.onnx", load_external_data=False))
    assert counts.uncounted == {}
    assert counts.macs == macs
    assert counts.params == params


def test_an_unknown_shape_makes_a_node_uncounted_not_free() -> None:
    counts = count(parse("g (float[1,3,H,W] x) => (y) <float[5,3,1,1] w = {0}> { a = Conv (x, w)  y = Relu (a) }"))
    assert counts.uncounted == {"Conv": 1, "Relu": 1}
    assert counts.params == 15
    assert counts.peak_memory_bytes is None


def test_channels_that_do_not_fit_the_weight_make_a_convolution_uncounted() -> None:
    counts = count(parse("g (float[1,4,2,2] x) => (y) <float[5,3,1,1] w = {0}> { y = Conv (x, w) }"))
    assert counts.uncounted == {"Conv": 1}


def test_an_attribute_of_another_type_makes_a_node_uncounted() -> None:
    counts = count(network([helper.make_node("Einsum", ["x", "x"], ["y"], equation=3)], [], [4, 4]))
    assert counts.uncounted == {"Einsum": 1}


def error(model: onnx.ModelProto, inputs: dict[str, tuple[int, ...]] | None = None) -> str:
    with pytest.raises(VerifyError) as caught:
        count(model, inputs)
    return str(caught.value)


def test_a_cycle_is_located() -> None:
    nodes = [helper.make_node("Relu", ["b"], ["a"], name="first"), helper.make_node("Relu", ["a"], ["b"])]
    message = error(network(nodes, [], [1, 4]))
    assert "node first (Relu) reads 'b'" in message
    assert "cycle" in message


def test_a_value_made_twice_is_located() -> None:
    nodes = [helper.make_node("Relu", ["x"], ["y"]), helper.make_node("Neg", ["x"], ["y"])]
    assert "'y'" in error(network(nodes, [], [1, 4]))


def test_absurd_and_negative_sizes_are_refused() -> None:
    assert "more than 2^40 elements" in error(network([helper.make_node("Relu", ["x"], ["y"])], [], [1, 2**62]))
    assert "negative" in error(network([helper.make_node("MatMul", ["x", "w"], ["y"])], [weight("w", -4, 4)], [1, 4]))


def test_a_product_of_shapes_that_do_not_fit_is_uncounted() -> None:
    counts = count(network([helper.make_node("MatMul", ["x", "w"], ["y"])], [weight("w", 5, 4)], [1, 4]))
    assert counts.uncounted == {"MatMul": 1}


def test_a_missing_attribute_makes_a_node_uncounted() -> None:
    counts = count(network([helper.make_node("MaxPool", ["x"], ["y"])], [], [1, 4, 4, 4]))
    assert counts.uncounted == {"MaxPool": 1}


def test_inference_is_believed_before_what_a_graph_declares() -> None:
    model = residual_network(["batch", 3, 8, 8])
    model.graph.value_info.append(helper.make_tensor_value_info("a", TensorProto.FLOAT, ["batch", 6, 1, 1]))
    assert count(model).nodes[0].output_shape == (1, 6, 8, 8)


def test_what_a_graph_declares_helps_after_an_unknown_operator() -> None:
    nodes = [
        helper.make_node("Strange", ["x"], ["a"], domain="elsewhere"),
        helper.make_node("Relu", ["a"], ["b"]),
        helper.make_node("Sigmoid", ["b"], ["y"]),
    ]
    model = network(nodes, [], ["batch", 4])
    model.opset_import.append(helper.make_opsetid("elsewhere", 1))
    model.graph.value_info.append(helper.make_tensor_value_info("a", TensorProto.FLOAT, ["batch", 7]))
    counts = count(model, {"x": (2, 4)})
    assert counts.uncounted == {"elsewhere::Strange": 1}
    assert (counts.totals["relu_elements"], counts.totals["sigmoid_elements"]) == (14, 14)


@pytest.mark.parametrize(
    ("inputs", "words"),
    [
        ({"z": (1, 4)}, "has no input 'z'; its inputs are: x"),
        ({"x": (4,)}, "has 2 dimensions"),
        ({"x": (0, 4)}, "sizes of at least 1"),
    ],
)
def test_inputs_that_do_not_fit_are_refused(inputs: dict[str, tuple[int, ...]], words: str) -> None:
    assert words in error(network([helper.make_node("Relu", ["x"], ["y"])], [], ["batch", 4]), inputs)


def test_a_very_deep_graph_is_counted() -> None:
    names = ["x", *(f"v{index}" for index in range(20_000)), "y"]
    nodes = [helper.make_node("Relu", [names[i]], [names[i + 1]]) for i in range(len(names) - 1)]
    assert count(network(nodes, [], [1, 4])).totals["relu_elements"] == 4 * len(nodes)


def test_a_tensor_that_fills_its_blocks_takes_one_more_for_its_header() -> None:
    full, room = weight("w", 1024, 1, 1, 1), weight("v", 1000, 1024, 1, 1)
    nodes = [helper.make_node("Conv", ["x", "w"], ["a"]), helper.make_node("Conv", ["a", "v"], ["y"])]
    counts = count(network(nodes, [full, room], ["batch", 1, 2, 2]))
    assert counts.totals["parameter_file_blocks"] == (1 + 1) + (1000 + 1)
