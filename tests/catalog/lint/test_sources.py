"""Sources that disagree beyond rounding are found once a model and quantity, or once a device."""

import pytest

from catalog.lint import RULES, lint
from tests.catalog.lint.conftest import Find, WriteModels

DISAGREE = [rule.name for rule in RULES if rule.name.startswith("sources-disagree")]


SCORE = "dataset: imagenet-1k, top1: {}"
TIME = "device: t4, batch: {}, ms: {}"


@pytest.mark.parametrize(
    ("kind", "one", "other", "found"),
    [
        ("accuracy", SCORE.format("0.722"), SCORE.format("72.15 %"), None),
        ("accuracy", SCORE.format("0.722"), SCORE.format("72.30 %"), "sources-disagree-on-score"),
        ("complexity", "flops: 0.600 G", "flops: 327.84 M", "sources-disagree-on-size"),
        ("complexity", "flops: 0.328 G", "flops: 327.84 M", None),
        ("complexity", "input_size: 224, flops: 0.6 G", "flops: 0.3 G", "sources-disagree-on-size"),
        ("complexity", "input_size: 224, flops: 0.6 G", "input_size: 192, flops: 0.3 G", None),
        ("latency", TIME.format(1, "1.02"), TIME.format(1, "1.42"), "sources-disagree-on-latency"),
        ("latency", TIME.format(1, "1.02"), TIME.format(4, "1.42"), None),
        ("latency", TIME.format(1, "1.0, precision: fp16"), TIME.format(1, "1.4, precision: fp32"), None),
    ],
)
def test_two_sources(write_models: WriteModels, kind: str, one: str, other: str, found: str | None) -> None:
    zoo = write_models({"Net": [{kind: [one]}, {"of": ["other", "metrics"], kind: [other]}]})

    assert [f.rule.name for f in lint(zoo, rules=DISAGREE).findings] == ([found] if found else [])


def test_a_disagreement_lists_what_each_source_prints(find: Find) -> None:
    reports = [{"complexity": ["flops: 0.600 G"]}, {"of": ["other", "metrics"], "complexity": ["flops: 327.84 M"]}]

    (finding,) = find("sources-disagree-on-size", {"Net": reports})

    assert finding.sources == ("page", "other")
    assert str(finding.said) == "Net, flops: 0.600 G (page), 327.84 M (other); a factor of 1.83."


def test_latencies_are_summed_up_for_each_device(find: Find) -> None:
    one = {"latency": ["device: t4, batch: 1, ms: 1.0", "device: t4, batch: 4, ms: 2.0"]}
    other = {"of": ["other", "metrics"], "latency": ["device: t4, batch: 1, ms: 1.5", "device: t4, batch: 4, ms: 2.0"]}

    (finding,) = find("sources-disagree-on-latency", {"Net": [one, other]})

    assert str(finding.said) == "page and other differ in 1 of 2 latencies on t4, by up to a factor of 1.50 (Net)."
