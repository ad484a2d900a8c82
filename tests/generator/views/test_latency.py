from decimal import Decimal

from generator.context import Site
from generator.views.latency import benchmark_table, device_table, latencies, model_table, unstated
from tests.generator.conftest import labels_of, texts


def test_a_device_shows_every_measurement_with_its_conditions(site: Site) -> None:
    table = device_table(site, site.snapshot.by_device["phone"], "Phone")
    assert labels_of(table) == [
        "Model", "Latency ms", "Engine", "Batch size", "Threads", "Input px", "Top-1 on Pictures",
        "Box AP on Scenes", "Family", "Source",
    ]  # fmt: skip
    assert texts(table) == [
        ["Det_scenes", "289.878", "Fast", "", "4", "608", "", "29.3 %", "Det", "Second page"],
        ["Net_x0_5", "4.20", "", "1", "1", "224", "0.5712", "", "Net", "First page"],
        ["Net_x1_0", "10.50", "", "1", "1", "224", "0.580", "", "Net", "First page"],
        ["Net_x0_5", "2.0", "", "1", "4", "224", "0.5712", "", "Net", "First page"],
        ["Net_x1_0", "9.5", "", "1", "4", "224", "0.580", "", "Net", "First page"],
    ]


def test_latencies_sort_by_number(site: Site) -> None:
    table = device_table(site, site.snapshot.by_device["phone"], "Phone")
    assert sorted(Decimal(row[1].sort) for row in table.rows)[:3] == [Decimal("2.0"), Decimal("4.20"), Decimal("9.5")]


def test_a_benchmark_spreads_what_varies_over_columns(site: Site) -> None:
    phone = [entry for entry in site.snapshot.by_device["phone"] if entry.claim.family == "Net"]
    table = benchmark_table(site, phone, "Nets")
    assert labels_of(table) == ["Model", "1 thread ms", "4 threads ms"]
    assert texts(table) == [["Net_x0_5", "4.20", "2.0"], ["Net_x1_0", "10.50", "9.5"]]
    assert table.shared == (("Batch size", "1"), ("Input", "224 px"), ("Source", "First page"))


def test_a_bar_is_a_share_of_the_slowest_on_the_same_device(site: Site) -> None:
    table = model_table(site, latencies(site.snapshot.printings["Net_x1_0"]), "Net")
    assert [row[1].share for row in table.rows] == [Decimal(1), Decimal("9.5") / Decimal("10.50"), Decimal(1)]
    assert [row[0].text for row in table.rows] == ["Phone <9>", "Phone <9>", "Big GPU"]


def test_a_verdict_that_all_latencies_share_is_said_once_with_its_reason(site: Site) -> None:
    table = model_table(site, latencies(site.snapshot.printings["Net_x1_0"]), "Net")
    assert table.shared[-2:] == (("Verdict", "unchecked"), ("Reason", "not judged yet"))


def test_conditions_that_nobody_states_are_named(site: Site, chinese: Site) -> None:
    phone = [entry for entry in site.snapshot.by_device["phone"] if entry.claim.family == "Net"]
    assert unstated(site, phone, cpu=True) == "Not stated by the source: Engine, Precision."
    assert unstated(chinese, phone, cpu=True) == "来源未说明：推理引擎、数值精度。"
    assert unstated(site, site.snapshot.by_device["gpu"], cpu=False) == ""
