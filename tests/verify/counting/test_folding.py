"""Shape arithmetic against ONNX's own reference implementation."""

import numpy as np
import onnx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from onnx import TensorProto, helper, numpy_helper
from onnx.reference import ReferenceEvaluator

from verify.counting.folding import MAX_VALUES, Value, constant_value, fold, written_value


def reference(node: onnx.NodeProto, inputs: dict[str, Value]) -> list[Value]:
    """What ONNX's reference implementation computes."""
    graph = helper.make_graph(
        [node],
        "g",
        [
            helper.make_tensor_value_info(name, helper.np_dtype_to_tensor_dtype(value.dtype), value.shape)
            for name, value in inputs.items()
        ],
        [helper.make_tensor_value_info(name, TensorProto.UNDEFINED, None) for name in node.output],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)])
    return list(ReferenceEvaluator(model).run(None, inputs))


SHAPE = np.array([2, 3, 8, 8])
ONE = np.array([1])
CASES = [
    ("Add", {}, [SHAPE, ONE]),
    ("Sub", {}, [SHAPE, ONE]),
    ("Mul", {}, [SHAPE, SHAPE]),
    ("Div", {}, [SHAPE, np.array([3])]),
    ("Div", {}, [np.array([-7, 7]), np.array([2, -2])]),
    ("Div", {}, [np.array([1.0]), np.array([4.0])]),
    ("Mod", {}, [SHAPE, np.array([3])]),
    ("Max", {}, [SHAPE, np.array([4]), ONE]),
    ("Min", {}, [SHAPE, np.array([4])]),
    ("Neg", {}, [SHAPE]),
    ("Floor", {}, [np.array([2.5])]),
    ("Ceil", {}, [np.array([2.5])]),
    ("Equal", {}, [SHAPE, np.array([8])]),
    ("Where", {}, [SHAPE == 8, SHAPE, ONE]),
    ("Cast", {"to": TensorProto.FLOAT}, [SHAPE]),
    ("Concat", {"axis": 0}, [SHAPE, ONE]),
    ("Gather", {}, [SHAPE, np.array(1)]),
    ("Gather", {"axis": 0}, [SHAPE, np.array([0, -1])]),
    ("Identity", {}, [SHAPE]),
    ("Reshape", {}, [SHAPE, np.array([2, 2])]),
    ("Expand", {}, [ONE, np.array([3, 1])]),
    ("Range", {}, [np.array(1), np.array(9), np.array(2)]),
    ("ReduceProd", {"keepdims": 0}, [SHAPE]),
    ("ReduceProd", {}, [SHAPE, np.array([0])]),
    ("Slice", {}, [SHAPE, np.array([1]), np.array([2**62])]),
    ("Slice", {}, [SHAPE, np.array([-1]), np.array([-(2**62)]), np.array([0]), np.array([-1])]),
    ("Squeeze", {}, [ONE]),
    ("Squeeze", {}, [ONE, np.array([0])]),
    ("Unsqueeze", {}, [ONE, np.array([0, 2])]),
    ("ConstantOfShape", {}, [np.array([3])]),
    ("ConstantOfShape", {"value": numpy_helper.from_array(np.array([7]))}, [np.array([3])]),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_fold_as_the_reference_does(case: tuple[str, dict[str, object], list[Value]]) -> None:
    operator, attributes, values = case
    names = [f"i{index}" for index in range(len(values))]
    node = helper.make_node(operator, names, ["y"], **attributes)
    folded = fold(node, values)
    assert folded is not None
    (expected,) = reference(node, dict(zip(names, values, strict=True)))
    assert folded[0].shape == expected.shape
    np.testing.assert_array_equal(folded[0], expected)


def test_slices_and_squeezes_of_old_opsets_take_attributes() -> None:
    cut = fold(helper.make_node("Slice", ["x"], ["y"], starts=[1], ends=[3], axes=[0]), [SHAPE])
    squeezed = fold(helper.make_node("Unsqueeze", ["x"], ["y"], axes=[0]), [SHAPE])
    assert cut is not None
    assert cut[0].tolist() == [3, 8]
    assert squeezed is not None
    assert squeezed[0].shape == (1, 4)


@given(st.lists(st.integers(1, 2**62), min_size=1, max_size=6), st.integers(1, 2**20))
def test_integer_division_truncates_exactly(sizes: list[int], divisor: int) -> None:
    folded = fold(helper.make_node("Div", ["a", "b"], ["y"]), [np.array(sizes), np.array([divisor])])
    assert folded is not None
    assert folded[0].tolist() == [size // divisor for size in sizes]


@pytest.mark.parametrize(
    ("node", "inputs"),
    [
        (helper.make_node("Conv", ["a", "b"], ["y"]), [SHAPE, SHAPE]),
        (helper.make_node("Add", ["a", "b"], ["y"], domain="elsewhere"), [SHAPE, SHAPE]),
        (helper.make_node("Div", ["a", "b"], ["y"]), [SHAPE, np.array([0])]),
        (helper.make_node("Reshape", ["a", "b"], ["y"]), [SHAPE, np.array([3])]),
        (helper.make_node("Range", ["a", "b", "c"], ["y"]), [np.array(0), np.array(2**40), np.array(1)]),
        (helper.make_node("ConstantOfShape", ["a"], ["y"]), [np.array([2**40, 2**40])]),
        (helper.make_node("Expand", ["a", "b"], ["y"]), [ONE, np.array([2**40])]),
        (helper.make_node("Slice", ["a"], ["y"]), [SHAPE]),
        (helper.make_node("Concat", ["a"], ["y"]), [SHAPE]),
    ],
    ids=lambda value: value.op_type if isinstance(value, onnx.NodeProto) else "",
)
def test_what_cannot_be_folded_is_unknown(node: onnx.NodeProto, inputs: list[Value]) -> None:
    assert fold(node, inputs) is None


def test_large_and_external_constants_are_not_read() -> None:
    large = numpy_helper.from_array(np.zeros(MAX_VALUES + 1))
    external = onnx.TensorProto(data_type=TensorProto.INT64, dims=[2], data_location=TensorProto.EXTERNAL)
    malformed = onnx.TensorProto(data_type=TensorProto.INT64, dims=[2], raw_data=b"123")
    assert [constant_value(tensor) for tensor in (large, external, malformed)] == [None, None, None]


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ({"value": numpy_helper.from_array(np.array([1, 2]))}, [1, 2]),
        ({"value_int": 3}, 3),
        ({"value_ints": [4, 5]}, [4, 5]),
        ({"value_float": 0.5}, 0.5),
        ({"value_floats": [0.5, 1.0]}, [0.5, 1.0]),
    ],
)
def test_values_of_constant_nodes(attributes: dict[str, object], expected: object) -> None:
    value = written_value(helper.make_node("Constant", [], ["y"], **attributes))
    assert value is not None
    assert value.tolist() == expected


def test_text_is_no_value() -> None:
    assert written_value(helper.make_node("Constant", [], ["y"], value_string="text")) is None
