"""The table of operators: what is in it, and what happens to what is not."""

import onnx
import pytest
from onnx import TensorProto, parser

from verify.counting import Counts, count
from verify.counting.operators import OPERATORS


def counted(text: str) -> Counts:
    return count(
        parser.parse_model('<ir_version: 10, opset_import: ["" : 23, "com.microsoft" : 1, "own" : 1]>\n' + text)
    )


def test_an_operator_without_a_handler_is_named_and_its_weights_are_parameters() -> None:
    counts = counted("g (float[2,2] x) => (float d) <float[2,2] w = {0}> { y = own.Strange (x, w)  d = Det (x) }")
    assert counts.uncounted == {"own::Strange": 1, "Det": 1}
    assert counts.params == 4


def test_an_operator_of_another_domain_is_named_with_it() -> None:
    counts = counted("g (float[4] x) => (float[4] y) { y = com.microsoft.Strange (x) }")
    assert counts.uncounted == {"com.microsoft::Strange": 1}


def test_sparse_weights_are_uncounted() -> None:
    model = parser.parse_model('<ir_version: 10, opset_import: ["" : 23]>\ng (float[1,4] x) => (y) { y = Relu (x) }')
    values = onnx.TensorProto(name="w", data_type=TensorProto.FLOAT, dims=[1], float_data=[1.0])
    indices = onnx.TensorProto(data_type=TensorProto.INT64, dims=[1], int64_data=[3])
    model.graph.sparse_initializer.append(onnx.SparseTensorProto(values=values, indices=indices, dims=[4]))
    assert count(model).uncounted == {"sparse_initializer": 1}


@pytest.mark.parametrize("operator", OPERATORS)
def test_every_operator_in_the_table_exists(operator: str) -> None:
    assert onnx.defs.has(operator)
