"""The examiner of one model starts before the zoo is read, where that gains anything."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.verify.conftest import SIZE
from verify.ahead import start_ahead
from verify.cache import FindingsCache
from verify.digests import task_digest
from verify.examination import GraphTask, examine
from verify.isolation import Limits
from verify.selection import Selection

WORKSHOP = "workshop"


@pytest.fixture
def task(tiny_zoo: Path) -> GraphTask:
    return GraphTask(tiny_zoo / "graphs/Tiny/Good.onnx", "Tiny/Good.onnx", (SIZE,))


@pytest.fixture
def one_core() -> Iterator[None]:
    """Leave this process one core."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(before)})
    yield
    os.sched_setaffinity(0, before)


def test_it_finds_what_is_found_in_this_process(task: GraphTask, tiny_zoo: Path, tmp_path: Path) -> None:
    asked = Selection(tiny_zoo, models=["Good"])
    examiner = start_ahead(asked, Limits(), FindingsCache(tmp_path), WORKSHOP)
    assert examiner is not None
    with examiner:
        assert examiner.examine(task) == examine(task)


def test_findings_that_are_kept_need_no_examiner(task: GraphTask, tiny_zoo: Path, tmp_path: Path) -> None:
    cache, asked = FindingsCache(tmp_path), Selection(tiny_zoo, models=["Good"])
    cache.put(task_digest(task, WORKSHOP), examine(task))
    assert start_ahead(asked, Limits(), cache, WORKSHOP) is None
    examiner = start_ahead(asked, Limits(), cache, "another workshop")
    assert examiner is not None
    examiner.close()


@pytest.mark.parametrize(
    "asked",
    [
        {"models": ["Good", "Bad"]},
        {"models": ["Good"], "families": ["Tiny"]},
        {"models": ["Good"], "changed_since": "HEAD"},
        {"everything": True},
        {"models": ["Bad"]},
        {"models": ["../../models/Tiny/Good"]},
    ],
    ids=["two", "and a family", "if it changed", "all", "a shared graph", "no model"],
)
def test_where_the_graph_is_not_plain_none_is_started(asked: dict[str, object], tiny_zoo: Path) -> None:
    assert start_ahead(Selection(tiny_zoo, **asked), Limits(), None, WORKSHOP) is None


@pytest.mark.usefixtures("one_core")
def test_one_core_has_nothing_to_do_it_on(tiny_zoo: Path) -> None:
    assert start_ahead(Selection(tiny_zoo, models=["Good"]), Limits(), None, WORKSHOP) is None
