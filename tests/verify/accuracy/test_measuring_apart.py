"""Scoring in a process of its own: whatever it does costs only itself."""

from __future__ import annotations

import multiprocessing
import os
import shutil
from dataclasses import replace
from pathlib import Path

import onnx
import pytest
from onnx import parser

import catalog
from tests.verify.accuracy import digits
from tests.verify.accuracy.test_proof import write_zoo
from verify.accuracy.datasets import read_labelled_images
from verify.limits import Limits
from verify.measuring import Means, Task, task_of
from verify.measuring_apart import measure_apart


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZOOPROOF_CACHE", str(tmp_path / "cache"))


@pytest.fixture
def task(tmp_path: Path, network_file: Path, labelled: Path) -> Task:
    found = task_of(
        catalog.load(write_zoo(tmp_path / "zoo", "0.9")), "Digits", Means({"digits": labelled}, network_file)
    )
    assert found is not None
    return found


def test_scores_and_progress_arrive(task: Task) -> None:
    told: list[tuple[int, int]] = []
    measured = measure_apart(task, Limits(), lambda done, total: told.append((done, total)))
    assert measured.problems == ()
    assert measured.scores[0].correct == {"top1": digits.right_answers()}
    assert told[0] == (0, 597)
    assert told[-1] == (597, 597)


def test_a_run_whose_process_was_killed_goes_on(task: Task, labelled: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(labelled, tmp_path / "digits")
    image = read_labelled_images(folder, digits.CLASSES)[320].path
    content = image.read_bytes()
    image.unlink()
    os.mkfifo(image)  # holds up whoever reads it
    task = replace(task, means=replace(task.means, datasets={"digits": folder}))

    def kill(done: int, total: int) -> None:
        if done == 320:
            (child,) = multiprocessing.active_children()
            child.kill()

    first = measure_apart(task, Limits(), kill)
    assert first.problems == (f"{task.weights}: the scoring crashed (SIGKILL)",)
    image.unlink()
    image.write_bytes(content)
    told: list[int] = []
    again = measure_apart(task, Limits(), lambda done, total: told.append(done))
    assert told[0] == 320
    assert again.scores[0].correct == {"top1": digits.right_answers()}


def hostile(path: Path, body: str) -> Path:
    text = f'<ir_version: 8, opset_import: ["" : 18]> net (float[n, 3, 8, 8] image) => (float[n, 10] scores) {{{body}}}'
    model = parser.parse_model(text)
    onnx.save(model, path)
    return path


def test_a_network_that_never_ends(task: Task, tmp_path: Path) -> None:
    body = """
        times = Constant<value_int = 4611686018427387904>()
        yes = Constant<value = bool {1}>()
        zero = Constant<value_float = 0.0>()
        end = Loop(times, yes, zero) <body = turn (int64 i, bool on, float a) => (bool on_out, float b) {
            on_out = Identity(on)
            b = Sin(a)
        }>
        flat = Flatten(image)
        ten = Constant<value_ints = [10]>()
        axis = Constant<value_ints = [1]>()
        begin = Constant<value_ints = [0]>()
        cut = Slice(flat, begin, ten, axis)
        scores = Add(cut, end)
    """
    endless = replace(task, weights=hostile(tmp_path / "endless.onnx", body))
    measured = measure_apart(endless, Limits(seconds=5))
    assert measured.problems == (f"{endless.weights}: the scoring took longer than 5 s for a batch of images",)


def test_a_network_that_eats_memory(task: Task, tmp_path: Path) -> None:
    body = """
        flat = Flatten(image)
        sizes = Constant<value_ints = [40000, 1, 1, 1]>()
        times = Tile(image, sizes)
        sums = ReduceSum<keepdims = 0>(times)
        ten = Constant<value_ints = [10]>()
        axis = Constant<value_ints = [1]>()
        begin = Constant<value_ints = [0]>()
        cut = Slice(flat, begin, ten, axis)
        scores = Add(cut, sums)
    """
    hungry = replace(task, weights=hostile(tmp_path / "hungry.onnx", body))
    (problem,) = measure_apart(hungry, Limits(memory=700 << 20)).problems
    assert "hungry.onnx" in problem


@pytest.mark.parametrize("content", [b"", b"\x08\x08" * 1000])
def test_other_bytes(content: bytes, task: Task, tmp_path: Path) -> None:
    (tmp_path / "bytes.onnx").write_bytes(content)
    (problem,) = measure_apart(replace(task, weights=tmp_path / "bytes.onnx"), Limits()).problems
    assert "bytes.onnx: expected an ONNX graph" in problem
