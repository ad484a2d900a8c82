"""Peak memory of small graphs, worked out by hand."""

import pytest
from onnx import parser

from verify.counting import count

FLOAT = 4

GRAPHS = {
    "a chain holds one input and one output": (
        "g (float[100] x) => (float[100] y) { a = Relu (x)  b = Relu (a)  y = Relu (b) }",
        2 * 100 * FLOAT,
    ),
    "a skip connection keeps its value alive": (
        "g (float[100] x) => (float[100] y) { a = Relu (x)  b = Relu (a)  y = Add (b, x) }",
        3 * 100 * FLOAT,
    ),
    "a dead branch is freed at once": (
        "g (float[100] x) => (float[100] y) { d = Relu (x)  a = Neg (x)  y = Neg (a) }",
        2 * 100 * FLOAT,
    ),
    "a view shares the memory of what it views": (
        """
        g (float[10,10] x) => (float[100] y) <int64[1] s = {100}>
        { r = Reshape (x, s)  y = Relu (r) }
        """,
        2 * 100 * FLOAT,
    ),
    "a view keeps what it views alive": (
        """
        g (float[10,10] x) => (float[100] y) <int64[1] s = {100}>
        { r = Reshape (x, s)  a = Relu (x)  f = Reshape (a, s)  b = Relu (f)  y = Add (b, r) }
        """,
        3 * 100 * FLOAT,
    ),
    "an output stays to the end": (
        "g (float[100] x) => (float[100] a, float[100] y) { a = Relu (x)  b = Relu (a)  y = Relu (b) }",
        3 * 100 * FLOAT,
    ),
    "weights and constants are not counted": (
        "g (float[1,10] x) => (float[1,10] y) <float[10,10] w = {0}> { t = Transpose (w)  y = MatMul (x, t) }",
        2 * 10 * FLOAT,
    ),
    "the data type counts": (
        "g (float16[100] x) => (uint8[100] y) { y = Cast <to = 2> (x) }",
        100 * 2 + 100,
    ),
    "every output of a node counts": (
        "g (float[100] x) => (float[50] y) { a, b = Split <num_outputs = 2> (x)  y = Add (a, b) }",
        2 * 100 * FLOAT,
    ),
}


@pytest.mark.parametrize("name", GRAPHS)
def test_peak_memory(name: str) -> None:
    text, expected = GRAPHS[name]
    model = parser.parse_model('<ir_version: 10, opset_import: ["" : 23]>\n' + text)
    assert count(model).peak_memory_bytes == expected


def test_a_missing_shape_makes_the_peak_unknown() -> None:
    model = parser.parse_model('<ir_version: 10, opset_import: ["" : 23]>\ng (float[1,N] x) => (y) { y = Relu (x) }')
    assert count(model).peak_memory_bytes is None
