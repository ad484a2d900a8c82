"""LSTM, GRU and RNN against closed forms."""

import pytest
from onnx import parser

from verify.counting import count

STEPS, BATCH, WIDTH, HIDDEN = 5, 2, 3, 4


@pytest.mark.parametrize(
    ("operator", "gates", "activations", "elementwise"), [("LSTM", 4, 5, 4), ("GRU", 3, 3, 5), ("RNN", 1, 1, 0)]
)
@pytest.mark.parametrize(("directions", "direction"), [(1, "forward"), (2, "bidirectional")])
def test_count_in_closed_form(
    operator: str, gates: int, activations: int, elementwise: int, directions: int, direction: str
) -> None:
    rows = gates * HIDDEN
    counts = count(
        parser.parse_model(
            f"""
            <ir_version: 10, opset_import: ["" : 18]>
            g (float[{STEPS},{BATCH},{WIDTH}] x) => (float[{STEPS},{directions},{BATCH},{HIDDEN}] y)
            <float[{directions},{rows},{WIDTH}] w = {{0}}, float[{directions},{rows},{HIDDEN}] r = {{0}},
             float[{directions},{2 * rows}] b = {{0}}>
            {{ y = {operator} <hidden_size = {HIDDEN}, direction = "{direction}"> (x, w, r, b) }}
            """
        )
    )
    rounds = STEPS * BATCH * directions
    assert counts.uncounted == {}
    assert counts.macs == rounds * rows * (WIDTH + HIDDEN)
    assert counts.totals["linear_bias_adds"] == rounds * 2 * rows
    assert counts.totals["sigmoid_elements"] == rounds * HIDDEN * activations
    assert counts.totals["elementwise_elements"] == rounds * (rows + HIDDEN * elementwise)
    assert counts.totals["linear_weights"] == directions * rows * (WIDTH + HIDDEN)
    assert counts.totals["linear_biases"] == directions * 2 * rows
    assert counts.params == directions * rows * (WIDTH + HIDDEN + 2)
