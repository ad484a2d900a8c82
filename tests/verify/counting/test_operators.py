"""The table of operators: what is in it, and what happens to what is not."""

import onnx
import pytest
from onnx import TensorProto, helper, parser

from verify.counting import Counts, count
from verify.counting.operators import OPERATORS


def counted(text: str) -> Counts:
    return count(parser.parse_model('<ir_version: 10, opset_import: ["" : 23, "com.microsoft" : 1]>\n' + text))


def test_an_operator_without_a_handler_is_named() -> None:
    node = helper.make_node("LSTM", ["x", "w", "r"], ["y"], hidden_size=4)
    graph = helper.make_graph(
        [node],
        "g",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, [5, 1, 3])],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, [5, 1, 1, 4])],
        [
            onnx.TensorProto(name="w", data_type=1, dims=[1, 16, 3]),
            onnx.TensorProto(name="r", data_type=1, dims=[1, 16, 4]),
        ],
    )
    counts = count(helper.make_model(graph))
    assert counts.uncounted == {"LSTM": 1}
    assert counts.params == 16 * 3 + 16 * 4


def test_an_operator_of_another_domain_is_named_with_it() -> None:
    counts = counted("g (float[4] x) => (float[4] y) { y = com.microsoft.Strange (x) }")
    assert counts.uncounted == {"com.microsoft::Strange": 1}


def test_sparse_weights_are_uncounted() -> None:
    model = parser.parse_model('<ir_version: 10, opset_import: ["" : 23]>\ng (float[1,4] x) => (y) { y = Relu (x) }')
    values = onnx.TensorProto(name="w", data_type=TensorProto.FLOAT, dims=[1], float_data=[1.0])
    indices = onnx.TensorProto(data_type=TensorProto.INT64, dims=[1], int64_data=[3])
    model.graph.sparse_initializer.append(onnx.SparseTensorProto(values=values, indices=indices, dims=[4]))
    assert count(model).uncounted == {"sparse_initializer": 1}


def test_a_branch_is_uncounted_and_not_entered() -> None:
    counts = counted(
        """
        g (float[4] x, bool c) => (float[4] y) {
            y = If (c) <
                then_branch = t () => (float[4] a) { a = Relu (x) },
                else_branch = e () => (float[4] b) { b = Neg (x) }
            >
        }
        """
    )
    assert counts.uncounted == {"If": 1}


@pytest.mark.parametrize("operator", OPERATORS)
def test_every_operator_in_the_table_exists(operator: str) -> None:
    assert onnx.defs.has(operator)
