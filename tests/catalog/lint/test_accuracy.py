"""Scores that do not go together are found, and those that may are left alone."""

import pytest

from tests.catalog.lint.conftest import Find, Lines


def scores(*lines: str, dataset: str = "imagenet-1k") -> Lines:
    return {"accuracy": [f"dataset: {dataset}, {line}" for line in lines]}


def by_size(small: str, large: str) -> Lines:
    return scores(f"input_size: 320, box_ap: {small}", f"input_size: 608, box_ap: {large}", dataset="coco")


@pytest.mark.parametrize(
    ("rule", "lines", "found"),
    [
        ("metrics-out-of-order", scores("top1: 0.91, top5: 0.72"), 1),
        ("metrics-out-of-order", scores("top1: 0.72, top5: 0.91"), 0),
        ("metrics-out-of-order", scores("easy: 89.0 %, medium: 89.1 %, hard: 77.0 %", dataset="widerface"), 1),
        ("metrics-out-of-order", scores("easy: 89.1 %, medium: 89.1 %, hard: 77.0 %", dataset="widerface"), 0),
        ("implausible-reference", scores("top1: 0.784", "origin: paper, top1: 0.796"), 1),
        ("implausible-reference", scores("top1: 0.786", "origin: paper, top1: 0.796"), 0),
        ("accuracy-falls-with-input-size", by_size("76.7 %", "76.2 %"), 1),
        ("accuracy-falls-with-input-size", by_size("27.1 %", "29.3 %"), 0),
    ],
)
def test_one_model(find: Find, rule: str, lines: Lines, found: int) -> None:
    assert len(find(rule, {"Net": lines})) == found


def test_the_size_of_the_gap_to_the_reference_is_said(find: Find) -> None:
    (finding,) = find("implausible-reference", {"Net": scores("top1: 0.530", "origin: paper, top1: 0.498")})

    assert "3.2 points above" in str(finding.said)


def derived(strategy: str, *lines: str, dataset: str = "imagenet-1k") -> Lines:
    return {"record": ["baseline: Net", f"compression: [{strategy}]"], **scores(*lines, dataset=dataset)}


@pytest.mark.parametrize(
    ("rule", "strategy", "score", "found"),
    [
        ("distilled-worse", "ssld", "0.71", 1),
        ("distilled-worse", "ssld", "0.74", 0),
        ("distilled-worse", "prune", "0.71", 0),
        ("quantized-better", "quant-post", "0.74", 1),
        ("quantized-better", "quant-post", "0.72", 0),
        ("quantized-better", "ssld", "0.74", 0),
    ],
)
def test_a_model_and_its_baseline(find: Find, rule: str, strategy: str, score: str, found: int) -> None:
    models = {"Net": scores("top1: 0.72"), "Net_small": derived(strategy, f"top1: {score}")}

    assert len(find(rule, models)) == found


def test_a_distilled_model_with_the_reference_of_its_baseline(find: Find) -> None:
    models = {
        "Net": scores("top1: 0.72", "origin: paper, top1: 0.718, top5: 0.91"),
        "Net_ssld": derived("ssld", "top1: 0.76", "origin: paper, top1: 0.718, top5: 0.91"),
    }

    (finding,) = find("reference-of-another-training", models)

    assert finding.models == ("Net_ssld", "Net")
    assert len(finding.quotes) == 4


def test_a_distilled_model_with_a_reference_of_its_own(find: Find) -> None:
    models = {"Net": scores("origin: paper, top1: 0.718"), "Net_ssld": derived("ssld", "origin: paper, top1: 0.760")}

    assert find("reference-of-another-training", models) == []


@pytest.mark.parametrize(("aware", "found"), [("25.8 %", 1), ("26.0 %", 0), ("26.3 %", 0)])
def test_training_for_quantization_that_does_not_pay(find: Find, aware: str, found: int) -> None:
    models = {
        "Net": scores("box_ap: 29.3 %", dataset="coco"),
        "Net_post": derived("quant-post", "box_ap: 26.0 %", dataset="coco"),
        "Net_aware": derived("quant-aware", f"box_ap: {aware}", dataset="coco"),
    }

    assert len(find("aware-worse-than-post", models)) == found


@pytest.mark.parametrize(("deeper", "found"), [("0.777", 1), ("0.778", 0), ("0.787", 0)])
def test_a_deeper_model_that_is_worse(find: Find, deeper: str, found: int) -> None:
    models = {"ResNeXt50_32x4d": scores("top1: 0.778"), "ResNeXt101_32x4d": scores(f"top1: {deeper}")}

    assert len(find("accuracy-falls-with-model-size", models)) == found


@pytest.mark.parametrize(("score", "found"), [("0.721", 1), ("0.7204", 0), ("0.72", 0)])
def test_two_tables_of_one_source(find: Find, score: str, found: int) -> None:
    again = {"of": ["page", "again"], **scores(f"top1: {score}")}

    assert len(find("tables-disagree", {"Net": [scores("top1: 0.720"), again]})) == found


def test_two_sources_are_not_two_tables(find: Find) -> None:
    other = {"of": ["other", "metrics"], **scores("top1: 0.5")}

    assert find("tables-disagree", {"Net": [scores("top1: 0.7"), other]}) == []
