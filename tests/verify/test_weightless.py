import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

from verify.exceptions import VerifyError
from verify.weightless import LARGEST_LITERAL, check_weightless, described_weights, strip_weights


def network(*, notes: bool = False) -> onnx.ModelProto:
    """Clip(Conv(images)) reshaped to [batch, 8 * 16], plus a large constant and a small one."""
    kernel = numpy_helper.from_array(np.full((8, 3, 3, 3), 0.1, np.float32), "kernel")
    bias = numpy_helper.from_array(np.zeros(8, np.float32), "bias")
    low = numpy_helper.from_array(np.float32(0), "low")
    high = numpy_helper.from_array(np.float32(6), "high")
    target = numpy_helper.from_array(np.array([-1, 128], np.int64), "target")
    table = numpy_helper.from_array(np.zeros(128, np.float32))
    factor = numpy_helper.from_array(np.array([0.8], np.float32))
    nodes = [
        helper.make_node("Conv", ["images", "kernel", "bias"], ["features"], pads=[1, 1, 1, 1]),
        helper.make_node("Clip", ["features", "low", "high"], ["clipped"]),
        helper.make_node("Reshape", ["clipped", "target"], ["flat"]),
        helper.make_node("Constant", [], ["table"], value=table),
        helper.make_node("Constant", [], ["factor"], value=factor),
        helper.make_node("Add", ["flat", "table"], ["sum"]),
        helper.make_node("Mul", ["sum", "factor"], ["scores"]),
    ]
    images = helper.make_tensor_value_info("images", TensorProto.FLOAT, ["batch", 3, 4, 4])
    scores = helper.make_tensor_value_info("scores", TensorProto.FLOAT, ["batch", 128])
    graph = helper.make_graph(nodes, "tiny", [images], [scores], [kernel, bias, low, high, target])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=8)
    if notes:
        model.doc_string = "made by hand"
        for node in model.graph.node:
            node.doc_string = "line 1 of /home/somebody/network.py"
            node.metadata_props.add(key="stack_trace", value="/home/somebody/network.py")
        model.graph.value_info.append(helper.make_tensor_value_info("features", TensorProto.FLOAT, ["batch", 8, 4, 4]))
    return model


def weight_shapes(model: onnx.ModelProto) -> dict[str, list[int]]:
    return {tensor.name: list(tensor.dims) for tensor in described_weights(model)}


def test_weights_keep_name_dtype_and_shape_and_lose_their_data() -> None:
    stripped = strip_weights(network())
    assert weight_shapes(stripped) == {"kernel": [8, 3, 3, 3], "bias": [8], "table": [128]}
    for tensor in described_weights(stripped):
        assert tensor.data_type == TensorProto.FLOAT
        assert not tensor.raw_data
        assert not tensor.float_data
        assert [(entry.key, entry.value) for entry in tensor.external_data] == [("location", "weights")]


def test_settings_and_shapes_stay_inline() -> None:
    stripped = strip_weights(network())
    inline = {item.name: numpy_helper.to_array(item) for item in stripped.graph.initializer if item.raw_data}
    assert inline.keys() == {"low", "high", "target"}
    assert inline["high"] == 6
    assert inline["target"].tolist() == [-1, 128]


def test_a_small_constant_is_a_literal_and_a_large_one_a_weight() -> None:
    assert 1 <= LARGEST_LITERAL < 128
    stripped = strip_weights(network())
    (literal,) = [node for node in stripped.graph.node if node.op_type == "Constant"]
    assert numpy_helper.to_array(literal.attribute[0].t).tolist() == pytest.approx([0.8])


def test_a_setting_of_rank_one_stays_inline() -> None:
    scales = numpy_helper.from_array(np.array([1, 1, 2, 2], np.float32), "scales")
    images = helper.make_tensor_value_info("images", TensorProto.FLOAT, [1, 3, 4, 4])
    large = helper.make_tensor_value_info("large", TensorProto.FLOAT, [1, 3, 8, 8])
    node = helper.make_node("Resize", ["images", "", "scales"], ["large"], mode="nearest")
    model = helper.make_model(helper.make_graph([node], "resize", [images], [large], [scales]))
    assert not described_weights(strip_weights(model))


def test_notes_and_paths_are_gone() -> None:
    data = strip_weights(network(notes=True)).SerializeToString(deterministic=True)
    assert b"somebody" not in data
    assert data == strip_weights(network()).SerializeToString(deterministic=True)


def test_stripping_leaves_its_argument_alone_and_twice_is_once() -> None:
    model = network()
    before = model.SerializeToString(deterministic=True)
    stripped = strip_weights(model)
    assert model.SerializeToString(deterministic=True) == before
    assert strip_weights(stripped) == stripped


def test_shapes_follow_without_weights() -> None:
    inferred = onnx.shape_inference.infer_shapes(strip_weights(network()), strict_mode=True, data_prop=True)
    shapes = {
        value.name: [dim.dim_value for dim in value.type.tensor_type.shape.dim] for value in inferred.graph.value_info
    }
    assert shapes["features"][1:] == [8, 4, 4]
    assert shapes["flat"][1:] == [128]


def test_a_stripped_graph_is_valid() -> None:
    check_weightless(strip_weights(network()))


def test_an_unknown_operator_is_refused() -> None:
    model = strip_weights(network())
    model.graph.node[0].op_type = "Convolve"
    with pytest.raises(VerifyError, match=r"'tiny' is not valid ONNX.*Convolve"):
        check_weightless(model)


def test_a_weight_of_the_wrong_shape_is_refused() -> None:
    model = strip_weights(network())
    model.graph.initializer[0].dims[:] = [8, 3, 3]
    with pytest.raises(VerifyError, match="'tiny' is not valid ONNX"):
        check_weightless(model)


def test_a_negative_dimension_is_refused() -> None:
    model = strip_weights(network())
    model.graph.initializer[0].dims[0] = -8
    with pytest.raises(VerifyError, match=r"weight 'kernel' has the shape \[-8, 3, 3, 3\]"):
        check_weightless(model)
