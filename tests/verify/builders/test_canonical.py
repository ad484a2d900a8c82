from collections import Counter

import numpy as np
import onnx
from onnx import parser
from onnx.reference import ReferenceEvaluator

from verify.builders.canonical import canonical

HEADER = '<ir_version: 8, opset_import: ["" : 18]>\n'
IMAGES = np.random.default_rng(0).standard_normal((2, 3, 4, 4), dtype=np.float32)


def parse(text: str) -> onnx.ModelProto:
    return parser.parse_model(HEADER + text)


def operators(model: onnx.ModelProto) -> Counter[str]:
    return Counter(node.op_type for node in model.graph.node)


def require_same_output(model: onnx.ModelProto, other: onnx.ModelProto) -> None:
    outputs = [ReferenceEvaluator(one).run(None, {"images": IMAGES}) for one in (model, other)]
    np.testing.assert_allclose(*outputs, rtol=1e-5)


def test_identities_go_and_the_output_keeps_its_name() -> None:
    model = parse("""
    net (float[n, 3, 4, 4] images) => (float[n, 3, 4, 4] scores) {
        a = Identity(images)
        b = Identity(a)
        c = Relu(b)
        d = Identity(c)
        e = Add(d, b)
        scores = Identity(e)
    }""")
    result = canonical(model)
    assert operators(result) == {"Relu": 1, "Add": 1}
    assert [value.name for value in result.graph.output] == ["scores"]
    require_same_output(model, result)


def test_an_identity_between_input_and_output_stays() -> None:
    model = parse("net (float[n, 3, 4, 4] images) => (float[n, 3, 4, 4] scores) { scores = Identity(images) }")
    result = canonical(model)
    assert operators(result) == {"Identity": 1}
    require_same_output(model, result)


def test_one_value_as_two_outputs_stays_two() -> None:
    model = parse("""
    net (float[n, 3, 4, 4] images) => (float[n, 3, 4, 4] one, float[n, 3, 4, 4] two) {
        value = Relu(images)
        one = Identity(value)
        two = Identity(value)
    }""")
    result = canonical(model)
    onnx.checker.check_model(result, full_check=True)
    assert [value.name for value in result.graph.output] == ["one", "two"]
    for one, two in zip(*(ReferenceEvaluator(m).run(None, {"images": IMAGES}) for m in (model, result)), strict=True):
        np.testing.assert_array_equal(one, two)


def test_a_shape_spelled_out_step_by_step_becomes_one_constant() -> None:
    model = parse("""
    net (float[n, 3, 4, 4] images) => (float[n, 48] scores) {
        all = Constant <value = int64[1] {-1}> ()
        three = Constant <value = int64[1] {3}> ()
        area = Constant <value = int64[1] {16}> ()
        length = Mul(three, area)
        target = Concat <axis = 0> (all, length)
        scores = Reshape(images, target)
    }""")
    result = canonical(model)
    assert operators(result) == {"Constant": 1, "Reshape": 1}
    require_same_output(model, result)


def test_a_split_of_constants_stays() -> None:
    model = parse("""
    net (float[n, 3, 4, 4] images) => (float[n, 48] scores) {
        all = Constant <value = int64[4] {-1, 48, 2, 2}> ()
        sizes = Constant <value = int64[2] {2, 2}> ()
        target, rest = Split(all, sizes)
        scores = Reshape(images, target)
    }""")
    result = canonical(model)
    assert operators(result) == {"Constant": 2, "Split": 1, "Reshape": 1}
    require_same_output(model, result)


def test_a_batch_size_that_becomes_a_scalar_and_a_vector_again_is_read_directly() -> None:
    model = parse("""
    net (float[n, 3, 4, 4] images) => (float[n, 48] scores) {
        batch = Shape <start = 0, end = 1> (images)
        number = Squeeze(batch)
        one = Constant <value = int64[1] {-1}> ()
        vector = Reshape(number, one)
        length = Constant <value = int64[1] {48}> ()
        target = Concat <axis = 0> (vector, length)
        scores = Reshape(images, target)
    }""")
    result = canonical(model)
    assert operators(result) == {"Shape": 1, "Constant": 1, "Concat": 1, "Reshape": 1}
    require_same_output(model, result)


def test_parameters_become_initializers_and_a_split_off_bias_returns_to_its_convolution() -> None:
    model = parse("""
    net (float[n, 3, 4, 4] images) => (float[n, 2, 4, 4] scores) {
        kernel = Constant <value = float[2, 3, 1, 1] {1, 2, 3, 4, 5, 6}> ()
        bias = Constant <value = float[2] {0.5, -0.5}> ()
        target = Constant <value = int64[4] {1, -1, 1, 1}> ()
        product = Conv(images, kernel)
        column = Reshape(bias, target)
        scores = Add(product, column)
    }""")
    result = canonical(model, weights={"kernel", "bias"})
    assert operators(result) == {"Conv": 1}
    assert {tensor.name: list(tensor.dims) for tensor in result.graph.initializer} == {
        "kernel": [2, 3, 1, 1],
        "bias": [2],
    }
    require_same_output(model, result)


def test_a_convolution_that_is_read_twice_keeps_its_addition_apart() -> None:
    model = parse("""
    net (float[n, 3, 4, 4] images) => (float[n, 2, 4, 4] scores) {
        kernel = Constant <value = float[2, 3, 1, 1] {1, 2, 3, 4, 5, 6}> ()
        bias = Constant <value = float[2] {0.5, -0.5}> ()
        target = Constant <value = int64[4] {1, -1, 1, 1}> ()
        product = Conv(images, kernel)
        column = Reshape(bias, target)
        sum = Add(product, column)
        scores = Mul(sum, product)
    }""")
    result = canonical(model, weights={"kernel", "bias"})
    assert operators(result)["Add"] == 1
    require_same_output(model, result)


def test_what_no_output_needs_goes() -> None:
    model = parse("""
    net (float[n, 3, 4, 4] images) => (float[n, 3, 4, 4] scores)
    <float[2] unused = {1, 2}> {
        scores = Relu(images)
        dead = Sigmoid(images)
        deader = Relu(dead)
    }""")
    result = canonical(model)
    assert operators(result) == {"Relu": 1}
    assert not result.graph.initializer


def test_the_open_dimension_is_named_batch() -> None:
    model = parse("net (float[n, 3, 4, 4] images) => (float[m, 3, 4, 4] scores) { scores = Relu(images) }")
    result = canonical(model)
    values = (*result.graph.input, *result.graph.output)
    assert [value.type.tensor_type.shape.dim[0].dim_param for value in values] == ["batch", "batch"]
    assert model.graph.input[0].type.tensor_type.shape.dim[0].dim_param == "n"
