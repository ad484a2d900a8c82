from generator.context import Site
from generator.views.compression import comparison_table, latency_comparison_table, lineage_table
from tests.generator.conftest import labels_of, texts


def test_each_number_stands_before_its_difference(site: Site) -> None:
    table = comparison_table(site, [site.snapshot.zoo.models["Net_x0_5"]], "Compression")
    assert labels_of(table) == [
        "Model", "Input px", "Top-1", "Δ points", "Top-5", "Δ points", "FLOPs G", "Δ %", "Params M", "Δ %",
        "Storage M", "Δ %", "Data set", "Strategy", "Baseline", "Teacher", "Source",
    ]  # fmt: skip
    assert texts(table) == [
        [
            "Net_x0_5", "224", "0.5712", "−0.9", "0.800", "±0.0", "0.150", "−75.00", "1.700", "−50.00", "7.000",
            "−50.00", "Pictures", "Half pruning, Teaching", "Net_x1_0", "Net_x1_0", "First page",
        ]
    ]  # fmt: skip
    assert table.rows[0][3].sort == "-0.9"


def test_on_its_own_page_a_model_stands_beside_its_baseline(site: Site) -> None:
    table = lineage_table(site, site.snapshot.zoo.models["Net_x0_5"], "Lineage")
    assert labels_of(table)[:5] == ["Source", "Input px", "Top-1", "Baseline", "Δ points"]
    assert texts(table)[0][:5] == ["First page", "224", "0.5712", "0.580", "−0.9"]


def test_latencies_are_compared_on_the_same_device_with_the_same_threads(site: Site) -> None:
    table = latency_comparison_table(site, site.snapshot.zoo.models.values(), "Latency")
    assert labels_of(table) == ["Model", "Baseline's latency ms", "Latency ms", "Δ %", "Threads"]
    assert texts(table) == [["Net_x0_5", "10.50", "4.20", "−60.00", "1"], ["Net_x0_5", "9.5", "2.0", "−78.95", "4"]]
    assert ("Device", "Phone <9>") in table.shared


def test_a_model_without_a_baseline_has_no_row(site: Site) -> None:
    assert not comparison_table(site, [site.snapshot.zoo.models["Net_x1_0"]], "Compression")
