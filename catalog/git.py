"""What git knows of a zoo's folder: which files differ from a revision, and what they held there."""

from __future__ import annotations

import os
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from catalog.exceptions import CatalogError, Problem

LARGEST_TREE = 1 << 30
"""Bytes of a revision's folder that are read."""

OF_A_HOOK = frozenset({"GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_INDEX_FILE", "GIT_PREFIX"})
"""What git tells its hooks of the repository; below, it would take the folder for the top of it."""


def changed_files(folder: Path, revision: str) -> frozenset[Path]:
    """Return the files below a folder that differ from a revision, as paths below the folder.

    Changed, added, deleted and renamed files count, committed or not, also those that git does not track yet.

    Raises:
        CatalogError: the folder is in no git repository, or there is no such revision.
    """
    commit = resolve(folder, revision)
    tracked = _git(folder, "diff", "--name-only", "--no-renames", "--relative", "-z", commit, "--", ".")
    untracked = _git(folder, "ls-files", "--others", "--exclude-standard", "-z", "--", ".")
    return frozenset(Path(os.fsdecode(name)) for name in (tracked + untracked).split(b"\0") if name)


def text_at(folder: Path, commit: str, name: Path) -> str | None:
    """Return what a file below a folder held at a commit; None if it was not there.

    Raises:
        CatalogError: it is not UTF-8 text.
    """
    listed = _git(folder, "ls-tree", "--name-only", "-z", commit, "--", name.as_posix())
    if not listed:
        return None
    raw = _git(folder, "show", f"{commit}:./{name.as_posix()}")
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        raise CatalogError(Problem(Path(f"{commit}:{name}"), 0, 0, "expected UTF-8 text")) from error


@contextmanager
def folder_at(folder: Path, revision: str) -> Iterator[Path]:
    """Lend a copy of a folder as it was at a revision.

    Raises:
        CatalogError: the folder is in no git repository, was not there at the revision, or held a link that leads out
            of it.
    """
    commit = resolve(folder, revision)
    if not _git(folder, "ls-tree", "-z", commit, "--", "."):
        raise CatalogError(Problem(folder, 0, 0, f"the revision {revision!r} does not hold this folder"))
    archive = _git(folder, "archive", "--format=tar", commit, ".")
    if len(archive) > LARGEST_TREE:
        raise CatalogError(Problem(folder, 0, 0, f"is larger than {LARGEST_TREE >> 20} MiB at {revision!r}"))
    with TemporaryDirectory(prefix="zooproof-") as temporary:
        try:
            with tarfile.open(fileobj=BytesIO(archive)) as tar:
                tar.extractall(temporary, filter="data")
        except tarfile.FilterError as error:
            raise CatalogError(Problem(folder, 0, 0, f"can't be had as it was at {revision!r}: {error}")) from error
        yield Path(temporary)


def log(folder: Path, revision: str, form: str) -> str:
    """Return the history of the files below a folder with what each commit changed in them, newest first.

    Args:
        folder: The folder.
        revision: The newest commit.
        form: What is written of each commit, in UTF-8, as git's `--format` takes it. Patches follow, without context.

    Raises:
        CatalogError: the folder is in no git repository, or has no commit.
    """
    plain = ("--encoding=UTF-8", "--no-show-signature", "--no-color", "--no-ext-diff", "--no-textconv")
    options = ("--no-merges", "--no-renames", *plain, "--patch", "--unified=0")
    return _git(folder, "log", f"--format={form}", *options, revision, "--", ".").decode(errors="replace")


def is_shallow(folder: Path) -> bool:
    """Tell whether the repository lacks its older commits, so that its first one seems to have added everything.

    Raises:
        CatalogError: the folder is in no git repository.
    """
    return _git(folder, "rev-parse", "--is-shallow-repository").strip() == b"true"


def resolve(folder: Path, revision: str) -> str:
    """Return the full name of the commit that a revision names.

    Raises:
        CatalogError: the folder is in no git repository, or there is no such revision.
    """
    try:
        _git(folder, "rev-parse", "--is-inside-work-tree")
    except CatalogError as error:
        raise CatalogError(Problem(folder, 0, 0, f"is in no git repository: {_reason(error)}")) from error
    try:
        found = _git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    except CatalogError as error:
        message = f"git knows no revision {revision[:100]!r} here; a shallow clone lacks older ones"
        raise CatalogError(Problem(folder, 0, 0, message)) from error
    return found.decode().strip()


def _reason(error: CatalogError) -> str:
    return error.problems[0].message


def _git(folder: Path, *arguments: str) -> bytes:
    command = ["git", "-c", "core.quotePath=false", *arguments]
    environment = {name: value for name, value in os.environ.items() if name not in OF_A_HOOK}
    try:
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False)
    except FileNotFoundError as error:
        missing = "the program git is not installed" if folder.is_dir() else "there is no such folder"
        raise CatalogError(Problem(folder, 0, 0, missing)) from error
    if done.returncode != 0:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        raise CatalogError(Problem(folder, 0, 0, said[0] if said else f"git {arguments[0]} failed"))
    return done.stdout
