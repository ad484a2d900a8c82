"""The local store of downloads: one folder a link, in the user's cache or where `$ZOOPROOF_STORE` says."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from catalog.writing import write_whole

if TYPE_CHECKING:
    from catalog.record import Download, Model

FACTS = "download.json"
"""Beside each file: what is known of it."""

EXTRACTED = "files"
"""The folder beside an archive that its files are in, once it is extracted."""

_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")


@dataclass(frozen=True)
class StoredFile:
    """A download that is here as a whole."""

    path: Path
    size: int
    """Bytes."""
    sha256: str
    """Digest of the bytes as they were received."""

    @property
    def extracted(self) -> Path:
        """The folder of the archive's files; there once it has been extracted."""
        return self.path.parent / EXTRACTED


def store_directory() -> Path:
    """Return the folder of downloads: `$ZOOPROOF_STORE`, or `zooproof/downloads` in the user's cache."""
    named = os.environ.get("ZOOPROOF_STORE")
    if named:
        return Path(named)
    from platformdirs import user_cache_path

    return user_cache_path("zooproof", appauthor=False) / "downloads"


def folder_of(model: str, url: str, store: Path | None = None) -> Path:
    """Return the folder of one link of one model; two links never share one."""
    digest = hashlib.sha256(url.encode("utf-8")).hexdigest()[:16]
    return (store or store_directory()) / model / digest


def file_name(url: str) -> str:
    """Return the last part of a link as a plain file name: letters, digits, `.`, `_` and `-`, with no dot in front."""
    last = unquote(urlsplit(url).path).rsplit("/", 1)[-1]
    name = _UNSAFE.sub("_", last).lstrip(".")[-120:]
    return "file" if name in {"", FACTS, EXTRACTED} else name


def stored_file(folder: Path, url: str) -> StoredFile | None:
    """Return the download that is whole in `folder`; None if there is none, or if the file is no longer as it came."""
    path = folder / file_name(url)
    try:
        facts = json.loads((folder / FACTS).read_text(encoding="utf-8"))
        size, sha256 = int(facts["size"]), str(facts["sha256"])
        if facts["url"] != url or path.stat().st_size != size:
            return None
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return StoredFile(path, size, sha256)


def files_here(model: Model, store: Path | None = None) -> Iterator[tuple[Download, StoredFile]]:
    """Yield the downloads of a model that the local store holds, whole and as the record states them."""
    for download in model.downloads:
        stored = stored_file(folder_of(model.name, download.url, store), download.url)
        fits = stored and download.size in (None, stored.size) and download.sha256 in (None, stored.sha256)
        if stored is not None and fits:
            yield download, stored


def keep(temporary: Path, folder: Path, url: str) -> StoredFile:
    """Move a file that has arrived to its place, and note its size and digest."""
    with temporary.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    path = folder / file_name(url)
    stored = StoredFile(path, temporary.stat().st_size, sha256)
    (folder / FACTS).unlink(missing_ok=True)
    temporary.replace(path)
    facts = asdict(stored) | {"path": path.name, "url": url}
    write_whole(folder / FACTS, json.dumps(facts, indent=2) + "\n")
    return stored
