"""The order of rows and the front inside each group."""

from pathlib import Path

import pytest

import catalog
from catalog.ordering import Order, arrange, on_front, order_of


@pytest.fixture
def zoo(small_zoo: Path) -> catalog.Catalog:
    return catalog.load(small_zoo)


@pytest.mark.parametrize(
    ("sort", "pareto", "order"),
    [
        (None, False, None),
        (None, True, Order("latency", highest_first=False)),
        ("top1", False, Order("top1", highest_first=True)),
        ("-top1", False, Order("top1", highest_first=False)),
        ("flops", True, Order("flops", highest_first=False)),
        ("-latency", False, Order("latency", highest_first=True)),
    ],
)
def test_reading_the_order(sort: str | None, pareto: bool, order: Order | None) -> None:
    assert order_of(sort, pareto) == order


@pytest.mark.parametrize("sort", ["", "-", "--top1", "speed"])
def test_what_is_no_quantity(sort: str) -> None:
    with pytest.raises(ValueError, match="sort: unknown quantity"):
        order_of(sort, False)


def test_the_front_uses_the_data_sets_first_metric(zoo: catalog.Catalog) -> None:
    order = Order("flops", highest_first=False)
    rows = zoo.query(source="page").rows

    assert [(row.model, row.conditions.input_size) for row in on_front(rows, order, zoo.datasets)] == [
        ("Det_coco", 608), ("Det_coco", 320), ("Net_x0_5", 224), ("Net_x1_0", 224)
    ]  # fmt: skip


def test_rows_without_the_number_come_last_either_way(zoo: catalog.Catalog) -> None:
    rows = zoo.query(source="page").rows

    for highest_first in (True, False):
        arranged = arrange(rows, Order("storage", highest_first=highest_first), grouped=False, limit=None)
        assert [row.value("storage") is None for row in arranged] == [False, True, True, True, True]


def test_the_limit_holds_for_each_group(zoo: catalog.Catalog) -> None:
    rows = zoo.query(device="sd855").rows

    arranged = arrange(rows, Order("latency", highest_first=False), grouped=True, limit=1)

    assert [row.model for row in arranged] == ["Net_x0_5", "Net_x0_25", "Det_coco", "Det_coco"]
    assert len({row.conditions for row in arranged}) == len(arranged)
