"""Findings stand where a person acts on them."""

from pathlib import Path

import pytest

import catalog
from tests.verify.conftest import MACS, PARAMS, record
from verify.check import check_models
from verify.findings import Finding, findings


def found(zoo: Path) -> list[Finding]:
    loaded = catalog.load(zoo)
    return list(findings(loaded, check_models(loaded, loaded.models, whole_zoo=True)))


def test_a_wrong_number_is_found_at_its_digits(tiny_zoo: Path) -> None:
    (finding,) = found(tiny_zoo)
    path = tiny_zoo / "models/Tiny/Bad.yaml"
    line = path.read_text().splitlines()[finding.line - 1]
    assert finding.path == path.resolve()
    assert line[finding.column - 1 :].startswith(f"{2 * PARAMS}}}")
    assert (finding.rule, finding.owner, finding.subject) == ("contradicted", "Bad", "page/params[]")
    assert finding.message.startswith(f"page/params[] of Bad prints {2 * PARAMS}, not {PARAMS + 32}; nearest is ")


def test_paths_below_the_working_folder_are_relative(tiny_zoo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tiny_zoo.parent)
    assert found(tiny_zoo)[0].path == Path("zoo/models/Tiny/Bad.yaml")


def test_a_needless_erratum_is_found_at_its_place(tiny_zoo: Path) -> None:
    path = tiny_zoo / "models/Tiny/Bad.yaml"
    errata = [f"  - {{claims: [{quantity}], source: page, finding: {{en: No.}}}}" for quantity in ("params", "top1")]
    path.write_text(record("Bad", f"flops: {MACS}, params: {2 * PARAMS}", "graph_of: Good", "errata:", *errata))
    (finding,) = found(tiny_zoo)
    assert (finding.rule, finding.message) == ("needless-erratum", "erratum 2 of Bad (top1) explains no wrong claim")
    assert path.read_text().splitlines()[finding.line - 1] == errata[1]


def test_a_sources_needless_erratum_is_found_among_the_sources(tiny_zoo: Path) -> None:
    sources = tiny_zoo / "sources.yaml"
    sources.write_text(sources.read_text() + "  errata: [{claims: [storage], finding: {en: Too large.}}]\n")
    finding = found(tiny_zoo)[-1]
    assert (finding.path.name, finding.line, finding.column) == ("sources.yaml", 6, 12)
    assert finding.message == "erratum 1 of source page (storage) explains no wrong claim"


def test_a_broken_graph_is_found_in_every_record_that_uses_it(tiny_zoo: Path) -> None:
    (tiny_zoo / "graphs/Tiny/Good.onnx").write_bytes(b"\0" * 100)
    assert [(finding.rule, finding.owner, finding.line) for finding in found(tiny_zoo)] == [
        ("problem", "Bad", 1),
        ("problem", "Good", 1),
    ]
