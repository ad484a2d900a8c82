"""Latencies that cannot all be true are found, and those that can be are left alone."""

import pytest

from tests.catalog.lint.conftest import Find, Lines


def on(conditions: str, *milliseconds: tuple[int, str]) -> Lines:
    """Latencies on T4 that differ in one condition."""
    name, *others = conditions.split(", ")
    rest = "".join(f", {other}" for other in others)
    return {"latency": [f"device: t4, {name}: {value}{rest}, ms: {ms}" for value, ms in milliseconds]}


@pytest.mark.parametrize(
    ("rule", "lines", "found"),
    [
        ("latency-falls-with-batch", on("batch", (1, "2.00"), (4, "1.90")), 1),
        ("latency-falls-with-batch", on("batch", (4, "1.90"), (1, "2.00"), (8, "3.00")), 1),
        ("latency-falls-with-batch", on("batch", (1, "2.00"), (4, "2.00")), 0),
        (
            "latency-falls-with-batch",
            {"latency": ["device: t4, batch: 1, ms: 2.0", "device: v100, batch: 4, ms: 1.0"]},
            0,
        ),
        ("latency-outgrows-batch", on("batch", (1, "1.00"), (4, "4.50")), 1),
        ("latency-outgrows-batch", on("batch", (1, "1.00"), (4, "4.30")), 0),
        ("latency-repeated-over-batches", on("batch", (1, "1.23"), (4, "1.23")), 1),
        ("latency-repeated-over-batches", on("batch", (1, "1.2"), (4, "1.2")), 0),
        ("latency-rises-with-threads", on("threads", (2, "1.70"), (4, "1.79")), 1),
        ("latency-rises-with-threads", on("threads", (2, "1.79"), (4, "1.70")), 0),
        ("speed-up-exceeds-threads", on("threads", (1, "31.21"), (2, "9.06")), 1),
        ("speed-up-exceeds-threads", on("threads", (1, "10.0"), (2, "5.0")), 0),
        ("speed-up-exceeds-threads", on("threads", (1, "10"), (2, "4.9")), 0),
        ("latency-falls-with-input-size", on("input_size", (320, "6.2"), (608, "6.1")), 1),
        ("latency-falls-with-input-size", on("input_size", (320, "6.2"), (608, "16.5")), 0),
    ],
)
def test_one_condition(find: Find, rule: str, lines: Lines, found: int) -> None:
    assert len(find(rule, {"Net_x1_0": lines})) == found


def test_a_speed_up_says_how_large_it_is_and_quotes_both_numbers(find: Find) -> None:
    (finding,) = find("speed-up-exceeds-threads", {"Net": on("threads", (1, "31.21"), (2, "9.06"))})

    assert "3.44 times as fast" in str(finding.said)
    assert [quote.claim.printed for quote in finding.quotes if quote.claim] == ["31.21", "9.06"]
    assert [quote.line for quote in finding.quotes] == [10, 11]


def test_a_wider_model_that_is_faster(find: Find) -> None:
    models = {
        "Net_x0_5": on("batch", (1, "0.90")),
        "Net": on("batch", (1, "0.80")),
        "Net_x2_0": on("batch", (1, "0.85")),
    }

    (finding,) = find("latency-falls-with-model-size", models)

    assert finding.models == ("Net_x0_5", "Net")


def test_models_of_other_series_are_not_compared(find: Find) -> None:
    models = {"Net_small_x0_5": on("batch", (1, "0.90")), "Net_large_x1_0": on("batch", (1, "0.80"))}

    assert find("latency-falls-with-model-size", models) == []


@pytest.mark.parametrize(("half", "found"), [("7.61", 1), ("7.56", 0), ("3.90", 0)])
def test_half_precision_that_is_slower(find: Find, half: str, found: int) -> None:
    lines = ["device: t4, precision: fp16, batch: 1, ms: " + half, "device: t4, precision: fp32, batch: 1, ms: 7.56"]

    assert len(find("low-precision-slower", {"Net": {"latency": lines}})) == found


@pytest.mark.parametrize(("strategy", "found"), [("prune", 1), ("ssld", 0)])
def test_a_compressed_model_that_is_slower(find: Find, strategy: str, found: int) -> None:
    own = {"record": ["baseline: Net", f"compression: [{strategy}]"]}
    models = {"Net": on("batch", (1, "2.00")), "Net_small": own | on("batch", (1, "2.10"))}

    assert len(find("compressed-slower", models)) == found


@pytest.mark.parametrize(("ms", "found"), [("2.30", 1), ("2.10", 0)])
def test_one_network_at_two_speeds(find: Find, ms: str, found: int) -> None:
    models = {"Net": on("batch", (1, "2.00")), "Net_ssld": {"record": ["graph_of: Net"]} | on("batch", (1, ms))}

    assert len(find("same-network-other-speed", models)) == found


def test_batches_of_one_model_are_one_finding(find: Find) -> None:
    models = {"Net_x0_5": on("batch", (1, "1.00"), (4, "2.00")), "Net": on("batch", (1, "0.90"), (4, "1.80"))}

    (finding,) = find("latency-falls-with-model-size", models)

    assert str(finding.said) == "Net on t4 takes 0.90 ms, 1.80 ms, the smaller Net_x0_5 1.00 ms, 2.00 ms."
    assert len(finding.quotes) == 4
