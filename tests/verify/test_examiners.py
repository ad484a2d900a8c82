"""Graphs examined side by side: the findings are those of one process, and known ones are not looked for again."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from tests.verify.conftest import SIZE, tiny_network
from tests.verify.hostile import endless
from verify.cache import FindingsCache
from verify.examination import GraphTask
from verify.examiners import Found, examine_apart, examine_here, examine_new
from verify.limits import Limits
from verify.weightless import strip_weights


@pytest.fixture
def tasks(tmp_path: Path) -> list[GraphTask]:
    """Four graphs that differ in their name."""
    found = []
    for number in range(4):
        model = strip_weights(tiny_network())
        model.graph.name = f"tiny {number}"
        path = tmp_path / f"{number}.onnx"
        path.write_bytes(model.SerializeToString())
        found.append(GraphTask(path, path.name, (SIZE,), run=number % 2 == 0))
    return found


@pytest.mark.parametrize("jobs", [1, 2, 9])
def test_jobs_do_not_change_what_is_found(jobs: int, tasks: list[GraphTask]) -> None:
    assert dict(examine_apart(tasks, jobs, Limits())) == dict(examine_here(tasks))


def test_nothing_to_examine() -> None:
    assert list(examine_apart([], 2, Limits())) == []


def test_one_that_hangs_does_not_keep_the_others(tasks: list[GraphTask]) -> None:
    tasks[1].path.write_bytes(endless().SerializeToString())
    hanging = GraphTask(tasks[1].path, tasks[1].file, tasks[1].sizes)
    found = dict(examine_apart([hanging, tasks[0], tasks[2]], 1, Limits(seconds=5)))
    assert found[hanging].cut_short
    assert found[tasks[0]].problems == found[tasks[2]].problems == ()


def test_ending_early_ends_the_examiners(tasks: list[GraphTask]) -> None:
    found = examine_apart(tasks, 2, Limits())
    next(found)
    found.close()
    assert list(found) == []


def test_only_what_is_new_is_examined(tasks: list[GraphTask], tmp_path: Path) -> None:
    examined = []

    def examine(asked: Sequence[GraphTask]) -> Iterator[Found]:
        examined.append([task.file for task in asked])
        return examine_here(asked)

    cache = FindingsCache(tmp_path / "cache")
    first = dict(examine_new(tasks[:2], cache, "workshop", examine))
    second = dict(examine_new(tasks, cache, "workshop", examine))
    third = dict(examine_new(tasks, cache, "workshop", examine))
    assert examined == [["0.onnx", "1.onnx"], ["2.onnx", "3.onnx"]]
    assert second == third == dict(examine_here(tasks))
    assert first.items() <= second.items()


def test_a_graph_that_is_gone_is_a_finding(tasks: list[GraphTask], tmp_path: Path) -> None:
    tasks[0].path.unlink()
    ((_, found),) = examine_new(tasks[:1], FindingsCache(tmp_path), "workshop", examine_here)
    assert found.problems == ("0.onnx: can't be read: No such file or directory",)
