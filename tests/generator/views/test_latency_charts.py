"""Which latencies of a model are drawn, and over what."""

from pathlib import Path
from xml.etree import ElementTree

from markupsafe import Markup

from generator.context import Site
from generator.views.latency import latencies
from generator.views.latency_charts import latency_charts
from tests.generator.conftest import edited

RECORD = "models/Net/Net_x1_0.yaml"
GPU = "      - {device: gpu, engine: fast, precision: fp32, batch: 1, input_size: 224, ms: 1.10}\n"


def charts(site: Site, model: str = "Net_x1_0") -> list[Markup]:
    return list(latency_charts(site, latencies(site.snapshot.printings[model])))


def names(chart: Markup) -> list[str | None]:
    return [span.text for span in ElementTree.fromstring(chart).iter("span")]


def told(chart: Markup) -> list[str | None]:
    """What each point says; the first title is the drawing's."""
    return [title.text for title in ElementTree.fromstring(chart).iter("title")][1:]


def test_threads_are_drawn_where_they_vary_and_lone_points_are_not(site: Site) -> None:
    (chart,) = charts(site)
    assert 'id="latency-phone-title"' in chart
    assert told(chart) == ["1: 10.50", "4: 9.5"]
    assert ">Threads</text>" in chart
    assert "Latency by Threads: " in chart


def test_a_model_timed_once_has_no_chart(site: Site) -> None:
    assert charts(site, "Det_scenes") == []


def test_batch_sizes_are_drawn_in_their_order_by_precision(tmp_path: Path) -> None:
    lines = "".join(
        f"      - {{device: gpu, engine: fast, precision: {precision}, batch: {batch}, input_size: 224, ms: {ms}}}\n"
        for precision, batch, ms in (("fp32", 8, "4.0"), ("fp16", 8, "2.0"), ("fp16", 1, "0.5"), ("int8", 1, "0.3"))
    )
    _, chart = charts(edited(tmp_path, RECORD, GPU, GPU + lines))
    assert names(chart) == ["FP32", "FP16"]
    assert told(chart) == ["1: 1.10", "8: 4.0", "1: 0.5", "8: 2.0"]
    assert ">Batch size</text>" in chart


def test_sources_that_print_the_same_series_share_a_line_and_others_are_named(tmp_path: Path) -> None:
    speed = "  - source: {}\n    latency:\n      - {{device: phone, batch: 1, threads: 1, input_size: 224, ms: {}}}\n"
    speed += "      - {{device: phone, batch: 1, threads: 4, input_size: 224, ms: 9.5}}\ndownloads:\n"
    same = edited(tmp_path / "same", RECORD, "downloads:\n", speed.format("other", "10.50"))
    assert len(told(*charts(same))) == 2
    other = edited(tmp_path / "other", RECORD, "downloads:\n", speed.format("other", "11.0"))
    (chart,) = charts(other)
    assert names(chart) == ["First page", "Second page"]
    assert len(told(chart)) == 4
