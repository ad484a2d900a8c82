"""What git knows of a folder: changed files, old texts, whole states."""

import os
import subprocess
from pathlib import Path

import pytest

from catalog.exceptions import CatalogError
from catalog.git import changed_files, folder_at, resolve, text_at


def git(folder: Path, *arguments: str) -> str:
    identity = ["-c", "user.name=Somebody", "-c", "user.email=somebody@example.org", "-c", "init.defaultBranch=main"]
    done = subprocess.run(["git", *identity, *arguments], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """`zoo` in a repository of one commit."""
    zoo = tmp_path / "repository" / "zoo"
    zoo.mkdir(parents=True)
    for name in ("kept", "changed", "deleted", "renamed", "名 字"):
        (zoo / name).write_text(f"{name}\n", encoding="utf-8")
    (tmp_path / "repository" / "outside").write_text("")
    (zoo / ".gitignore").write_text("ignored\n")
    git(zoo.parent, "init", "--quiet")
    git(zoo.parent, "add", "--all")
    git(zoo.parent, "commit", "--quiet", "--message", "First")
    return zoo


def test_committed_staged_and_new_files_are_changes(folder: Path) -> None:
    assert changed_files(folder, "HEAD") == frozenset()
    first = resolve(folder, "HEAD")
    (folder / "changed").write_text("otherwise\n")
    (folder / "名 字").write_text("otherwise\n")
    git(folder, "commit", "--quiet", "--all", "--message", "Second")
    git(folder, "mv", "renamed", "moved")
    (folder / "deleted").unlink()
    for name in ("new", "ignored"):
        (folder / name).touch()
    (folder.parent / "outside").write_text("changed")
    names = {"changed", "名 字", "renamed", "moved", "deleted", "new"}
    assert changed_files(folder, first) == {Path(name) for name in names}
    assert changed_files(folder, "HEAD") == {Path(name) for name in names - {"changed", "名 字"}}


def test_a_name_that_is_no_text(folder: Path) -> None:
    name = os.fsdecode(b"\xff.yaml")
    (folder / name).touch()
    assert changed_files(folder, "HEAD") == {Path(name)}


def test_in_a_hook_the_folder_is_where_it_is(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_DIR", str(folder.parent / ".git"))
    assert changed_files(folder, "HEAD") == frozenset()
    assert text_at(folder, resolve(folder, "HEAD"), Path("kept")) == "kept\n"


def test_a_link_that_leads_out_is_refused(folder: Path) -> None:
    (folder / "link").symlink_to("/etc/passwd")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "A link")
    with pytest.raises(CatalogError, match="'link' is a link to an absolute path"), folder_at(folder, "HEAD"):
        pass


def test_old_texts(folder: Path) -> None:
    commit = resolve(folder, "HEAD")
    (folder / "名 字").unlink()
    assert text_at(folder, commit, Path("名 字")) == "名 字\n"
    assert text_at(folder, commit, Path("never there")) is None


def test_a_state_is_lent(folder: Path) -> None:
    (folder / "kept").write_text("otherwise\n")
    with folder_at(folder, "HEAD") as copy:
        assert (copy / "kept").read_text() == "kept\n"
        assert sorted(path.name for path in copy.iterdir()) == sorted(
            [".gitignore", "kept", "changed", "deleted", "renamed", "名 字"]
        )
    assert not copy.exists()


@pytest.mark.parametrize("revision", ["nothing", "--output=/tmp/x", "HEAD~5", "", "-h", "HEAD:zoo/kept", "a\nb"])
def test_a_revision_that_is_none(revision: str, folder: Path) -> None:
    with pytest.raises(CatalogError, match="git knows no revision"):
        resolve(folder, revision)


def test_a_folder_outside_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(CatalogError, match="is in no git repository: fatal: not a git repository"):
        changed_files(tmp_path, "HEAD")


def test_a_folder_that_was_not_there_then(folder: Path) -> None:
    first = git(folder, "rev-parse", "HEAD")
    added = folder / "added"
    added.mkdir()
    with pytest.raises(CatalogError, match="does not hold this folder"), folder_at(added, first):
        pass


def test_without_the_program(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(CatalogError, match="the program git is not installed"):
        resolve(folder, "HEAD")
