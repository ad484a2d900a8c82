"""Evidence is written whole, read back as it was, and left alone while it holds."""

from pathlib import Path

import catalog
from verify.check import check_models
from verify.evidence import HEADER, is_current, update


def test_what_is_written_is_read_back(tiny_zoo: Path) -> None:
    zoo = catalog.load(tiny_zoo)
    (report,) = check_models(zoo, ["Good"]).models
    assert not is_current(zoo, report.evidence)
    assert update(zoo, report.evidence)
    assert zoo.evidence("Good") == report.evidence
    assert zoo.evidence_path("Good").read_text().startswith(HEADER)


def test_evidence_that_holds_is_not_written_again(tiny_zoo: Path) -> None:
    zoo = catalog.load(tiny_zoo)
    (report,) = check_models(zoo, ["Good"]).models
    update(zoo, report.evidence)
    written = zoo.evidence_path("Good").stat().st_mtime_ns
    assert not update(zoo, report.evidence.model_copy(update={"tools": {"onnx": "another"}}))
    assert zoo.evidence_path("Good").stat().st_mtime_ns == written


def test_evidence_that_can_not_be_read_is_written_anew(tiny_zoo: Path) -> None:
    zoo = catalog.load(tiny_zoo)
    (report,) = check_models(zoo, ["Good"]).models
    update(zoo, report.evidence)
    zoo.evidence_path("Good").write_text("model: Good\nan_old_key: 1\n")
    assert check_models(zoo, ["Bad"]).models
    assert update(zoo, report.evidence)
    assert is_current(zoo, report.evidence)


def test_a_changed_number_makes_the_evidence_stale(tiny_zoo: Path) -> None:
    zoo = catalog.load(tiny_zoo)
    update(zoo, check_models(zoo, ["Good"]).models[0].evidence)
    path = tiny_zoo / "models/Tiny/Good.yaml"
    path.write_text(path.read_text().replace("0.98", "0.97"))
    changed = catalog.load(tiny_zoo)
    assert not is_current(changed, check_models(changed, ["Good"]).models[0].evidence)
    assert list(path.parent.glob(".*")) == []
