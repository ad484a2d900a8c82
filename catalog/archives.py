"""Extract an archive from outside: plain files below one folder, within limits, all of them or none."""

from __future__ import annotations

import lzma
import stat
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from catalog.exceptions import CatalogError, Problem


@dataclass(frozen=True)
class Limits:
    """How much an archive may hold."""

    files: int = 10_000
    """Files and folders."""
    size: int = 16 << 30
    """Bytes of all files together, extracted."""


DEPTH = 20
"""Folders inside each other."""

_PIECE = 1 << 20
_DAMAGES = (
    tarfile.TarError, zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError, RuntimeError,
    MemoryError,
)  # fmt: skip
"""What the standard library raises for a damaged archive."""


def is_archive(path: Path) -> bool:
    """Tell whether a file's name says that it is an archive that can be extracted."""
    return path.name.endswith((".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz", ".zip"))


def extract(path: Path, folder: Path, limits: Limits | None = None) -> list[Path]:
    """Extract a tar or zip archive into `folder`, which must not be there yet, and return the files.

    Only regular files and folders are extracted; permissions, owners and times are not. Nothing is loaded or run.

    Raises:
        CatalogError: it is no archive or a broken one, is larger than the limits, or holds a link, a device, or a name
            that leads out of the folder; nothing is left behind.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".extract-", dir=folder.parent) as temporary:
        root = Path(temporary, "files")
        root.mkdir()
        try:
            names = [_write(path, root, member) for member in _members(path, limits or Limits())]
        except _DAMAGES as error:
            raise _problem(path, f"can't be extracted: {error or type(error).__name__}") from error
        try:
            root.rename(folder)
        except OSError as error:
            raise CatalogError(Problem(folder, 0, 0, f"can't be written: {error.strerror}")) from error
    return [folder / name for name in names if name is not None]


@dataclass(frozen=True)
class _Member:
    name: str
    size: int
    content: IO[bytes] | None
    """None for a folder."""


def _members(path: Path, limits: Limits) -> Iterator[_Member]:
    count = size = 0
    for member in _zip_members(path) if zipfile.is_zipfile(path) else _tar_members(path):
        count, size = count + 1, size + member.size
        if count > limits.files:
            raise _problem(path, f"holds more than {limits.files:,} files")
        if size > limits.size:
            raise _problem(path, f"holds more than {limits.size:,} bytes")
        yield member


def _tar_members(path: Path) -> Iterator[_Member]:
    with tarfile.open(path, "r:*") as archive:
        for entry in archive:
            if not (entry.isreg() or entry.isdir()):
                raise _problem(path, f"{entry.name[:200]!r} is neither a file nor a folder")
            yield _Member(entry.name, entry.size, archive.extractfile(entry) if entry.isreg() else None)


def _zip_members(path: Path) -> Iterator[_Member]:
    with zipfile.ZipFile(path) as archive:
        for entry in archive.infolist():
            mode = stat.S_IFMT(entry.external_attr >> 16)
            if mode not in (0, stat.S_IFREG, stat.S_IFDIR):
                raise _problem(path, f"{entry.filename[:200]!r} is neither a file nor a folder")
            if entry.is_dir():
                yield _Member(entry.filename, 0, None)
            else:
                with archive.open(entry) as content:
                    yield _Member(entry.filename, entry.file_size, content)


def _write(path: Path, root: Path, member: _Member) -> str | None:
    """Write one member below `root`; return its name if it is a file."""
    name = _safe_name(path, member.name)
    if name is None:
        return None
    target = root / name
    if member.content is None:
        target.mkdir(parents=True, exist_ok=True)
        return None
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("xb") as file:
        left = member.size
        while piece := member.content.read(_PIECE):
            left -= len(piece)
            if left < 0:
                break
            file.write(piece)
    if left:
        raise _problem(path, f"{name[:200]!r} in it has not the length that its header announces")
    return name


def _safe_name(path: Path, name: str) -> str | None:
    """Return a member's name as a relative path that stays below the folder; None for the folder itself."""
    parts = PurePosixPath(name).parts
    if name.startswith("/") or ".." in parts or any(sign in name for sign in "\\\0") or len(parts) > DEPTH:
        raise _problem(path, f"holds the name {name[:200]!r}, which leads out of the folder")
    return "/".join(parts) or None


def _problem(path: Path, message: str) -> CatalogError:
    return CatalogError(Problem(path, 0, 0, message))
