"""One graph examined in this process: what is asked for is found, and nothing says where the file lies."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.verify.conftest import MACS, SIZE
from verify.examination import GraphTask, examine


@pytest.fixture
def task(tiny_zoo: Path) -> GraphTask:
    return GraphTask(tiny_zoo / "graphs/Tiny/Good.onnx", "Tiny/Good.onnx", (SIZE,))


def test_counting_alone_counts_the_same(task: GraphTask) -> None:
    both, counted = examine(task), examine(replace(task, run=False))
    assert counted.counts == both.counts
    assert counted.counts[0].macs == MACS
    assert counted.inference is None
    assert both.inference is not None


def test_a_size_that_the_graph_does_not_take_is_a_problem(task: GraphTask) -> None:
    (problem,) = examine(replace(task, sizes=(SIZE, 2 * SIZE))).problems
    assert problem == "Tiny/Good.onnx: the graph is for ['batch', 3, 8, 8], not for images of 16 pixels"


@pytest.mark.parametrize("data", [b"", b"\0" * 100, b"not a graph"])
def test_problems_name_the_graph_and_not_the_machine(data: bytes, task: GraphTask) -> None:
    task.path.write_bytes(data)
    found = examine(task)
    assert found.problems[0].startswith("Tiny/Good.onnx: expected an ONNX graph")
    assert str(task.path.parent) not in str(found)
