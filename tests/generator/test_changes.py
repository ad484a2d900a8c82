from pathlib import Path

import pytest

from catalog import CatalogError
from catalog.loading import reload
from generator.changes import Touched, changed_files, read_zoo, touched_by
from generator.digests import FileDigests, Ingredients
from generator.snapshot import renew_snapshot
from tests.generator.conftest import write_zoo

RECORD = "models/Net/Net_x1_0.yaml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_zoo(tmp_path / "zoo")


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_changed_record_and_its_evidence_are_told_apart_from_other_changes(folder: Path) -> None:
    digests = FileDigests()
    before, zoo = Ingredients.find(folder, digests), read_zoo(folder).zoo
    assert changed_files(before, Ingredients.find(folder, digests)) == set()
    edit(folder / RECORD, "top1: 0.580", "top1: 0.5801")
    edit(folder / "evidence/Net/Net_x0_5.yaml", "gap: 0.5", "gap: 0.51")
    changed = changed_files(before, Ingredients.find(folder, digests))
    assert changed == {str(folder / RECORD), str(folder / "evidence/Net/Net_x0_5.yaml")}
    touched = touched_by(zoo, sorted(changed))
    assert touched == Touched(("Net_x0_5", "Net_x1_0"), ())
    assert touched_by(zoo, [str(folder / "families/Net/about.zh.md")]) == Touched((), ("Net",))
    for other in ("devices.yaml", "families/Net/family.yaml", "families/Net/about.txt", "models/Net/New.yaml"):
        assert touched_by(zoo, {*changed, str(folder / other)}) is None
    (folder / RECORD).unlink()
    assert touched_by(zoo, {str(folder / RECORD)}) is None


def test_files_are_current_until_one_is_saved_comes_or_goes(folder: Path) -> None:
    digests = FileDigests()
    digests.below(folder)
    assert digests.are_current(folder)
    edit(folder / RECORD, "top1: 0.580", "top1: 0.5801")
    assert not digests.are_current(folder)
    digests.below(folder)
    (folder / "evidence/Net/Net_x0_5.yaml").unlink()
    assert not digests.are_current(folder)
    digests.below(folder)
    (folder / "families/Net/about.de.md").write_text("Netze.")
    assert not digests.are_current(folder)
    digests.below(folder)
    assert digests.are_current(folder)


def test_a_zoo_that_is_renewed_is_the_zoo_read_anew(folder: Path) -> None:
    before = read_zoo(folder)
    edit(folder / RECORD, "top1: 0.580", "top1: 0.5801")
    edit(folder / "evidence/Net/Net_x1_0.yaml", "macs: 300512000", "macs: 300512001")
    renewed = renew_snapshot(before, reload(before.zoo, ["Net_x1_0"]), ["Net_x1_0"])
    anew = read_zoo(folder)
    assert renewed.printings == anew.printings
    assert renewed.evidence == anew.evidence
    assert renewed.zoo.models == anew.zoo.models
    assert before.printings != anew.printings


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("top1: 0.580,", "top1: 5.80,", r"Net_x1_0\.yaml:17:\d+: top1: an accuracy lies between 0 and 1"),
        ("name: Net_x1_0", "name: [", r"Net_x1_0\.yaml:\d+:\d+: this is no YAML"),
        ("aliases: [", "aliases: [Det_scenes, ", r"Net_x1_0\.yaml:2:\d+: aliases: 'Det_scenes' is a name of another"),
        ("dataset: pictures\nbuilt", "dataset: picturs\nbuilt", r"Net_x1_0\.yaml:6:\d+: .*did you mean 'pictures'"),
    ],
)
def test_a_mistake_in_a_record_that_is_read_again_is_located(folder: Path, old: str, new: str, message: str) -> None:
    before = read_zoo(folder)
    edit(folder / RECORD, old, new)
    with pytest.raises(CatalogError, match=message):
        reload(before.zoo, ["Net_x1_0"])
