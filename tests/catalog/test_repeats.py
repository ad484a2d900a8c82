"""One measurement that several documents print is one row; different ones stay apart."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from catalog.claims import claims_of
from catalog.record import Model
from catalog.repeats import without_repeats
from catalog.rows import Row, rows_of


def rows(*reports: dict[str, Any]) -> Iterator[Row]:
    record = {
        "name": "net",
        "family": "Net",
        "task": "image-classification",
        "dataset": "imagenet-1k",
        "input": {"size": 224},
        "reported": reports,
    }
    model = Model.model_validate(record)
    timed = any("latency" in report for report in reports)
    return rows_of(model, tuple(claims_of(model)), latency=timed)


def timed(source: str, **line: Any) -> dict[str, Any]:
    return {"source": source, "latency": [{"device": "t4", "batch": 1, **line}]}


def scored(source: str, **line: Any) -> dict[str, Any]:
    return {"source": source, "accuracy": [{"dataset": "imagenet-1k", **line}]}


@pytest.mark.parametrize(
    ("reports", "kept"),
    [
        ([timed("a", ms=2), timed("b", ms=2)], [("a", ("b",))]),
        ([timed("a", ms=2), timed("b", ms=2, input_size=224)], [("b", ("a",))]),
        ([timed("a", ms=2), timed("b", ms=2), timed("c", ms=2, input_size=224)], [("c", ("a", "b"))]),
        ([timed("a", ms=2), timed("b", ms=3)], [("a", ()), ("b", ())]),
        ([timed("a", ms=2, input_size=224), timed("b", ms=2, input_size=320)], [("a", ()), ("b", ())]),
        ([timed("a", ms=2, precision="fp16"), timed("b", ms=2, precision="fp32")], [("a", ()), ("b", ())]),
        ([timed("a", ms=2), timed("b", ms=2, threads=4)], [("a", ()), ("b", ())]),
        ([scored("a", top1=0.71), scored("b", top1=0.71)], [("a", ("b",))]),
        ([scored("a", top1=0.71), scored("b", top1=0.712)], [("a", ()), ("b", ())]),
    ],
)
def test_what_is_one_row(reports: list[dict[str, Any]], kept: list[tuple[str, tuple[str, ...]]]) -> None:
    assert [(row.source, row.also_in) for row in without_repeats(rows(*reports))] == kept


def test_rows_without_a_score_are_never_the_same() -> None:
    size = {"complexity": [{"params": "1 M"}]}
    assert len(without_repeats(rows({"source": "a"} | size, {"source": "b"} | size))) == 2
