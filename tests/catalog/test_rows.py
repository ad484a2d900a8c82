"""Rows: a model and the conditions its numbers hold under, each number with its source."""

from collections.abc import Callable
from pathlib import Path

import catalog
from catalog.rows import Conditions, Row, rows_of

WriteZoo = Callable[..., Path]


def rows(root: Path, model: str, **options: object) -> list[Row]:
    zoo = catalog.load(root)
    return list(rows_of(zoo.models[model], zoo.claims(model), **options))  # type: ignore[arg-type]


def test_a_row_a_latency(small_zoo: Path) -> None:
    found = rows(small_zoo, "Net_x0_5", latency=True)

    assert [row.conditions.stated for row in found] == [
        {"device": "sd855", "batch": 1, "threads": 1, "input_size": 224, "dataset": "imagenet-1k"},
        {"device": "sd855", "batch": 1, "threads": 4, "input_size": 224, "dataset": "imagenet-1k"},
        {"device": "t4", "engine": "tensorrt-8.5", "precision": "fp16", "batch": 1, "input_size": 224,
         "dataset": "imagenet-1k"},
    ]  # fmt: skip
    assert {quantity: str(claim.number) for quantity, claim in found[0].numbers.items()} == {
        "top1": "0.580", "top5": "0.80", "flops": "0.070 G", "params": "1.50 M", "storage": "6.0 MB", "latency": "4.00"
    }  # fmt: skip
    assert {claim.source for claim in found[0].numbers.values()} == {"page"}


def test_what_the_source_lacks_comes_from_another_that_is_named(small_zoo: Path) -> None:
    (row,) = rows(small_zoo, "Net_x0_25", latency=True)

    assert row.source == "page"
    assert {quantity: claim.source for quantity, claim in row.numbers.items() if claim.source != "page"} == {
        "top1": "other"
    }
    assert "flops" not in row.numbers


def test_without_latency_there_is_a_row_a_source(small_zoo: Path) -> None:
    found = rows(small_zoo, "Net_x0_5", latency=False)

    assert [(row.source, str(row.numbers["top1"].number)) for row in found] == [("page", "0.580"), ("other", "57.9 %")]
    assert all("latency" not in row.numbers for row in found)


def test_numbers_of_the_paper_are_never_used(small_zoo: Path) -> None:
    for latency in (True, False):
        found = rows(small_zoo, "Net_x0_5", latency=latency)
        assert found
        for row in found:
            assert all(claim.origin is None for claim in row.numbers.values())


def test_input_sizes_are_rows_of_their_own(small_zoo: Path) -> None:
    found = rows(small_zoo, "Det_coco", latency=True)

    assert [
        (row.conditions.input_size, *(str(row.numbers[name].number) for name in ("latency", "box_ap", "flops")))  # type: ignore[index]
        for row in found
    ] == [(608, "300.0", "29.3 %", "20.64 GFLOPs"), (320, "80.0", "27.1 %", "5.72 GFLOPs")]


def test_a_number_that_two_tables_print_makes_one_row(small_zoo: Path) -> None:
    assert [row.conditions.input_size for row in rows(small_zoo, "Det_coco", latency=False)] == [608, 320]


def test_a_number_that_two_tables_print_differently_makes_two_rows(
    write_zoo: WriteZoo, small_files: dict[str, str]
) -> None:
    name = "models/Det/Det_coco.yaml"
    first, last = small_files[name].rsplit("29.3 %", 1)

    found = rows(write_zoo({name: f"{first}29.4 %{last}"}), "Det_coco", latency=False)

    assert [str(row.numbers["box_ap"].number) for row in found] == ["29.3 %", "27.1 %", "29.4 %"]


def test_only_one_source(small_zoo: Path) -> None:
    assert [row.source for row in rows(small_zoo, "Net_x0_5", latency=False, source="other")] == ["other"]
    assert rows(small_zoo, "Det_coco", latency=False, source="other") == []


def test_numbers_of_another_precision_are_not_mixed_in(write_zoo: WriteZoo, small_files: dict[str, str]) -> None:
    name = "models/Net/Net_x1_0.yaml"
    changed = small_files[name].replace("input_size: 224, top1", "input_size: 224, precision: fp32, top1")

    found = rows(write_zoo({name: changed}), "Net_x1_0", latency=True)

    assert ["top1" in row.numbers for row in found] == [True, False], "the T4 latency is in FP16"
    assert all("flops" in row.numbers for row in found), "operations do not depend on the precision"


def test_a_model_with_sizes_only(write_zoo: WriteZoo, small_files: dict[str, str]) -> None:
    record = small_files["models/Net/Net_x1_0.yaml"].split("    accuracy:")[0]

    (row,) = rows(write_zoo({"models/Net/Net_x1_0.yaml": record}), "Net_x1_0", latency=True)

    assert set(row.numbers) == {"flops", "params"}


def test_conditions_are_ordered_by_number_with_what_is_not_stated_last() -> None:
    sizes = [Conditions(device="t4", input_size=size) for size in (608, 320, None, 96)]

    assert [it.input_size for it in sorted(sizes, key=lambda conditions: conditions.order)] == [96, 320, 608, None]
