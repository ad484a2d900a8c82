"""How answers are told."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import catalog
from catalog.answers import COLUMNS, as_data, explain_nothing, flat_rows, print_answer
from catalog.export import to_json


@pytest.fixture
def zoo(small_zoo: Path) -> catalog.Catalog:
    return catalog.load(small_zoo)


def printed(capsys: pytest.CaptureFixture[str], zoo: catalog.Catalog, **asked: Any) -> str:
    print_answer(zoo.query(**asked))
    return capsys.readouterr().out


def test_a_number_of_another_source_names_it(capsys: pytest.CaptureFixture[str], zoo: catalog.Catalog) -> None:
    assert printed(capsys, zoo, max_latency=1.5, device="sd855") == (
        "device sd855, batch 1, threads 4, input_size 224, dataset imagenet-1k, source page\n"
        "model      latency          top1\n"
        "Net_x0_25  1.50 ms  50 % (other)\n"
    )


def test_conditions_that_differ_are_columns(capsys: pytest.CaptureFixture[str], zoo: catalog.Catalog) -> None:
    assert printed(capsys, zoo, family="Net", device="sd855", max_latency=4, min_top1=0.55) == (
        "device sd855, batch 1, input_size 224, dataset imagenet-1k, source page\n"
        "model     latency   top1  top5    flops  params  storage  threads\n"
        "Net_x0_5  4.00 ms  0.580  0.80  0.070 G  1.50 M   6.0 MB        1\n"
        "Net_x0_5  2.00 ms  0.580  0.80  0.070 G  1.50 M   6.0 MB        4\n"
        "\n"
        "These rows differ in threads: compare only rows where they are equal.\n"
    )


def test_groups_stand_apart(capsys: pytest.CaptureFixture[str], zoo: catalog.Catalog) -> None:
    output = printed(capsys, zoo, family="Net", device="sd855", sort="latency", min_top1=0.55)

    assert output.count("model ") == 2
    assert "\n\ndevice sd855, batch 1, threads 4," in output
    assert output.endswith("These rows differ in threads: compare only inside a group.\n")


@pytest.mark.parametrize(
    ("asked", "lines"),
    [
        (
            {"device": "sd855", "threads": 4, "max_latency": 1, "min_top1": "60%"},
            [
                "Nothing fits. 5 of 8 rows meet the conditions; of these --max-latency excludes 5; --min-top1 excludes "
                "4.",
                "Nearest: Net_x0_25 (device sd855, batch 1, threads 4, input_size 224, dataset imagenet-1k; page)",
                "  latency: 1.5 ms, asked for at most 1 ms, 50.0% off",
                "  top1: 50 %, asked for at least 60 %, 16.7% off",
            ],
        ),
        (
            {"family": "Net", "device": "t4", "threads": 4},
            [
                "Nothing fits. None of 8 rows meets all conditions: --device excludes 6; --threads excludes 3; "
                "--family excludes 2.",
                "Nearest: Net_x0_25 (device sd855, batch 1, threads 4, input_size 224, dataset imagenet-1k; page)",
                "  device: sd855, asked for t4",
            ],
        ),
        (
            {"family": "Det", "max_params": "5M", "input_size": 320},
            [
                "Nothing fits. 1 of 6 rows meet the conditions; of these --max-params excludes 1.",
                "Nearest: Det_coco (input_size 320, dataset coco; page)",
                "  params: not stated, asked for at most 5 M",
            ],
        ),
        (
            {"family": "Det", "pareto": True, "sort": "params"},
            [
                "Nothing fits. 2 of 6 rows meet the conditions; of these --pareto excludes 2.",
                "A row on the Pareto front needs both an accuracy and a cost; none of these has both.",
            ],
        ),
    ],
)
def test_why_nothing_fits(zoo: catalog.Catalog, asked: dict[str, Any], lines: list[str]) -> None:
    assert explain_nothing(zoo.query(**asked)) == lines


def test_flat_rows(zoo: catalog.Catalog) -> None:
    (row,) = flat_rows(zoo.query(device="sd855", max_latency=1.5))

    assert set(row) <= set(COLUMNS)
    assert (row["latency"], row["latency_printed"], row["top1"], row["top1_source"]) == (
        Decimal("1.50"), "1.50", Decimal("0.5"), "other"
    )  # fmt: skip


def test_data_of_an_answer_and_of_none(zoo: catalog.Catalog) -> None:
    found = json.loads(to_json(as_data(zoo.query(device="sd855", max_latency=1.5))))
    nothing = json.loads(to_json(as_data(zoo.query(device="sd855", max_latency=1))))

    assert found["rows"][0]["numbers"]["top1"]["source"] == "other"
    assert found["nearest"] is None
    assert nothing["rows"] == []
    assert nothing["gaps"] == [{"name": "max_latency", "asked": 1, "found": 1.5}]
