"""A digest changes with everything that findings depend on, and with nothing else."""

import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

import verify
from tests.verify.conftest import SIZE
from verify import digests
from verify.digests import code_digest, task_digest, workshop_digest
from verify.examination import GraphTask
from verify.exceptions import VerifyError


@pytest.fixture
def task(tiny_zoo: Path) -> GraphTask:
    return GraphTask(tiny_zoo / "graphs/Tiny/Good.onnx", "Tiny/Good.onnx", (SIZE,))


def test_the_same_is_the_same_wherever_it_lies(task: GraphTask, tmp_path: Path) -> None:
    elsewhere = shutil.copy(task.path, tmp_path / "copy.onnx")
    assert task_digest(task, "workshop") == task_digest(replace(task, path=elsewhere), "workshop")


def test_the_graph_takes_part(task: GraphTask) -> None:
    before = task_digest(task, "workshop")
    task.path.write_bytes(task.path.read_bytes() + b"\0")
    assert task_digest(task, "workshop") != before


@pytest.mark.parametrize("change", [{"sizes": (SIZE, 2 * SIZE)}, {"run": False}, {"file": "Tiny/Other.onnx"}])
def test_what_is_asked_takes_part(change: dict[str, object], task: GraphTask) -> None:
    asked = GraphTask(**{**task.__dict__, **change})
    assert task_digest(asked, "workshop") != task_digest(task, "workshop")


def test_the_workshop_takes_part(task: GraphTask) -> None:
    assert task_digest(task, "workshop") != task_digest(task, "another")


def test_a_graph_that_is_not_there_has_no_digest(task: GraphTask) -> None:
    task.path.unlink()
    with pytest.raises(VerifyError, match=r"Tiny/Good\.onnx: can't be read"):
        task_digest(task, "workshop")


def test_a_file_larger_than_any_graph_is_not_read(task: GraphTask) -> None:
    os.truncate(task.path, 1 << 40)
    with pytest.raises(VerifyError, match=r"Tiny/Good\.onnx: can't be read: File too large"):
        task_digest(task, "workshop")


def test_every_line_of_code_takes_part(tmp_path: Path) -> None:
    package = Path(verify.__path__[0])
    copy = shutil.copytree(package, tmp_path / "verify", ignore=shutil.ignore_patterns("__pycache__"))
    before = code_digest([copy])
    assert before == code_digest([package])
    operators = copy / "counting" / "__init__.py"
    operators.write_text(operators.read_text() + "\n")
    changed = code_digest([copy])
    operators.rename(copy / "counting" / "renamed.py")
    assert len({before, changed, code_digest([copy])}) == 3


@pytest.mark.parametrize("library", digests.LIBRARIES)
def test_every_librarys_version_takes_part(library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = workshop_digest()
    real = digests.version
    monkeypatch.setattr(digests, "version", lambda name: "0.0" if name == library else real(name))
    assert workshop_digest() != before
