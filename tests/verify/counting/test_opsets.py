"""Every way in which an operator was written since opset 7 counts alike."""

import pytest
from onnx import TensorProto, helper, numpy_helper, parser

from verify.counting import Counts, count


def counted(text: str, opset: int) -> Counts:
    counts = count(parser.parse_model(f'<ir_version: 4, opset_import: ["" : {opset}]>\n{text}'))
    assert counts.uncounted == {}
    return counts


BODY = "g (float[1,4,4,4] x) => (y) <{weights}> {{ {nodes} }}"

RESIZE = {
    7: ("", 'y = Upsample <mode = "nearest", scales = [1.0, 1.0, 2.0, 2.0]> (x)'),
    9: ("float[4] s = {1, 1, 2, 2}", "y = Upsample (x, s)"),
    10: ("float[4] s = {1, 1, 2, 2}", "y = Resize (x, s)"),
    11: ("float[4] s = {1, 1, 2, 2}, float[0] r = {}", "y = Resize (x, r, s)"),
    13: ("float[4] s = {1, 1, 2, 2}", "y = Resize (x, , s)"),
    18: ("int64[4] s = {1, 4, 8, 8}", "y = Resize (x, , , s)"),
}


@pytest.mark.parametrize("opset", RESIZE)
def test_resizing(opset: int) -> None:
    weights, nodes = RESIZE[opset]
    counts = counted(BODY.format(weights=weights, nodes=nodes).replace("<>", ""), opset)
    assert counts.totals["resize_elements"] == 4 * 8 * 8
    assert counts.params == 0


CLIP = {
    7: ("", "y = Clip <min = 0.0, max = 6.0> (x)"),
    11: ("float l = {0}, float h = {6}", "y = Clip (x, l, h)"),
}


@pytest.mark.parametrize("opset", CLIP)
def test_clipping(opset: int) -> None:
    weights, nodes = CLIP[opset]
    counts = counted(BODY.format(weights=weights, nodes=nodes).replace("<>", ""), opset)
    assert counts.totals["clip_elements"] == 64
    assert counts.params == 0


@pytest.mark.parametrize("opset", [7, 9, 14, 15, 23])
def test_batch_normalisation_and_dropout(opset: int) -> None:
    dropout = "y = Dropout <ratio = 0.5> (n)" if opset < 12 else "y = Dropout (n)"
    weights = ", ".join(f"float[4] {name} = {{0}}" for name in "abcd")
    counts = counted(BODY.format(weights=weights, nodes=f"n = BatchNormalization (x, a, b, c, d) {dropout}"), opset)
    assert counts.totals["batch_norm_elements"] == 64
    assert (counts.params, counts.totals["batch_norm_statistics"]) == (8, 8)


@pytest.mark.parametrize("opset", [7, 11, 13, 18])
def test_axes_as_attribute_and_as_input(opset: int) -> None:
    by_input = opset >= 18
    mean = "m = ReduceMean (x, k)" if by_input else "m = ReduceMean <axes = [2, 3]> (x)"
    squeeze = "y = Squeeze (m, k)" if opset >= 13 else "y = Squeeze <axes = [2, 3]> (m)"
    weights = "int64[2] k = {2, 3}" if opset >= 13 else ""
    counts = counted(BODY.format(weights=weights, nodes=mean + squeeze).replace("<>", ""), opset)
    assert counts.totals["global_average_pool_input_elements"] == 64
    assert counts.nodes[-1].output_shape == (1, 4)


@pytest.mark.parametrize("opset", [7, 10, 11, 13])
def test_padding_and_slicing(opset: int) -> None:
    pad = "p = Pad <pads = [0,0,1,1,0,0,1,1]> (x)" if opset < 11 else "p = Pad (x, pads)"
    cut = "y = Slice <starts = [0], ends = [2], axes = [1]> (p)" if opset < 10 else "y = Slice (p, s, e, a)"
    weights = "int64[8] pads = {0,0,1,1,0,0,1,1}, int64[1] s = {0}, int64[1] e = {2}, int64[1] a = {1}"
    counts = counted(BODY.format(weights=weights, nodes=f"{pad} {cut}"), opset)
    assert counts.nodes[-1].output_shape == (1, 2, 6, 6)
    assert counts.params == 0


def test_broadcasting_along_an_axis_as_before_opset_7_is_a_bias() -> None:
    weight = numpy_helper.from_array(numpy_helper.np.zeros((5, 4, 1, 1), "float32"), "w")
    bias = numpy_helper.from_array(numpy_helper.np.zeros(5, "float32"), "b")
    nodes = [
        helper.make_node("Conv", ["x", "w"], ["c"]),
        helper.make_node("Add", ["c", "b"], ["y"], broadcast=1, axis=1),
    ]
    graph = helper.make_graph(
        nodes,
        "g",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, [1, 4, 4, 4])],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, None)],
        [weight, bias],
    )
    counts = count(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 6)], ir_version=3))
    assert counts.uncounted == {}
    assert counts.totals["conv_biases"] == 5
    assert counts.totals["conv_bias_adds"] == 5 * 16
