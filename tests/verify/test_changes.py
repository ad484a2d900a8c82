"""Which models a change in git touches."""

import subprocess
from pathlib import Path

import pytest

import catalog
from tests.verify.conftest import record
from verify.changes import Changes, changes_since, touched


def git(folder: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=Somebody", "-c", "user.email=somebody@example.org"]
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True)


@pytest.fixture
def tracked_zoo(tiny_zoo: Path) -> Path:
    """The tiny zoo and a model `Other` without a graph, which names another source, in a commit."""
    sources = tiny_zoo / "sources.yaml"
    sources.write_text(sources.read_text() + sources.read_text().replace("page:", "second:", 1))
    other = record("Other", "flops: 1, params: 2").replace("source: page", "source: second")
    (tiny_zoo / "models/Tiny/Other.yaml").write_text(other)
    git(tiny_zoo, "init", "--quiet")
    git(tiny_zoo, "add", "--all")
    git(tiny_zoo, "commit", "--quiet", "--message", "First")
    return tiny_zoo


def changed_models(zoo: Path) -> list[str]:
    return touched(catalog.load(zoo), changes_since(zoo, "HEAD"))


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_nothing_has_changed(tracked_zoo: Path) -> None:
    assert changes_since(tracked_zoo, "HEAD") == Changes()
    assert changed_models(tracked_zoo) == []


def test_a_record(tracked_zoo: Path) -> None:
    edit(tracked_zoo / "models/Tiny/Bad.yaml", "0.98", "0.99")
    assert changed_models(tracked_zoo) == ["Bad"]


def test_a_record_that_others_share_the_graph_of(tracked_zoo: Path) -> None:
    edit(tracked_zoo / "models/Tiny/Good.yaml", "0.98", "0.99")
    assert changed_models(tracked_zoo) == ["Bad", "Good"]


def test_a_record_that_another_names_as_its_baseline(tracked_zoo: Path) -> None:
    edit(tracked_zoo / "models/Tiny/Other.yaml", "family: Tiny", "family: Tiny\nbaseline: Good")
    git(tracked_zoo, "commit", "--quiet", "--all", "--message", "Second")
    (tracked_zoo / "graphs/Tiny/Good.onnx").unlink()
    assert changed_models(tracked_zoo) == ["Bad", "Good", "Other"]


def test_a_new_record(tracked_zoo: Path) -> None:
    (tracked_zoo / "models/Tiny/New.yaml").write_text(record("New", "flops: 1, params: 2"))
    assert changed_models(tracked_zoo) == ["New"]


def test_a_graph(tracked_zoo: Path) -> None:
    (tracked_zoo / "graphs/Tiny/Good.onnx").unlink()
    assert changed_models(tracked_zoo) == ["Bad", "Good"]


def test_a_family(tracked_zoo: Path) -> None:
    edit(tracked_zoo / "families/Tiny/family.yaml", "Tiny networks.", "Small networks.")
    assert changed_models(tracked_zoo) == ["Bad", "Good", "Other"]


def test_prose_touches_no_model(tracked_zoo: Path) -> None:
    (tracked_zoo / "families/Tiny/about.en.md").write_text("They are tiny.\n")
    assert changed_models(tracked_zoo) == []


def test_a_source_touches_the_models_that_name_it(tracked_zoo: Path) -> None:
    sources = tracked_zoo / "sources.yaml"
    sources.write_text(sources.read_text() + "  errata: [{claims: [params], finding: {en: Wrong.}}]\n")
    assert changes_since(tracked_zoo, "HEAD").entries == {"second"}
    assert changed_models(tracked_zoo) == ["Other"]


def test_a_device_touches_the_models_timed_on_it(tracked_zoo: Path) -> None:
    edit(tracked_zoo / "devices.yaml", "A GPU.", "A card.")
    assert changed_models(tracked_zoo) == ["Bad", "Good", "Other"]


def test_a_vocabulary_that_was_moved_about_touches_nothing(tracked_zoo: Path) -> None:
    sources = tracked_zoo / "sources.yaml"
    sources.write_text("# A comment\n\n" + sources.read_text())
    assert changed_models(tracked_zoo) == []


def test_a_vocabulary_that_is_no_yaml(tracked_zoo: Path) -> None:
    (tracked_zoo / "devices.yaml").write_text("t4: [")
    with pytest.raises(catalog.CatalogError, match=r"devices\.yaml:2:1: this is no YAML"):
        changes_since(tracked_zoo, "HEAD")
