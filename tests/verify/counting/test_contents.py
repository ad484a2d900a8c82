"""What is taken out of a graph's messages is what the graph says."""

import onnx
import pytest
from onnx import TensorProto, helper, parser

from verify.counting.contents import read_contents
from verify.counting.tensor_types import TensorType
from verify.exceptions import VerifyError
from verify.weightless import describe

MODEL = parser.parse_model(
    """
    <ir_version: 10, opset_import: ["" : 23, "com.microsoft" : 1]>
    g (float[1,4] x, bool c) => (float[1,4] y) <int64[1] axes = {0}>
    {
        a = MatMul (x, w)
        [named] b = com.microsoft.FusedMatMul <transA = 1, alpha = 0.5> (a, "", w)
        y = If (c) <
            then_branch = t () => (float[1,4] p) { p = Neg (a) },
            else_branch = e () => (float[1,4] q) { q = Abs (b) }
        >
    }
    """
)
MODEL.graph.initializer.append(describe("w", TensorProto.FLOAT, [4, 4]))


def test_nodes() -> None:
    product, fused, branch = read_contents(MODEL).nodes
    assert (product.name, product.op_type, product.operator) == ("#0", "MatMul", "MatMul")
    assert (product.inputs, product.outputs, product.captured) == (("x", "w"), ("a",), ())
    assert (fused.name, fused.op_type, fused.operator) == ("named", "FusedMatMul", "com.microsoft::FusedMatMul")
    assert fused.inputs == ("a", "", "w")
    assert fused.attributes == {"transA": 1, "alpha": 0.5}
    assert [body.name for body in branch.bodies] == ["t", "e"]
    assert branch.captured == ("a", "b")


def test_initializers() -> None:
    axes, weight = read_contents(MODEL).constants
    assert (weight.name, weight.type, weight.external) == ("w", TensorType((4, 4), TensorProto.FLOAT), True)
    assert (axes.name, axes.type, axes.external) == ("axes", TensorType((1,), TensorProto.INT64), False)


def test_an_attribute_of_no_known_type_is_refused_with_its_node() -> None:
    node = helper.make_node("Neg", ["x"], ["y"], name="odd")
    node.attribute.add(name="strange", ref_attr_name="outer")
    with pytest.raises(VerifyError, match=r"graph 'g': node odd \(Neg\): .*reference attribute"):
        read_contents(onnx.ModelProto(graph=helper.make_graph([node], "g", [], [])))


def test_a_graph_in_an_attribute_of_another_type_is_refused() -> None:
    node = helper.make_node("Neg", ["x"], ["y"], name="odd", axis=1)
    node.attribute[0].g.name = "hidden"
    with pytest.raises(VerifyError, match=r"graph 'g': node odd \(Neg\): 'axis' holds a graph"):
        read_contents(onnx.ModelProto(graph=helper.make_graph([node], "g", [], [])))


def test_nodes_of_equal_attributes_have_each_their_own_values() -> None:
    nodes = [helper.make_node("Flatten", ["x"], [name], axis=axis) for name, axis in (("a", 1), ("b", 2), ("c", 1))]
    read = read_contents(onnx.ModelProto(graph=helper.make_graph(nodes, "g", [], []))).nodes
    assert [(node.outputs, node.attributes["axis"]) for node in read] == [(("a",), 1), (("b",), 2), (("c",), 1)]
