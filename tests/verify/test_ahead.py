"""One model is begun before the zoo is read, where that gains anything, and gets the report that it gets otherwise."""

import json
import subprocess
import sys
from pathlib import Path

import onnx
import pytest

from tests.verify.conftest import SIZE
from tests.verify.hostile import endless, enormous
from verify.cache import FindingsCache
from verify.digests import task_digest
from verify.examination import GraphTask, examine
from verify.selection import Selection

WORKSHOP = "workshop"

PROGRAM = """
import sys
from pathlib import Path
from verify.ahead import start_ahead
from verify.cache import FindingsCache
from verify.limits import Limits
from verify.selection import Selection

zoo, cache, workshop, *models = sys.argv[1:]
begun = start_ahead(Selection(Path(zoo), models=models), Limits(), FindingsCache(Path(cache)), workshop)
print(begun is not None)
if begun is not None:
    with begun:
        pass
"""
"""Begins in a process that can be forked, and gives up at once."""


def begins(zoo: Path, cache: Path, *models: str, workshop: str = WORKSHOP) -> bool:
    program = [sys.executable, "-c", PROGRAM, str(zoo), str(cache), workshop, *models]
    return subprocess.run(program, check=True, capture_output=True, text=True, timeout=60).stdout == "True\n"


def report(zoo: Path, *arguments: str) -> dict[str, object]:
    """The report on the zoo's model `Good` by the command in a process of its own."""
    command = [sys.executable, "-c", "from verify.cli import main; main()", "--catalog", str(zoo), "--format", "json"]
    done = subprocess.run([*command, *arguments], capture_output=True, text=True, timeout=60)
    models: list[dict[str, object]] = json.loads(done.stdout)["models"]
    return next(model for model in models if model["model"] == "Good")


def test_the_report_is_the_same(tiny_zoo: Path) -> None:
    (tiny_zoo / "models/Tiny/Bad.yaml").unlink()
    alone, kept, whole = (
        report(tiny_zoo, "--model", "Good"),
        report(tiny_zoo, "--model", "Good"),
        report(tiny_zoo, "--all"),
    )
    assert alone == kept == whole
    assert alone["problems"] == []


@pytest.mark.parametrize(
    ("model", "options", "problem"),
    [
        (endless(), ("--time-limit", "2"), "took longer than 2 s"),
        (enormous(), ("--memory-limit", "1"), "needed more than 1 GiB of memory"),
    ],
    ids=["endless", "enormous"],
)
def test_a_hostile_graph_meets_the_limits(
    model: onnx.ModelProto, options: tuple[str, ...], problem: str, tiny_zoo: Path
) -> None:
    (tiny_zoo / "graphs/Tiny/Good.onnx").write_bytes(model.SerializeToString())
    assert report(tiny_zoo, "--model", "Good", *options)["problems"] == [f"Tiny/Good.onnx: the examination {problem}"]


def test_what_is_unknown_is_begun_with(tiny_zoo: Path, tmp_path: Path) -> None:
    task = GraphTask(tiny_zoo / "graphs/Tiny/Good.onnx", "Tiny/Good.onnx", (SIZE,))
    assert begins(tiny_zoo, tmp_path, "Good")
    FindingsCache(tmp_path).put(task_digest(task, WORKSHOP), examine(task))
    assert not begins(tiny_zoo, tmp_path, "Good")
    assert begins(tiny_zoo, tmp_path, "Good", workshop="another workshop")


@pytest.mark.parametrize(
    "models",
    [("Good", "Bad"), ("Bad",), ("../../models/Tiny/Good",), ()],
    ids=["two", "a shared graph", "no model", "nothing"],
)
def test_what_is_not_plain_is_not_begun_with(models: tuple[str, ...], tiny_zoo: Path, tmp_path: Path) -> None:
    assert not begins(tiny_zoo, tmp_path, *models)


@pytest.mark.parametrize("asked", [{"families": ["Tiny"]}, {"changed_since": "HEAD"}, {"everything": True}])
def test_more_than_a_name_may_mean_several(asked: dict[str, object]) -> None:
    assert Selection(models=["Good"]).only_model == "Good"
    assert Selection(**{"models": ["Good"], **asked}).only_model is None
