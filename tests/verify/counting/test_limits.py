"""Graphs that would take ONNX's own tools forever are refused, quickly and by name."""

import onnx
import pytest
from onnx import TensorProto, helper, parser

from verify.counting import count
from verify.counting.limits import DEEPEST_BODIES, DEEPEST_FUNCTIONS, check_limits
from verify.exceptions import VerifyError
from verify.weightless import check_weightless

OPSETS = [helper.make_opsetid("", 18), helper.make_opsetid("local", 1)]


def nested(depth: int) -> onnx.ModelProto:
    """A ReLU in so many branches."""
    other = parser.parse_graph("e () => (float[4] y) { y = Identity (x) }")
    graph = parser.parse_graph("g () => (float[4] y) { y = Relu (x) }")
    for _ in range(depth):
        node = helper.make_node("If", ["c"], ["y"], then_branch=graph, else_branch=other)
        graph = helper.make_graph([node], "g", [], [helper.make_tensor_value_info("y", TensorProto.FLOAT, [4])])
    graph.input.append(helper.make_tensor_value_info("x", TensorProto.FLOAT, [4]))
    graph.input.append(helper.make_tensor_value_info("c", TensorProto.BOOL, []))
    return helper.make_model(graph, opset_imports=OPSETS[:1], ir_version=10)


def chained(levels: int, calls: int, last: str = "") -> onnx.ModelProto:
    """Functions f0, f1, … of which each calls the next one so often, the last one `last` or a ReLU."""
    functions = []
    for level in range(levels):
        callee = f"f{level + 1}" if level + 1 < levels else last
        nodes = [
            helper.make_node(callee or "Relu", [f"v{call}"], [f"v{call + 1}"], domain="local" if callee else "")
            for call in range(calls)
        ]
        functions.append(helper.make_function("local", f"f{level}", ["v0"], [f"v{calls}"], nodes, OPSETS))
    graph = helper.make_graph(
        [helper.make_node("f0", ["x"], ["y"], domain="local")],
        "g",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, [4])],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, [4])],
    )
    return helper.make_model(graph, functions=functions, opset_imports=OPSETS, ir_version=10)


def test_branches_in_branches_to_the_limit_are_counted() -> None:
    counts = count(nested(DEEPEST_BODIES))
    assert (counts.uncounted, counts.totals["relu_elements"]) == ({}, 4)


def test_functions_to_the_limit_are_counted() -> None:
    counts = count(chained(6, 3))
    assert (counts.uncounted, counts.totals["relu_elements"]) == ({}, 4 * 3**6)
    assert count(chained(DEEPEST_FUNCTIONS, 1)).totals["relu_elements"] == 4


@pytest.mark.parametrize(
    ("model", "words"),
    [
        (nested(DEEPEST_BODIES + 1), "branches and loops inside each other"),
        (chained(1, 1, "f0"), "the function 'f0' calls itself"),
        (chained(3, 2, "f1"), "the function 'f1' calls itself"),
        (chained(40, 2), "more than 100,000 nodes"),
        (chained(DEEPEST_FUNCTIONS + 1, 1), "functions call each other in a chain"),
    ],
)
def test_what_would_not_end_is_refused(model: onnx.ModelProto, words: str) -> None:
    for check in (check_limits, check_weightless, count):
        with pytest.raises(VerifyError, match=words):
            check(model)


def test_an_opset_that_no_release_will_reach_is_refused() -> None:
    model = chained(1, 1)
    model.opset_import[0].version = 2**62
    with pytest.raises(VerifyError, match="expected opsets"):
        count(model)


def test_a_name_that_is_no_text_is_refused() -> None:
    data = nested(0).SerializeToString().replace(b"Relu", b"Re\xffu")
    with pytest.raises(VerifyError, match=r"b'Re\\xffu' is not UTF-8 text"):
        count(onnx.ModelProto.FromString(data))
