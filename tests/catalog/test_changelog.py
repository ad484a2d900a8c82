"""What git tells of records, from a real repository."""

import subprocess
from datetime import date
from pathlib import Path

import pytest

from catalog.changelog import MOST_LINES, changes_of
from tests.catalog.test_git import git

ON = "2026-03-05T12:00:00+00:00"
HOSTILE = "<script>alert(1)</script> \x1b[31m\x01\x02 \u202eback"


@pytest.fixture
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of models of a zoo that lies in a sub-folder of its repository."""
    monkeypatch.setenv("GIT_COMMITTER_DATE", ON)
    monkeypatch.setenv("GIT_AUTHOR_DATE", ON)
    folder = tmp_path / "repository" / "deep" / "zoo" / "models"
    (folder / "Net").mkdir(parents=True)
    git(tmp_path / "repository", "init", "--quiet")
    return folder


def commit(models: Path, subject: str, **records: str | None) -> str:
    """Write records, remove those that are None, and commit all."""
    for name, text in records.items():
        path = models / "Net" / f"{name}.yaml"
        if text is None:
            path.unlink()
        else:
            path.write_text(text, encoding="utf-8")
    git(models, "add", "--all", ".")
    git(models, "commit", "--quiet", "--allow-empty", "-m", subject)
    return git(models, "rev-parse", "HEAD")


def test_records_are_added_and_changed(models: Path) -> None:
    first = commit(models, "Begin", A="top1: 0.5\nsize: 1\n", B="top1: 0.6\n")
    second = commit(models, "Correct a number", A="top1: 0.7\nsize: 1\n")
    changes = changes_of(models)
    assert set(changes) == {"A", "B"}
    newest, oldest = changes["A"]
    assert (newest.commit, newest.day, newest.subject) == (second, date(2026, 3, 5), "Correct a number")
    assert (newest.added, newest.lines, newest.further) == (False, ("-top1: 0.5", "+top1: 0.7"), 0)
    assert (oldest.commit, oldest.added, oldest.lines) == (first, True, ())
    assert [change.commit for change in changes["B"]] == [first]


def test_a_new_commit_is_seen(models: Path) -> None:
    commit(models, "Begin", A="a: 1\n")
    assert len(changes_of(models)["A"]) == 1
    commit(models, "Go on", A="a: 2\n")
    assert len(changes_of(models)["A"]) == 2


def test_a_renamed_record_begins_anew_and_a_deleted_one_keeps_its_past(models: Path) -> None:
    text = "".join(f"line: {number}\n" for number in range(20))
    commit(models, "Begin", Old=text, Gone=text)
    commit(models, "Rename", Old=None, Gone=None, New=text)
    changes = changes_of(models)
    assert [(change.subject, change.added) for change in changes["New"]] == [("Rename", True)]
    assert [change.subject for change in changes["Old"]] == [change.subject for change in changes["Gone"]] == ["Begin"]


def test_many_changed_lines_are_cut_and_counted(models: Path) -> None:
    commit(models, "Begin", A="a: 1\n")
    commit(models, "Grow", A="a: 1\n" + "".join(f"b: {number}\n" for number in range(MOST_LINES + 5)))
    newest = changes_of(models)["A"][0]
    assert len(newest.lines) == MOST_LINES
    assert newest.further == 5


def test_a_subject_holds_no_character_that_is_not_shown_and_forges_nothing(models: Path) -> None:
    commit(models, "Begin", A="a: 1\n")
    commit(models, HOSTILE, A="a: diff --git \x01\ndiff: '+++ b/B.yaml'\n")
    (newest, _) = changes_of(models)["A"]
    assert newest.subject == "<script>alert(1)</script> \ufffd[31m\ufffd\ufffd \ufffdback"
    assert newest.lines[-2:] == ("+a: diff --git \ufffd", "+diff: '+++ b/B.yaml'")
    assert set(changes_of(models)) == {"A"}


def test_only_records_below_the_folder_count(models: Path) -> None:
    (models / "Net" / "notes.txt").write_text("none\n")
    (models.parents[2] / "outside.yaml").write_text("none\n")
    git(models.parents[2], "add", "--all")
    commit(models, "Begin", A="a: 1\n")
    assert set(changes_of(models)) == {"A"}


def test_a_merge_is_passed_over(models: Path) -> None:
    commit(models, "Begin", A="a: 1\n")
    git(models, "checkout", "--quiet", "-b", "side")
    commit(models, "Aside", B="b: 1\n")
    git(models, "checkout", "--quiet", "main")
    commit(models, "Meanwhile", A="a: 2\n")
    git(models, "merge", "--quiet", "--no-ff", "-m", "Merge", "side")
    changes = changes_of(models)
    assert [change.subject for change in changes["B"]] == ["Aside"]
    assert [change.subject for change in changes["A"]] == ["Meanwhile", "Begin"]


def test_settings_of_whoever_builds_change_nothing(models: Path) -> None:
    commit(models, "Grün", A="a: 1\n")
    commit(models, "Blau", A="a: 2\n")
    before = changes_of(models)
    for setting in ("color.ui=always", "diff.noprefix=true", "i18n.logOutputEncoding=latin1", "diff.renames=copies"):
        git(models, "config", *setting.split("="))
    commit(models, "Later", B="b: 1\n")
    assert changes_of(models)["A"] == before["A"]
    assert [change.subject for change in before["A"]] == ["Blau", "Grün"]


def test_a_clone_without_its_past_does_not_claim_that_everything_was_added(models: Path, tmp_path: Path) -> None:
    commit(models, "Begin", A="a: 1\n", B="b: 1\n")
    commit(models, "Go on", A="a: 2\n")
    commit(models, "And on", A="a: 3\n")
    shallow = tmp_path / "shallow"
    origin = models.parents[2].as_uri()
    subprocess.run(["git", "clone", "--quiet", "--depth", "2", origin, str(shallow)], check=True)
    changes = changes_of(shallow / "deep" / "zoo" / "models")
    assert {name: [change.subject for change in told] for name, told in changes.items()} == {"A": ["And on"]}


def test_without_a_repository_there_is_no_history(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert changes_of(tmp_path) == {}


def test_without_a_commit_or_without_the_program_there_is_no_history(
    models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert changes_of(models) == {}
    commit(models, "Begin", A="a: 1\n")
    monkeypatch.setenv("PATH", "")
    assert changes_of(models) == {}
