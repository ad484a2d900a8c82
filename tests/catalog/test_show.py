"""What is said of one model."""

from collections.abc import Callable
from pathlib import Path

import pytest

import catalog
from catalog.show import as_data, explained, print_model
from tests.written_files import PAGE

RECORD = """\
name: Net_x0_25
family: Net
task: image-classification
summary: {en: A small net., zh: 小网络。}
input: {size: 224}
reported:
  - source: page
    table: metrics
    complexity:
      - {params: 1.50 M}
errata:
  - {source: page, claims: [params], finding: {en: Divided twice., zh: 除了两次。}}
downloads:
  - {kind: inference, format: tar, url: "https://example.org/net.tar"}
"""
SOURCES = (
    PAGE
    + """\
  tables: {metrics: {title: {en: Metrics}}, speed: {title: {en: Speed}}}
  errata:
    - {claims: [params], table: metrics, finding: {en: All too low.}}
    - {claims: [params], table: speed, finding: {en: Another table.}}
    - {claims: [flops], finding: {en: Another quantity.}}
other: {title: {en: Another}, publisher: Someone, url: "https://example.org/other", language: en}
"""
)


@pytest.fixture
def zoo(write_zoo: Callable[..., Path]) -> catalog.Catalog:
    return catalog.load(write_zoo({"models/Net/Net_x0_25.yaml": RECORD, "sources.yaml": SOURCES}))


def test_for_people(zoo: catalog.Catalog, capsys: pytest.CaptureFixture[str]) -> None:
    print_model(zoo, "Net_x0_25")

    assert capsys.readouterr().out == (
        "Net_x0_25 · Net · image-classification\n"
        "A small net.\n"
        "fact   value\n"
        f"file   {zoo.directory}/models/Net/Net_x0_25.yaml\n"
        "input  224 × 224\n"
        "\n"
        "quantity  printed  source  table    verdict\n"
        "params     1.50 M  page    metrics  unchecked\n"
        "\n"
        "Erratum of page on params: Divided twice.\n"
        "\n"
        "Erratum of page on params: All too low.\n"
        "\n"
        "download   format  url\n"
        "inference  tar     https://example.org/net.tar\n"
    )


def test_only_errata_that_concern_a_claim_are_told(zoo: catalog.Catalog) -> None:
    findings = [(source, erratum.finding["en"]) for source, erratum in explained(zoo, "Net_x0_25")]

    assert findings == [("page", "Divided twice."), ("page", "All too low.")]


def test_an_erratum_without_claims_tells_the_findings_that_it_acknowledges(
    write_zoo: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    acknowledged = "  - {findings: [metrics-out-of-order], finding: {en: A misprint.}}\n"
    record = RECORD.replace("errata:\n", f"errata:\n{acknowledged}")
    print_model(catalog.load(write_zoo({"models/Net/Net_x0_25.yaml": record, "sources.yaml": SOURCES})), "Net_x0_25")

    assert "\nErratum on metrics-out-of-order: A misprint.\n" in capsys.readouterr().out


def test_as_data(zoo: catalog.Catalog) -> None:
    data = as_data(zoo, "Net_x0_25")

    assert data["record"]["summary"]["zh"] == "小网络。"
    assert [row["printed"] for row in data["claims"]] == ["1.50"]
    assert [erratum["source"] for erratum in data["errata"]] == ["page", "page"]
    assert data["evidence"] is None
