"""Charts of accuracy against its cost compare only numbers of one source under the same conditions."""

from generator.context import Site
from generator.views.latency import latencies
from generator.views.tradeoffs import flops_trade_off, latency_trade_offs


def test_latency_is_drawn_where_most_models_were_measured(site: Site) -> None:
    net = [printing for name in ("Net_x1_0", "Net_x0_5") for printing in site.snapshot.printings[name]]
    most, drawn = latency_trade_offs(site, "chart", latencies(net), limit=3)
    assert "Top-1 against latency on Phone &lt;9&gt;, 4 threads" in most.chart
    assert "Top-1 against latency on Phone &lt;9&gt;, 1 thread" in drawn.chart
    assert drawn.conditions == "Pictures, batch size 1, 1 thread, 224 px, First page"
    assert [(entry.number, entry.model, entry.cost, entry.score, entry.best) for entry in drawn.legend] == [
        (1, "Net_x0_5", "4.20 ms", "0.5712", True),
        (2, "Net_x1_0", "10.50 ms", "0.580", True),
    ]
    assert "2 models. No other beats: Net_x0_5 (0.5712, 4.20 ms), Net_x1_0 (0.580, 10.50 ms)." in drawn.chart


def test_flops_are_drawn_as_one_source_prints_them(site: Site) -> None:
    net = [printing for name in ("Net_x1_0", "Net_x0_5") for printing in site.snapshot.printings[name]]
    drawn = flops_trade_off(site, "chart", net)
    assert drawn is not None
    assert [(entry.model, entry.cost) for entry in drawn.legend] == [("Net_x0_5", "0.150 G"), ("Net_x1_0", "0.600 G")]
    assert "First page" in drawn.conditions


def test_one_model_alone_makes_no_chart(site: Site) -> None:
    alone = site.snapshot.printings["Net_x1_0"]
    assert latency_trade_offs(site, "chart", latencies(alone), limit=3) == []
    assert flops_trade_off(site, "chart", alone) is None
