"""Branches and loops: what runs is counted as often as it runs, and what is there as often as it is there."""

import pytest
from onnx import parser

from verify.counting import Counts, count


def counted(text: str, opset: int = 18) -> Counts:
    return count(parser.parse_model(f'<ir_version: 10, opset_import: ["" : {opset}]>\n{text}'))


IF = """
g (float[1,4] x{condition}) => (float[1,4] y) <float[4,4] w = {{0}}> {{
    {made}
    y = If (c) <
        then_branch = t () => (float[1,4] a) <float[4,4] v = {{0}}> {{ m = MatMul (x, w)  a = MatMul (m, v) }},
        else_branch = e () => (float[1,4] b) <float[4] s = {{0}}> {{ b = Mul (x, s) }}
    >
}}
"""


def test_of_two_branches_the_larger_runs_and_both_have_parameters() -> None:
    counts = counted(IF.format(condition=", bool c", made=""))
    assert counts.uncounted == {}
    assert counts.macs == 2 * 16
    assert counts.params == 2 * 16 + 4
    assert counts.totals["elementwise_elements"] == 0
    assert counts.notes == ("node #0 (If): its then_branch is counted, the larger of two",)
    assert [node.name for node in counts.nodes] == ["#0/#0", "#0/#1", "#0/#0", "#0"]


def test_a_known_condition_selects_the_branch() -> None:
    counts = counted(IF.format(condition="", made="c = Constant <value = bool {0}> ()"))
    assert (counts.macs, counts.totals["elementwise_elements"], counts.notes) == (0, 4, ())


def test_a_weight_that_both_branches_read_is_counted_once() -> None:
    counts = counted(
        """
        g (float[1,4] x, bool c) => (float[1,4] y) <float[4,4] w = {0}> {
            y = If (c) <
                then_branch = t () => (float[1,4] a) { a = MatMul (x, w) },
                else_branch = e () => (float[1,4] b) { n = Neg (x)  b = MatMul (n, w) }
            >
        }
        """
    )
    assert (counts.params, counts.macs) == (16, 16)
    assert counts.totals["linear_weights"] == 16


LOOP = """
g (float[1,4] x{inputs}) => (y) <float[4,4] w = {{0}}> {{
    {made}
    y = Loop (n, c, x) <
        body = b (int64 i, bool go, float[1,4] h) => (bool on, {out}) <float[4] s = {{0}}> {{
            on = {on}
            m = MatMul (h, w)
            k = Mul (m, s)
            {tail}
        }}
    >
}}
"""


def loop(
    *,
    inputs: str = "",
    made: str = "n = Constant <value_int = 7> () c = Constant <value = bool {1}> ()",
    on: str = "Identity (go)",
    out: str = "float[1,4] k",
    tail: str = "",
) -> Counts:
    return counted(LOOP.format(inputs=inputs, made=made, on=on, out=out, tail=tail))


def test_a_loop_of_constant_length_runs_so_often_and_has_its_parameters_once() -> None:
    counts = loop()
    assert counts.uncounted == {}
    assert counts.macs == 7 * 16
    assert counts.totals["elementwise_elements"] == 7 * 4
    assert counts.params == 16 + 4


@pytest.mark.parametrize(
    "computed",
    [
        {"inputs": ", int64 n", "made": "c = Constant <value = bool {1}> ()"},
        {"inputs": ", bool c", "made": "n = Constant <value_int = 7> ()"},
        {"made": "n = Constant <value_int = 9223372036854775807> () c = Constant <value = bool {1}> ()"},
        {"on": "Not (go)"},
        {"out": "float[N,4] longer", "tail": "longer = Concat <axis = 0> (k, k)"},
    ],
    ids=["rounds", "condition", "no end", "stopped inside", "growing"],
)
def test_a_loop_of_unknown_length_is_named_and_has_its_parameters(computed: dict[str, str]) -> None:
    counts = loop(**computed)
    assert counts.uncounted["Loop"] == 1
    assert counts.macs == 0
    assert counts.params == 16 + 4


def test_a_scan_runs_along_its_sequence() -> None:
    counts = counted(
        """
        g (float[1,4] h, float[1,6,4] x) => (last, all) <float[4,4] w = {0}> {
            last, all = Scan <
                num_scan_inputs = 1, scan_input_axes = [1],
                body = b (float[1,4] s, float[1,4] t) => (float[1,4] u, float[1,4] v)
                { m = MatMul (t, w)  u = Add (s, m)  v = Relu (u) }
            > (h, x)
        }
        """
    )
    assert counts.uncounted == {}
    assert counts.macs == 6 * 16
    assert counts.totals["relu_elements"] == 6 * 4
    assert counts.params == 16


def test_the_peak_inside_a_branch_counts() -> None:
    counts = counted(
        """
        g (float[100] x, bool c) => (float[100] y) {
            y = If (c) <
                then_branch = t () => (float[100] a) { p = Neg (x)  q = Neg (p)  a = Add (p, q) },
                else_branch = e () => (float[100] b) { b = Neg (x) }
            >
        }
        """
    )
    assert counts.peak_memory_bytes == 1 + 4 * (100 + 100 + 300)
