"""What compression costs and saves, as charts."""

from pathlib import Path

import catalog
from generator.context import Site
from generator.site import make_site
from generator.snapshot import take_snapshot
from generator.views.savings import SavingsChart, savings_charts
from tests.generator.conftest import FILES, write_zoo


def charts_with_a_second_model(folder: Path) -> list[SavingsChart]:
    """The charts of the small zoo where another model was pruned and not distilled, to a quarter of its storage."""
    write_zoo(folder)
    record = (
        FILES["models/Net/Net_x0_5.yaml"]
        .replace("Net_x0_5", "Net_x0_25")
        .replace("[prune-half, teach]", "[prune-half]")
    )
    record = record.replace("teacher: Net_x1_0\n", "").replace("7.000 M", "3.500 M").replace("0.5712", "0.570")
    (folder / "models/Net/Net_x0_25.yaml").write_text(record, encoding="utf-8")
    site = make_site(take_snapshot(catalog.load(folder)), "en")
    return list(savings_charts(site, [site.snapshot.zoo.models[name] for name in ("Net_x0_5", "Net_x0_25")]))


def test_changes_are_measured_from_the_baseline(tmp_path: Path) -> None:
    flops, storage = charts_with_a_second_model(tmp_path)
    assert [(entry.number, entry.model, entry.told) for entry in storage.legend] == [
        (1, "Net_x0_25", "−1.0 points · −75.00 %"),
        (2, "Net_x0_5", "−0.9 points · −50.00 %"),
    ]
    assert "−75.00 %" in flops.legend[0].told
    assert storage.conditions == "224 px, First page"


def test_each_way_of_compressing_is_a_series(tmp_path: Path) -> None:
    flops, _ = charts_with_a_second_model(tmp_path)
    assert "<span>Pruning</span>" in flops.chart
    assert "<span>Pruning + Distillation</span>" in flops.chart
    assert "Change of Top-1 against change of FLOPs" in flops.chart


def test_one_model_alone_is_not_drawn(site: Site) -> None:
    assert not list(savings_charts(site, site.snapshot.zoo.models.values()))
