"""An examiner: findings come back through its process, and a hostile graph costs only its own."""

import platform
from pathlib import Path

import onnx
import pytest

from tests.verify.conftest import MACS, SIZE
from tests.verify.hostile import crashing, endless, enormous
from verify.examination import GraphTask, examine
from verify.examiner import Examiner
from verify.limits import Limits


def task_of(zoo: Path, name: str = "Good") -> GraphTask:
    return GraphTask(zoo / f"graphs/Tiny/{name}.onnx", f"Tiny/{name}.onnx", (SIZE,))


def test_it_finds_what_is_found_in_this_process(tiny_zoo: Path) -> None:
    task = task_of(tiny_zoo)
    with Examiner(Limits(), threads=1) as examiner:
        found = examiner.examine(task)
    assert found == examine(task)
    assert found.counts[0].macs == MACS


@pytest.mark.parametrize(
    ("model", "limits", "problem"),
    [
        (endless(), Limits(seconds=4), "Tiny/Bad.onnx: the examination took longer than 4 s"),
        (enormous(), Limits(memory=1 << 30), "Tiny/Bad.onnx: the examination needed more than 1 GiB of memory"),
    ],
    ids=["endless", "enormous"],
)
def test_a_hostile_graph_costs_only_its_own(
    model: onnx.ModelProto, limits: Limits, problem: str, tiny_zoo: Path
) -> None:
    (tiny_zoo / "graphs/Tiny/Bad.onnx").write_bytes(model.SerializeToString())
    with Examiner(limits, threads=1) as examiner:
        found = examiner.examine(task_of(tiny_zoo, "Bad"))
        assert (found.problems, found.cut_short) == ((problem,), True)
        assert examiner.examine(task_of(tiny_zoo)).problems == ()


def test_a_graph_that_crashes_onnx_runtime_costs_only_its_own(tiny_zoo: Path) -> None:
    (tiny_zoo / "graphs/Tiny/Bad.onnx").write_bytes(crashing().SerializeToString())
    crash = ("Tiny/Bad.onnx: the examination crashed (SIGFPE)",) if platform.machine() in ("x86_64", "AMD64") else ()
    with Examiner(Limits(), threads=1) as examiner:
        assert examiner.examine(task_of(tiny_zoo, "Bad")).problems == crash
        assert examiner.examine(task_of(tiny_zoo)).problems == ()


def test_an_examiner_that_ends_is_replaced(tiny_zoo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Examiner(Limits(), threads=1) as examiner:
        monkeypatch.setattr("sys.executable", "/bin/true")
        assert examiner.examine(task_of(tiny_zoo)).problems == ("Tiny/Good.onnx: the examination lost its process",)
        monkeypatch.undo()
        assert examiner.examine(task_of(tiny_zoo)).problems == ()


def test_one_that_is_closed_starts_no_process(tiny_zoo: Path) -> None:
    examiner = Examiner(Limits(), threads=1)
    examiner.close()
    assert examiner.examine(task_of(tiny_zoo)).problems == ("Tiny/Good.onnx: the examination lost its process",)
