"""Spellings of one name are found when they differ in case, punctuation or a typing mistake."""

import pytest

from catalog.lint import lint
from tests.catalog.lint.conftest import WriteModels


@pytest.mark.parametrize(
    ("aliases", "found"),
    [("net-v2", "NetV2, net-v2"), ("Network", None), ("NetV3", None)],
)
def test_spellings_of_a_model(write_models: WriteModels, aliases: str, found: str | None) -> None:
    zoo = write_models({"NetV2": {"record": [f"aliases: [{aliases}]"], "complexity": ["params: 3.5 M"]}})

    findings = lint(zoo, rules=["spelling-variants"]).findings

    assert [finding.quotes[0].text for finding in findings] == ([found] if found else [])


@pytest.mark.parametrize(
    ("aliases", "found"),
    [
        ("ILSVRC2012, ISLVRC2012", ["ILSVRC2012, ISLVRC2012"]),
        ("ILSVRC2012, ILSVRC2013", []),
        ("ImageNet 1k", ["ImageNet-1k, ImageNet 1k"]),
        ("ILSVRC", []),
    ],
)
def test_spellings_of_a_data_set(write_models: WriteModels, aliases: str, found: list[str]) -> None:
    entry = f"{{name: ImageNet-1k, tasks: [], metrics: [top1], about: {{en: Images.}}, aliases: [{aliases}]}}"
    datasets = f"imagenet-1k: {entry}\n"
    zoo = write_models({"Net": {"complexity": ["params: 3.5 M"]}}, files={"datasets.yaml": datasets})

    findings = lint(zoo, rules=["spelling-variants"]).findings

    assert [finding.quotes[0].text for finding in findings] == found
    assert all(finding.quotes[0].file.name == "datasets.yaml" for finding in findings)
