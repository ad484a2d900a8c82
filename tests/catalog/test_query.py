"""Queries on the small zoo and on the one that ships."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import catalog
from catalog.query import Gap, QueryResult

SHIPPED = Path(__file__).parent.parent.parent / "catalog" / "zoo"


@pytest.fixture
def zoo(small_zoo: Path) -> catalog.Catalog:
    return catalog.load(small_zoo)


@pytest.fixture(scope="module")
def shipped() -> catalog.Catalog:
    return catalog.load(SHIPPED)


def names(result: QueryResult) -> list[str]:
    return [row.model for row in result.rows]


def test_a_latency_budget(zoo: catalog.Catalog) -> None:
    result = zoo.query(device="SM8150", threads=4, task="image-classification", max_latency="8.1 ms", sort="top1")

    assert names(result) == ["Net_x1_0", "Net_x0_5", "Net_x0_25"]
    assert not result.mixed_conditions
    assert not result.grouped
    assert result.groups()[0][1] == result.rows


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, ["Det_coco", "Det_coco", "Net_x0_25", "Net_x0_5", "Net_x0_5", "Net_x1_0"]),
        ({"family": "det"}, ["Det_coco", "Det_coco"]),
        ({"task": "object-detection", "input_size": 320}, ["Det_coco"]),
        ({"source": "other"}, ["Net_x0_25", "Net_x0_5"]),
        ({"dataset": "COCO"}, ["Det_coco", "Det_coco"]),
        ({"engine": "tensorrt"}, ["Net_x0_5", "Net_x1_0"]),
        ({"engine": "tensorrt-8.5"}, ["Net_x0_5"]),
        ({"precision": "FP16"}, ["Net_x0_5", "Net_x1_0"]),
        ({"threads": 1}, ["Net_x0_5"]),
        ({"batch": 1, "device": "t4"}, ["Net_x0_5", "Net_x1_0"]),
        ({"min_top1": "57.9%"}, ["Net_x0_5", "Net_x0_5", "Net_x1_0"]),
        ({"min_top5": 0.8}, ["Net_x0_5", "Net_x0_5"]),
        ({"min_box_ap": 0.28}, ["Det_coco"]),
        ({"max_params": "1.5M"}, ["Net_x0_5", "Net_x0_5"]),
        ({"max_flops": "70M", "source": "page"}, ["Net_x0_5"]),
        ({"max_storage": "6MB", "source": "page"}, ["Net_x0_5"]),
        ({"sort": "params", "source": "page"}, ["Net_x0_5", "Net_x1_0", "Det_coco", "Det_coco", "Net_x0_25"]),
        ({"sort": "-params", "source": "page"}, ["Net_x1_0", "Net_x0_5", "Det_coco", "Det_coco", "Net_x0_25"]),
        ({"sort": "-top1", "limit": 2}, ["Net_x0_25", "Net_x0_5"]),
        ({"max_latency": 1}, ["Net_x0_5", "Net_x1_0"]),
    ],
    ids=str,
)
def test_conditions_limits_and_order(zoo: catalog.Catalog, asked: dict[str, Any], expected: list[str]) -> None:
    assert names(zoo.query(**asked)) == expected


def test_words_are_looked_for_in_names_and_families(zoo: catalog.Catalog) -> None:
    assert set(names(zoo.query(text="net X0_5"))) == {"Net_x0_5"}
    assert set(names(zoo.query(text="DET"))) == {"Det_coco"}
    assert zoo.query(text="net coco").rows == ()
    assert zoo.query(text="net coco").gaps[0].name == "text"


def test_verified_rows_have_a_confirmed_number_and_no_wrong_one(shipped: catalog.Catalog) -> None:
    every = shipped.query(family="GhostNet").rows
    verified = shipped.query(family="GhostNet", verified=True).rows
    assert 0 < len(verified) < len(every)
    for row in every:
        verdicts = {shipped.verdicts(row.model).get(claim.key) for claim in row.numbers.values()}
        fine = "confirmed" in verdicts and not verdicts & {"miscounted", "contradicted"}
        assert (row in verified) == fine, row


def test_bounds_are_allowed_and_exact(zoo: catalog.Catalog) -> None:
    assert names(zoo.query(max_latency="1.5", task="image-classification", device="sd855")) == ["Net_x0_25"]
    assert zoo.query(max_latency="1.499999", device="sd855").rows == ()


def test_rows_under_different_conditions_are_grouped_when_sorted_by_latency(zoo: catalog.Catalog) -> None:
    result = zoo.query(device="sd855", sort="latency", family="Net", limit=2)

    assert result.grouped
    assert result.mixed_conditions == ("threads",)
    assert [
        (conditions.threads, [(row.model, row.value("latency")) for row in rows])
        for conditions, rows in result.groups()
    ] == [
        (1, [("Net_x0_5", Decimal("4.00"))]),
        (4, [("Net_x0_25", Decimal("1.50")), ("Net_x0_5", Decimal("2.00"))]),
    ]


def test_rows_under_different_conditions_are_told_when_sorted_by_something_else(zoo: catalog.Catalog) -> None:
    result = zoo.query(device="sd855", sort="top1", family="Net")

    assert not result.grouped
    assert result.mixed_conditions == ("threads",)


def test_a_pareto_front_holds_inside_equal_conditions(zoo: catalog.Catalog) -> None:
    result = zoo.query(device="t4", pareto=True)

    assert names(result) == ["Net_x1_0", "Net_x0_5"], "the slower one is better, and the engines differ besides"
    assert result.mixed_conditions == ("engine",)
    assert zoo.query(device="t4", pareto=True, sort="params").excluded["pareto"] == 0


def test_rows_without_both_numbers_are_on_no_front(zoo: catalog.Catalog) -> None:
    result = zoo.query(family="Det", pareto=True, sort="params")

    assert result.rows == ()
    assert result.excluded == {"pareto": 2}


def test_nothing_fits_a_limit(zoo: catalog.Catalog) -> None:
    result = zoo.query(device="sd855", threads=4, max_latency=1, min_top1="51%")

    assert result.rows == ()
    assert (result.considered, result.met) == (8, 5)
    assert result.excluded == {"max_latency": 5, "min_top1": 3}
    assert result.nearest is not None
    assert result.nearest.model == "Net_x0_25"
    assert result.gaps == (
        Gap("max_latency", "latency", Decimal(1), Decimal("1.50")),
        Gap("min_top1", "top1", Decimal("0.51"), Decimal("0.5")),
    )


def test_nothing_fits_a_condition(zoo: catalog.Catalog) -> None:
    result = zoo.query(device="sd855", threads=3, family="Net")

    assert result.met == 0
    assert result.excluded == {"threads": 8, "device": 2, "family": 2}
    assert result.nearest is not None
    assert result.gaps == (Gap("threads", None, 3, 4),), "4 threads are nearer to 3 than 1 is"


def test_a_source_without_numbers(write_zoo: Callable[..., Path], small_files: dict[str, str]) -> None:
    empty = small_files["sources.yaml"].split("other:")[1].join(["empty:", ""])
    result = catalog.load(write_zoo({"sources.yaml": small_files["sources.yaml"] + empty})).query(source="empty")

    assert (result.rows, result.considered, result.nearest, result.gaps) == ((), 0, None, ())


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"device": "sd85"}, "unknown device 'sd85'; did you mean 'sd855'"),
        ({"engine": "tensorflow"}, "did you mean 'tensorrt'"),
        ({"task": "segmentation"}, "unknown task"),
        ({"precision": "fp8"}, "unknown precision 'fp8'; expected one of: fp32"),
        ({"sort": "topp1"}, "sort: unknown quantity 'topp1'; did you mean 'top1'"),
        ({"max_latency": "10 kg"}, "max_latency: expected a number"),
        ({"min_top1": 75}, "min_top1: expected a fraction of 1"),
        ({"limit": 0}, "limit: expected 1 or more"),
    ],
)
def test_wrong_use(zoo: catalog.Catalog, asked: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        zoo.query(**asked)


def test_an_unknown_keyword(zoo: catalog.Catalog) -> None:
    with pytest.raises(TypeError, match="max_latncy"):
        zoo.query(max_latncy=10)


def test_the_shipped_zoo_under_ten_milliseconds(shipped: catalog.Catalog) -> None:
    result = shipped.query(device="sd855", threads=4, max_latency=10, sort="top1")

    values = [(row.value("top1"), row.value("latency"), row.conditions.threads) for row in result.rows]
    first, second = result.rows[:2]
    assert (first.model, second.model) == ("GhostNet_x1_3_ssld", "MobileNetV3_large_x1_0_ssld")
    assert (str(second.numbers["top1"].number), str(second.numbers["latency"].number)) == ("0.790", "6.86")
    assert len({row.model for row in result.rows}) == 31
    assert all(latency is not None and latency <= 10 and threads == 4 for _, latency, threads in values)
    assert [top1 for top1, _, _ in values if top1] == sorted((top1 for top1, _, _ in values if top1), reverse=True)


def test_the_shipped_pareto_front_on_a_phone(shipped: catalog.Catalog) -> None:
    result = shipped.query(
        device="sd855", threads=4, task="image-classification", source="paddleclas-mobile", pareto=True
    )
    everything = shipped.query(device="sd855", threads=4, source="paddleclas-mobile").rows

    assert not result.grouped
    for row in result.rows:
        assert not any(
            (other.value("top1"), row.value("latency")) != (row.value("top1"), other.value("latency"))
            and other.value("top1") >= row.value("top1")  # type: ignore[operator]
            and other.value("latency") <= row.value("latency")  # type: ignore[operator]
            for other in everything
        )


def test_every_detection_size_of_the_shipped_zoo_is_a_row(shipped: catalog.Catalog) -> None:
    rows = shipped.query(family="YOLOv3", device="sd855", dataset="voc").rows

    assert {row.conditions.input_size for row in rows if row.model == "YOLOv3_MobileNetV1_voc"} == {320, 416, 608}
