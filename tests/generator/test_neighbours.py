"""A model's place among those that were measured like it."""

from pathlib import Path

import pytest

import catalog
from generator.neighbours import Neighbours, fields_of, neighbours_of, renew_fields
from generator.pages.models import render_model, shown_besides
from generator.site import make_site
from generator.snapshot import Snapshot, take_snapshot
from tests.generator.conftest import write_zoo

NETS = {"Slow": ("0.90", "40"), "Quick": ("0.50", "5"), "Middle": ("0.70", "10"), "Poor": ("0.60", "20")}
"""Accuracy and milliseconds; `Poor` is beaten by `Middle` in both."""


def zoo_of(folder: Path, nets: dict[str, tuple[str, str]]) -> Snapshot:
    """A zoo whose models were measured on a device that nobody else was."""
    write_zoo(folder)
    for name, (top1, ms) in nets.items():
        record = f"""\
name: {name}
family: Net
task: image-classification
dataset: pictures
input: {{size: 224}}
reported:
  - source: other
    accuracy: [{{dataset: pictures, top1: {top1}}}]
    latency: [{{device: idle, batch: 1, input_size: 224, ms: {ms}}}]
"""
        (folder / "models" / "Net" / f"{name}.yaml").write_text(record)
    return take_snapshot(catalog.load(folder))


def found(snapshot: Snapshot, name: str) -> Neighbours:
    neighbours = neighbours_of(snapshot, snapshot.zoo.models[name])
    assert neighbours is not None
    return neighbours


def around(snapshot: Snapshot, name: str) -> tuple[str | None, bool, str | None]:
    """The faster neighbour, whether the model itself is on the front, the better neighbour."""
    neighbours = found(snapshot, name)
    faster, better = neighbours.faster, neighbours.better
    return faster and faster.model, neighbours.on_front, better and better.model


def test_the_front_in_closed_form(tmp_path: Path) -> None:
    snapshot = zoo_of(tmp_path, NETS)
    assert around(snapshot, "Quick") == (None, True, "Middle")
    assert around(snapshot, "Middle") == ("Quick", True, "Slow")
    assert around(snapshot, "Slow") == ("Middle", True, None)
    assert around(snapshot, "Poor") == ("Middle", False, "Middle")
    assert found(snapshot, "Poor").compared == 4


def test_equal_points_stand_on_the_front_together_and_are_no_neighbours(tmp_path: Path) -> None:
    snapshot = zoo_of(tmp_path, NETS | {"Twin": NETS["Middle"]})
    assert around(snapshot, "Twin") == around(snapshot, "Middle") == ("Quick", True, "Slow")


@pytest.mark.parametrize("tied", [("0.60", "10"), ("0.70", "12")], ids=["as fast", "as accurate"])
def test_a_tie_in_one_number_is_beaten_in_the_other(tied: tuple[str, str], tmp_path: Path) -> None:
    snapshot = zoo_of(tmp_path, NETS | {"Tied": tied})
    assert not found(snapshot, "Tied").on_front
    body = render_model(make_site(snapshot, "en"), snapshot.zoo.models["Tied"]).body
    assert "at least one is as fast and as accurate or better, and better in one of the two." in body


def test_the_page_says_under_which_conditions(tmp_path: Path) -> None:
    snapshot = zoo_of(tmp_path, NETS)
    body = render_model(make_site(snapshot, "en"), snapshot.zoo.models["Middle"]).body
    assert "Idle CPU, batch size 1 · Top-1, Pictures" in body
    assert "10 ms · 0.70" in body
    assert "On the front: none of 4 models" in body


def test_conditions_are_never_mixed(snapshot: Snapshot) -> None:
    fields = fields_of(snapshot).values()
    assert any(len(field.rivals) > 1 for field in fields)
    for field in fields:
        stated = [dict(rival.latency.claim.conditions) for rival in field.rivals]
        assert all(conditions == stated[0] for conditions in stated)
        assert len({(rival.score.claim.quantity, rival.score.claim.dataset) for rival in field.rivals}) == 1


def test_a_model_alone_has_no_neighbours(snapshot: Snapshot, tmp_path: Path) -> None:
    assert neighbours_of(snapshot, snapshot.zoo.models["Det_scenes"]) is None
    assert neighbours_of(zoo_of(tmp_path, {"Alone": ("0.5", "1")}), snapshot.zoo.models["Det_scenes"]) is None


def test_a_page_is_stale_when_a_neighbour_changes_and_only_then(tmp_path: Path) -> None:
    before = zoo_of(tmp_path / "before", NETS)
    after = zoo_of(tmp_path / "after", NETS | {"Slow": ("0.95", "40")})
    same = zoo_of(tmp_path / "same", NETS)

    def told(snapshot: Snapshot, name: str) -> str:
        return shown_besides(snapshot, snapshot.zoo.models[name])

    assert told(before, "Middle") != told(after, "Middle")
    assert told(before, "Quick") == told(after, "Quick")
    assert all(told(before, name) == told(same, name) for name in before.zoo.models)


@pytest.mark.parametrize("changed", [("0.95", "7"), None], ids=["another speed", "another source"])
def test_groups_that_are_renewed_are_those_made_anew(tmp_path: Path, changed: tuple[str, str] | None) -> None:
    before = fields_of(zoo_of(tmp_path, NETS))
    record = tmp_path / "models" / "Net" / "Middle.yaml"
    if changed is None:
        record.write_text(record.read_text().replace("source: other", "source: page"))
    else:
        zoo_of(tmp_path, NETS | {"Middle": changed})
    after = take_snapshot(catalog.load(tmp_path))
    assert renew_fields(before, after, {"Middle"}) == fields_of(after) != before
