"""A latency without a condition is found, once for a table and device."""

import pytest

from tests.catalog.lint.conftest import Find

FULL = "device: sd855, engine: tensorrt, precision: fp32, batch: 1, threads: 4, ms: 2.0"


@pytest.mark.parametrize(
    ("rule", "condition"),
    [
        ("latency-without-batch", "batch: 1, "),
        ("cpu-latency-without-threads", "threads: 4, "),
        ("latency-without-engine", "engine: tensorrt, "),
        ("latency-without-precision", "precision: fp32, "),
    ],
)
def test_a_condition_that_is_not_stated(find: Find, rule: str, condition: str) -> None:
    models = {name: {"latency": [FULL.replace(condition, "")]} for name in ("Net_a", "Net_b")}

    (finding,) = find(rule, models)

    assert str(finding.said).startswith("2 latencies on sd855 in page/metrics state no ")
    assert find(rule, {name: {"latency": [FULL]} for name in models}) == []


def test_a_gpu_needs_no_threads(find: Find) -> None:
    assert find("cpu-latency-without-threads", {"Net": {"latency": ["device: t4, batch: 1, ms: 2.0"]}}) == []
