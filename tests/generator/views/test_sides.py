"""The numbers of one model by source: which share a row, and what stands beside them."""

from pathlib import Path

from generator.context import Site
from generator.tables import Table
from generator.views.judged import judge
from generator.views.sides import sides_table
from tests.generator.conftest import edited, labels_of, texts


def sides(site: Site, model: str) -> Table:
    printings = [entry for entry in site.snapshot.printings[model] if entry.claim.quantity != "latency"]
    return sides_table(site, judge(site, printings), "Sides")


def test_a_source_has_a_row_and_a_quantity_a_column(site: Site) -> None:
    table = sides(site, "Net_x1_0")
    assert labels_of(table) == [
        "Source", "Top-1 on Pictures", "Top-5 on Pictures", "FLOPs", "Params", "Storage", "Top-1 on Pictures, paper",
    ]  # fmt: skip
    assert texts(table) == [
        ["First page", "0.580", "0.800", "0.600 G", "3.400 M", "14.000 M", "0.590"],
        ["Second page", "58.10 %", "", "300.5 M", "3.5 M", "", ""],
    ]
    assert table.shared == (("Input", "224 px"),)
    assert [row[0].page for row in table.rows] == ["sources/page/", "sources/other/"]


def test_a_number_without_an_input_size_joins_the_only_one(site: Site) -> None:
    row = sides(site, "Net_x0_5").rows[0]
    assert [cell.text for cell in row] == ["First page", "0.5712", "0.800", "0.150 G", "1.700 M", "7.000 M", "224"]


def test_a_number_without_an_input_size_stands_alone_among_several(tmp_path: Path) -> None:
    site = edited(
        tmp_path, "models/Det/Det_scenes.yaml", "{input_size: 320, flops: 5.72 GFLOPs, storage: 94.60 MB}",
        "{input_size: 320, flops: 5.72 GFLOPs}\n      - {params: 24 M}",
    )  # fmt: skip
    rows = texts(sides(site, "Det_scenes"))
    assert labels_of(sides(site, "Det_scenes"))[-1] == "Input px"
    assert [(row[2], row[3], row[-1]) for row in rows] == [
        ("20.64 GFLOPs", "", "608"),
        ("5.72 GFLOPs", "", "320"),
        ("", "24 M", ""),
    ]


def test_tables_of_a_source_that_disagree_have_a_row_each(tmp_path: Path) -> None:
    site = edited(tmp_path, "models/Net/Net_x1_0.yaml", "- {input_size: 224, flops: 0.600 G}\n", "- {flops: 0.700 G}\n")
    table = sides(site, "Net_x1_0")
    flops = labels_of(table).index("FLOPs")
    assert [(row[0], row[flops]) for row in texts(table)] == [
        ("First page", "0.600 G"),
        ("First page", "0.700 G"),
        ("Second page", "300.5 M"),
    ]


def test_a_number_that_was_checked_has_its_verdict_and_its_convention(site: Site) -> None:
    first, second = sides(site, "Net_x1_0").rows
    top1, flops, params = first[1], first[3], first[4]
    assert (flops.badge and flops.badge.kind, flops.note) == ("confirmed", "macs-twice")
    assert (params.badge and params.badge.kind, params.note) == ("miscounted", "fluid-model-stat")
    assert params.title == "The graph holds 3.5120 M: −3.19 %."
    assert (top1.badge, top1.note, top1.title) == (None, "", "")
    assert second[3].note == "macs"
