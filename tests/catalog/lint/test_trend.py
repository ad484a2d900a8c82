"""A latency far off the trend of its column is found, where there are enough models for a trend."""

import pytest

from tests.catalog.lint.conftest import Find, Lines


def latency(ms: str) -> Lines:
    """A latency on T4."""
    return {"latency": [f"device: t4, batch: 1, ms: {ms}"]}


@pytest.mark.parametrize(("last", "found"), [("27.0", 1), ("9.5", 0)])
def test_a_latency_off_the_trend(find: Find, last: str, found: int) -> None:
    milliseconds = [f"{size}.{size % 3}" for size in range(1, 9)] + [last]
    models = {f"Net{index}": latency(ms) for index, ms in enumerate(milliseconds, start=1)}

    findings = find("latency-outlier", models, macs={name: 10**8 * int(name[3:]) for name in models})

    assert [finding.models for finding in findings] == [("Net9",)] * found


def test_a_few_models_make_no_trend(find: Find) -> None:
    models = {f"Net{index}": latency(ms) for index, ms in enumerate(["1.0", "2.0", "99.0"], start=1)}

    assert find("latency-outlier", models, macs=dict.fromkeys(models, 10**8)) == []
