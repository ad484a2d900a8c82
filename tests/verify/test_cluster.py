"""Graphs examined on a real Dask cluster of two workers on this machine."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from distributed import LocalCluster

from tests.verify.conftest import SIZE, tiny_network
from tests.verify.hostile import endless
from verify import cluster as module
from verify.cluster import examine_on_cluster
from verify.examination import GraphTask
from verify.examiners import examine_here
from verify.exceptions import VerifyError
from verify.limits import Limits
from verify.weightless import strip_weights


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, host="127.0.0.1", dashboard_address="127.0.0.1:0"
    ) as cluster:
        yield cluster.scheduler_address


@pytest.fixture
def tasks(tmp_path: Path) -> list[GraphTask]:
    """Graphs that run, one that hangs, one that is no graph, and one that is not there."""
    found = []
    for number in range(4):
        model = strip_weights(tiny_network())
        model.graph.name = f"tiny {number}"
        found.append(write(tmp_path / f"{number}.onnx", model.SerializeToString()))
    found.append(write(tmp_path / "endless.onnx", endless().SerializeToString()))
    found.append(write(tmp_path / "broken.onnx", b"\0" * 100))
    return [*found, GraphTask(tmp_path / "gone.onnx", "gone.onnx", (SIZE,))]


def write(path: Path, data: bytes) -> GraphTask:
    path.write_bytes(data)
    return GraphTask(path, path.name, (SIZE,))


def test_it_finds_what_is_found_here(address: str, tasks: list[GraphTask]) -> None:
    hanging = tasks.pop(4)
    found = dict(examine_on_cluster([*tasks, hanging], address, Limits(seconds=10)))
    assert {task: found[task] for task in tasks} == dict(examine_here(tasks))
    assert found[hanging].problems == ("endless.onnx: the examination took longer than 10 s",)


def test_a_worker_with_other_code_is_refused(
    address: str, tasks: list[GraphTask], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "workshop_digest", lambda: "another")
    with pytest.raises(VerifyError, match="has another version of Zooproof, Python or a library"):
        list(examine_on_cluster(tasks[:1], address, Limits()))


@pytest.mark.parametrize("wrong", ["tcp://127.0.0.1:1", "nonsense://127.0.0.1:1", "no address", ""])
def test_a_cluster_that_is_not_there(wrong: str, tasks: list[GraphTask], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "CONNECT_SECONDS", 1)
    with pytest.raises(VerifyError, match="can't be reached"):
        list(examine_on_cluster(tasks, wrong, Limits()))


def test_graphs_need_not_be_where_the_worker_looks(address: str, tasks: list[GraphTask]) -> None:
    ((_, found),) = examine_on_cluster([replace(tasks[0], file="Tiny/Another.onnx")], address, Limits())
    assert found.graph is not None
    assert found.graph.file == "Tiny/Another.onnx"
