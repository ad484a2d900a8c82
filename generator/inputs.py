"""Which files of the zoo a page is made of."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from generator.snapshot import Snapshot


def model_inputs(snapshot: Snapshot, name: str) -> frozenset[Path]:
    """Return the files that a model's page is made of: those of its kin and of its family."""
    family = snapshot.zoo.models[name].family
    return _files(snapshot, snapshot.kin[name]) | {snapshot.zoo.directory / "families" / family / "family.yaml"}


def family_inputs(snapshot: Snapshot, name: str) -> frozenset[Path]:
    """Return the files that a family's page is made of: those of its models and their kin, and its own."""
    folder = snapshot.zoo.directory / "families" / name
    kin = {relative for model in snapshot.families[name] for relative in snapshot.kin[model.name]}
    return _files(snapshot, kin) | {folder / "family.yaml", *folder.glob("about.*.md")}


def _files(snapshot: Snapshot, models: Iterable[str]) -> frozenset[Path]:
    """Return the records of models, and their evidence whether it is there or not."""
    zoo = snapshot.zoo
    return frozenset(path for name in models for path in (zoo.record_path(name), zoo.evidence_path(name)))
