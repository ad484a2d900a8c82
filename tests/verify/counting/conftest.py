"""Counting of graphs written in ONNX's text format."""

from collections.abc import Callable

import pytest
from onnx import parser

from verify.counting import count

SUMS = {
    "all_output_elements",
    "product_output_elements",
    "parameter_bytes",
    "parameter_file_blocks",
    "parameter_tensors",
}


@pytest.fixture
def tally() -> Callable[..., dict[str, int]]:
    """Count a graph completely; totals that are neither zero nor sums over everything."""

    def tally(text: str, opset: int = 23) -> dict[str, int]:
        counts = count(parser.parse_model(f'<ir_version: 10, opset_import: ["" : {opset}]>\n{text}'))
        assert counts.uncounted == {}
        return {name: amount for name, amount in counts.totals.items() if amount and name not in SUMS}

    return tally
