import numpy as np
import onnx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from onnx import TensorProto, helper

from verify.session import open_session
from verify.weightless import LOCATION
from verify.weights import BLOCK, random_weights


def described(name: str, dims: list[int], data_type: int = TensorProto.FLOAT) -> onnx.TensorProto:
    tensor = TensorProto(name=name, data_type=data_type, dims=dims, data_location=TensorProto.EXTERNAL)
    tensor.external_data.add(key="location", value=LOCATION)
    return tensor


def model_of(nodes: list[onnx.NodeProto], weights: list[onnx.TensorProto], image: list[int | str]) -> onnx.ModelProto:
    images = helper.make_tensor_value_info("images", TensorProto.FLOAT, image)
    output = helper.make_tensor_value_info(nodes[-1].output[0], TensorProto.FLOAT, None)
    graph = helper.make_graph(nodes, "net", [images], [output], weights)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=8)


def residual_network(blocks: int) -> onnx.ModelProto:
    """`blocks` times: x + BN(Conv(Relu(BN(Conv(x))))), 16 channels wide."""
    nodes, weights, value = [], [], "images"
    for block in range(blocks):
        branch = value
        for layer in ("a", "b"):
            name = f"{block}{layer}"
            weights.append(described(f"{name}.kernel", [16, 16, 3, 3]))
            norm = [f"{name}.{part}" for part in ("scale", "shift", "mean", "variance")]
            weights += [described(part, [16]) for part in norm]
            nodes.append(helper.make_node("Conv", [branch, f"{name}.kernel"], [f"{name}.conv"], pads=[1, 1, 1, 1]))
            nodes.append(helper.make_node("BatchNormalization", [f"{name}.conv", *norm], [f"{name}.norm"]))
            branch = f"{name}.norm"
            if layer == "a":
                nodes.append(helper.make_node("Relu", [branch], [f"{name}.relu"]))
                branch = f"{name}.relu"
        nodes.append(helper.make_node("Add", [value, branch], [f"{block}.sum"]))
        value = f"{block}.sum"
    return model_of(nodes, weights, ["batch", 16, 8, 8])


def test_the_seed_decides() -> None:
    model = residual_network(2)
    first, again, other = (random_weights(model, seed) for seed in (7, 7, 8))
    assert first.keys() == {tensor.name for tensor in model.graph.initializer}
    for name, values in first.items():
        assert np.array_equal(values, again[name])
        assert not np.array_equal(values, other[name])


def test_equal_shapes_get_different_values() -> None:
    weights = random_weights(residual_network(1), 0)
    assert not np.array_equal(weights["0a.kernel"], weights["0b.kernel"])


@pytest.mark.parametrize(
    ("operator", "dims", "settings", "fan_in"),
    [
        ("Conv", [64, 32, 3, 3], {}, 32 * 9),
        ("Conv", [64, 1, 5, 5], {"group": 64}, 25),
        ("ConvTranspose", [64, 32, 2, 2], {}, 64 * 4),
        ("ConvTranspose", [64, 32, 2, 2], {"group": 2}, 32 * 4),
        ("Gemm", [128, 256], {}, 128),
        ("Gemm", [128, 256], {"transB": 1}, 256),
        ("MatMul", [128, 256], {}, 128),
    ],
)
def test_kernels_are_scaled_by_their_fan_in(
    operator: str, dims: list[int], settings: dict[str, int], fan_in: int
) -> None:
    node = helper.make_node(operator, ["images", "kernel"], ["output"], **settings)
    values = random_weights(model_of([node], [described("kernel", dims)], ["batch", 1]), 0)["kernel"]
    assert values.std() == pytest.approx((2 / fan_in) ** 0.5, rel=0.1)
    assert abs(values.mean()) < 0.1 * values.std()


def test_normalization_stays_near_the_identity() -> None:
    weights = random_weights(residual_network(1), 0)
    assert np.all(weights["0a.variance"] > 0.5)
    assert np.all(np.abs(weights["0a.scale"] - 0.9) < 0.4)
    assert np.all(np.abs(weights["0a.shift"]) < 0.6)
    assert np.all(np.abs(weights["0a.mean"]) < 0.6)


def test_a_weight_larger_than_the_block_is_filled_and_its_rows_differ() -> None:
    node = helper.make_node("MatMul", ["images", "kernel"], ["output"])
    values = random_weights(model_of([node], [described("kernel", [2048, 1024])], ["batch", 2048]), 0)["kernel"]
    assert values.size > BLOCK
    assert len({row.tobytes() for row in values}) == 2048


def test_the_dtype_is_the_described_one() -> None:
    node = helper.make_node("MatMul", ["images", "kernel"], ["output"])
    weight = described("kernel", [4, 4], TensorProto.FLOAT16)
    assert random_weights(model_of([node], [weight], ["batch", 4]), 0)["kernel"].dtype == np.float16


@given(dims=st.lists(st.integers(0, 6), min_size=1, max_size=5), seed=st.integers(0, 2**32))
def test_any_shape_is_filled(dims: list[int], seed: int) -> None:
    node = helper.make_node("Add", ["images", "bias"], ["output"])
    values = random_weights(model_of([node], [described("bias", dims)], ["batch"]), seed)["bias"]
    assert values.shape == tuple(dims)
    assert np.isfinite(values).all()


def test_a_network_of_fifty_blocks_stays_finite_and_tells_images_apart() -> None:
    model = residual_network(50)
    session = open_session(model, random_weights(model, 0))
    images = np.random.default_rng(0).standard_normal((2, 16, 8, 8), dtype=np.float32)
    (output,) = session.run(None, {"images": images})
    assert np.isfinite(output).all()
    assert np.abs(output[0] - output[1]).mean() > 0.01 * output.std() > 0
