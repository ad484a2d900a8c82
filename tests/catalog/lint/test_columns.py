"""Sparse columns, missing rows and odd digits are found in tables that are large enough to judge."""

import pytest

from tests.catalog.lint.conftest import Find, Lines

TEN = [f"Net{index}" for index in range(10)]


def score(line: str) -> str:
    return f"dataset: imagenet-1k, {line}"


@pytest.mark.parametrize(("filled", "found"), [(5, 1), (6, 0), (10, 0)])
def test_a_sparse_column(find: Find, filled: int, found: int) -> None:
    def lines(index: int) -> Lines:
        return {"accuracy": [score("top1: 0.712, top5: 0.901" if index < filled else "top1: 0.712")]}

    findings = find("sparse-column", {name: lines(index) for index, name in enumerate(TEN)})

    assert [str(finding.said) for finding in findings] == ["page/metrics: top5 is there for 5 of 10 models."] * found


def test_a_small_table_is_not_judged(find: Find) -> None:
    models: dict[str, Lines] = {name: {"accuracy": [score("top1: 0.712")]} for name in TEN[:6]}

    assert find("sparse-column", models | {"Net7": {"accuracy": [score("top5: 0.901")]}}) == []


@pytest.mark.parametrize(("rows", "found"), [(10, 0), (9, 1), (5, 0)])
def test_a_row_that_is_missing_in_one_table(find: Find, rows: int, found: int) -> None:
    def reports(index: int) -> list[Lines]:
        again: Lines = {"of": ["page", "again"], "latency": ["device: t4, batch: 1, ms: 1.0"]}
        return [{"accuracy": [score("top1: 0.712")]}, *([again] if index < rows else [])]

    findings = find("missing-row", {name: reports(index) for index, name in enumerate(TEN)})

    assert [finding.models for finding in findings] == [("Net9",)] * found


@pytest.mark.parametrize(
    ("usual", "odd", "found"),
    [("0.712", "0.7124", 1), ("0.712", "0.71", 0), ("0.710", "0.71", 1), ("0.712", "0.713", 0)],
)
def test_digits_that_do_not_fit_their_column(find: Find, usual: str, odd: str, found: int) -> None:
    models: dict[str, Lines] = {name: {"accuracy": [score(f"top1: {usual}")]} for name in TEN}
    models["Net9"] = {"accuracy": [score(f"top1: {odd}")]}

    assert [finding.models for finding in find("other-digits", models)] == [("Net9",)] * found


def test_a_baseline_that_a_table_only_quotes_is_no_row(find: Find) -> None:
    models: dict[str, Lines] = {}
    for name in TEN:
        models[name] = {"accuracy": [score("top1: 0.712")]}
        own = [f"baseline: {name}", "compression: [ssld]"]
        models[f"{name}_ssld"] = {"record": own, "accuracy": [score("top1: 0.732, top5: 0.901")]}

    assert find("sparse-column", models) == []
