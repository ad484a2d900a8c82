"""Conditions and limits, and how far a row is from them."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

import catalog
from catalog.criteria import conditions_of, limits_of


@pytest.fixture
def zoo(small_zoo: Path) -> catalog.Catalog:
    return catalog.load(small_zoo)


@pytest.fixture
def row(zoo: catalog.Catalog) -> catalog.Row:
    """4 ms on sd855 with one thread, no engine stated, top-1 0.580."""
    return zoo.query(device="sd855", threads=1).rows[0]


@pytest.mark.parametrize(
    ("asked", "gap"),
    [
        ({"device": "sd855"}, 0),
        ({"device": "t4"}, 1),
        ({"engine": "tensorrt"}, None),
        ({"threads": 1}, 0),
        ({"threads": 4}, Decimal("0.75")),
        ({"input_size": 112}, 1),
        ({"family": "Net"}, 0),
    ],
)
def test_gaps_to_conditions(
    zoo: catalog.Catalog, row: catalog.Row, asked: dict[str, str | int], gap: Decimal | None
) -> None:
    (condition,) = conditions_of(zoo, catalog.Query(**asked))  # type: ignore[arg-type]

    assert condition.gap(row) == gap
    assert condition.holds(row) is (gap == 0)


@pytest.mark.parametrize(
    ("asked", "gap"),
    [
        ({"max_latency": 4}, 0),
        ({"max_latency": "2ms"}, 1),
        ({"min_top1": "58%"}, 0),
        ({"min_top1": 0.725}, Decimal("0.2")),
        ({"min_box_ap": 0.1}, None),
        ({"max_flops": "100M"}, 0),
    ],
)
def test_gaps_to_limits(row: catalog.Row, asked: dict[str, str | int], gap: Decimal | None) -> None:
    (limit,) = limits_of(catalog.Query(**asked))  # type: ignore[arg-type]

    assert limit.gap(row) == gap
    assert limit.holds(row) is (gap == 0)


def test_an_engine_accepts_versions_of_its_versions(
    write_zoo: Callable[..., Path], small_files: dict[str, str]
) -> None:
    more = "tensorrt-8.5.1: {name: TensorRT 8.5.1, version_of: tensorrt-8.5, about: {en: A patch.}}\n"
    zoo = catalog.load(write_zoo({"engines.yaml": small_files["engines.yaml"] + more}))
    (condition,) = conditions_of(zoo, catalog.Query(engine="TensorRT"))

    assert condition.accepted == {"tensorrt", "tensorrt-8.5", "tensorrt-8.5.1"}


def test_a_bound_of_zero(row: catalog.Row) -> None:
    (limit,) = limits_of(catalog.Query(max_latency=0))

    assert limit.gap(row) == 4
