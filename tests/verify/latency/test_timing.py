"""Timing: which runs count, and what is said of them. No test depends on how fast anything is."""

import itertools
from pathlib import Path

import pytest

from tests.verify.conftest import SIZE
from verify.exceptions import VerifyError
from verify.latency.timing import Settings, Timing, time_network, time_runs


def test_the_first_runs_do_not_count() -> None:
    runs: list[int] = []
    ticks = itertools.chain.from_iterable((start, start + length) for start, length in ((0, 4_000_000), (9, 2_000_000)))
    timing = time_runs(lambda: runs.append(1), warm_up=3, repeats=2, clock=ticks.__next__)
    assert len(runs) == 5
    assert timing.milliseconds == (4.0, 2.0)


def test_figures() -> None:
    timing = Timing(tuple(float(it) for it in range(100, 0, -1)))
    assert (timing.median, timing.least) == (50.5, 1.0)
    assert [timing.percentile(percent) for percent in (10, 25, 75, 90, 100)] == [10, 25, 75, 90, 100]
    assert timing.spread == 50 / 50.5
    assert timing.noisy
    assert not Timing((10.0, 10.1, 10.2)).noisy
    assert Timing((3.0,)).percentile(10) == Timing((3.0,)).percentile(90) == 3.0


@pytest.mark.parametrize("batch", [1, 3])
def test_a_weightless_graph_is_timed(batch: int, tiny_zoo: Path) -> None:
    path = tiny_zoo / "graphs" / "Tiny" / "Good.onnx"
    timing = time_network(path, Settings(input_size=SIZE, batch=batch, warm_up=1, repeats=4))
    assert len(timing.milliseconds) == 4
    assert timing.least > 0
    assert len(time_network(path, Settings(warm_up=0, repeats=1)).milliseconds) == 1


def test_what_can_not_be_timed(tiny_zoo: Path, tmp_path: Path) -> None:
    path = tiny_zoo / "graphs" / "Tiny" / "Good.onnx"
    with pytest.raises(VerifyError, match="not for images of 9 pixels"):
        time_network(path, Settings(input_size=9))
    (tmp_path / "a.onnx").write_bytes(b"no graph")
    with pytest.raises(VerifyError, match=r"a\.onnx"):
        time_network(tmp_path / "a.onnx", Settings())
    with pytest.raises(VerifyError, match="can't be read"):
        time_network(tmp_path / "b.onnx", Settings())
