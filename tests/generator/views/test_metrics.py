from generator.context import Site
from generator.snapshot import Snapshot
from generator.views.metrics import metric_rows, metrics_table
from tests.generator.conftest import labels_of, texts


def test_the_numbers_of_all_tables_of_a_source_stand_in_one_row(site: Site) -> None:
    table = metrics_table(site, "page", ["Net_x1_0", "Net_x0_5"], "Page")
    assert labels_of(table) == ["Model", "Top-1", "Top-1, paper", "Top-5", "FLOPs G", "Params M", "Storage M"]
    assert texts(table) == [
        ["Net_x1_0", "0.580", "0.590", "0.800", "0.600", "3.400", "14.000"],
        ["Net_x0_5", "0.5712", "", "0.800", "0.150", "1.700", "7.000"],
    ]
    assert table.shared == (
        ("Data set", "Pictures"),
        ("Input", "224 px"),
        ("Printed in", "Metrics of nets, Speed of nets"),
    )


def test_each_input_size_has_its_own_row(site: Site) -> None:
    table = metrics_table(site, "other", ["Det_scenes"], "Other")
    assert labels_of(table) == ["Model", "Input px", "Box AP %", "FLOPs GFLOPs", "Storage MB"]
    assert texts(table) == [
        ["Det_scenes", "608", "29.3", "20.64", "94.60"],
        ["Det_scenes", "320", "27.1", "5.72", "94.60"],
    ]


def test_units_that_differ_stay_with_their_numbers(site: Site) -> None:
    table = metrics_table(site, "other", ["Net_x1_0", "Det_scenes"], "Other")
    flops = labels_of(table).index("FLOPs")
    assert [row[flops] for row in texts(table)] == ["300.5 M", "20.64 GFLOPs", "5.72 GFLOPs"]


def test_a_number_without_an_input_size_joins_the_only_row(snapshot: Snapshot) -> None:
    own = [entry for entry in snapshot.printings["Net_x1_0"] if entry.claim.source == "page"]
    (row,) = metric_rows(own)
    assert row.input_size == 224
    assert row.numbers["storage", None].claim.printed == "14.000"


def test_a_source_that_prints_nothing_of_the_models_gives_no_table(site: Site) -> None:
    assert not metrics_table(site, "page", ["Det_scenes"], "Page")
