"""Fetch a file of a record into the local store: resumed after a cut, checked, and in its place only when whole."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from catalog.exceptions import NetworkError
from catalog.network import READ_SECONDS, AddressPolicy, Response, open_url, public_address
from catalog.store import StoredFile, file_name, keep, stored_file

LARGEST = 16 << 30
"""Bytes; the most that is fetched when a record states no size."""

TRIES = 4
"""Requests in a row that may bring nothing new."""

REQUESTS = 200
"""Requests in all for one file."""

Progress = Callable[[int, int | None], None]
"""Told how many bytes are here, and how many there are in all if that is known."""


@dataclass(frozen=True)
class Expected:
    """What a record states of a file."""

    size: int | None = None
    """Bytes."""
    sha256: str | None = None


def fetch(
    url: str,
    folder: Path,
    expected: Expected,
    *,
    allowed: AddressPolicy = public_address,
    progress: Progress = lambda done, total: None,
    read_seconds: float = READ_SECONDS,
) -> StoredFile:
    """Fetch a file, or return the one that is here already.

    What arrives is kept under a temporary name, so that a later call goes on where this one was cut, provided that the
    server says that the file is still the same, or that the record states its digest.

    Raises:
        NetworkError: the server does not give the file, or gives another one than the record states.
    """
    here = stored_file(folder, url)
    if here is not None and _fits(here, expected):
        return here
    folder.mkdir(parents=True, exist_ok=True)
    with _Partial.opened(folder / f"{file_name(url)}.partial") as partial:
        _receive(url, partial, expected, allowed, progress, read_seconds)
        partial.flush()
        _require_expected(partial, expected)
        stored = keep(partial.path, folder, url)
        partial.forget()
    return stored


def _fits(stored: StoredFile, expected: Expected) -> bool:
    return expected.size in (None, stored.size) and expected.sha256 in (None, stored.sha256)


class _Partial:
    """A file that is arriving, with what the server said to tell one version of it from another."""

    def __init__(self, path: Path, file: IO[bytes]) -> None:
        self.path = path
        self._file = file
        self._note = path.with_name(f"{path.name}.json")
        self.validator = self._read_note()

    @classmethod
    @contextmanager
    def opened(cls, path: Path) -> Iterator[_Partial]:
        """Open the file for one process at a time."""
        with path.open("ab") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise NetworkError("another process is fetching this file") from error
            if not path.exists() or path.stat().st_ino != os.fstat(file.fileno()).st_ino:
                raise NetworkError("another process has just fetched this file; call again")
            yield cls(path, file)

    @property
    def size(self) -> int:
        return self._file.tell()

    def write(self, piece: bytes) -> None:
        self._file.write(piece)

    def restart(self, validator: str | None) -> None:
        """Begin again at the first byte, of the version that the server now has."""
        self._file.truncate(0)
        self._file.seek(0)
        self.validator = validator
        self._note.write_text(json.dumps({"validator": validator}), encoding="utf-8")

    def flush(self) -> None:
        self._file.flush()

    def forget(self) -> None:
        self._note.unlink(missing_ok=True)

    def discard(self) -> None:
        self.path.unlink(missing_ok=True)
        self.forget()

    def _read_note(self) -> str | None:
        try:
            validator = json.loads(self._note.read_text(encoding="utf-8"))["validator"]
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return validator if isinstance(validator, str) else None


def _receive(
    url: str,
    partial: _Partial,
    expected: Expected,
    allowed: AddressPolicy,
    progress: Progress,
    read_seconds: float,
) -> None:
    tries, furthest = TRIES, partial.size
    for _ in range(REQUESTS):
        try:
            headers = _range_headers(partial, expected)
            with open_url("GET", url, headers=headers, allowed=allowed, read_seconds=read_seconds) as response:
                total = _begin(response, partial, expected)
                _copy(response, partial, total, expected, progress)
        except _CutError as cut:
            tries = TRIES if partial.size > furthest else tries - 1
            furthest = max(furthest, partial.size)
            if not tries:
                raise NetworkError(f"{cut} ({partial.size:,} bytes are here; the next call goes on there)") from cut
        else:
            return
    raise NetworkError(f"{REQUESTS} requests brought {partial.size:,} bytes; the next call goes on there")


class _CutError(NetworkError):
    """The file did not come to its end; another request may bring the rest."""


def _range_headers(partial: _Partial, expected: Expected) -> dict[str, str]:
    if partial.size == 0:
        return {}
    if partial.validator is not None:
        return {"Range": f"bytes={partial.size}-", "If-Range": partial.validator}
    return {"Range": f"bytes={partial.size}-"} if expected.sha256 else {}


def _begin(response: Response, partial: _Partial, expected: Expected) -> int | None:
    """Make the partial file ready for the body that follows; return the bytes of the whole file, if known."""
    if response.status == 416:
        partial.restart(None)
        raise _CutError("the server has no such range")
    if response.status not in (200, 206):
        raise NetworkError(f"the server answers {response.status}")
    if response.status == 206:
        start, total = _content_range(response.headers)
        changed = partial.validator is not None and _validator(response.headers) not in (None, partial.validator)
        if changed or start != partial.size:
            partial.restart(None)
            raise _CutError("the server gives another range, or another version, than asked for")
    else:
        total = response.length
        partial.restart(_validator(response.headers))
    if None not in (total, expected.size) and total != expected.size:
        raise NetworkError(f"the server has {total:,} bytes, the record states {expected.size:,}")
    return total


def _content_range(headers: Mapping[str, str]) -> tuple[int | None, int | None]:
    """Return the first byte and the whole size that `Content-Range: bytes 5-9/10` tells."""
    match = re.fullmatch(r"bytes (\d{1,18})-\d{1,18}/(\d{1,18}|\*)", headers.get("content-range", "").strip())
    if match is None:
        return None, None
    return int(match[1]), None if match[2] == "*" else int(match[2])


def _validator(headers: Mapping[str, str]) -> str | None:
    """Return what tells this version of the file from others; a weak tag does not (RFC 9110, section 13.1.5)."""
    tag = headers.get("etag", "")
    return tag if tag.startswith('"') else headers.get("last-modified")


def _copy(response: Response, partial: _Partial, total: int | None, expected: Expected, progress: Progress) -> None:
    most = expected.size or total or LARGEST
    if most > LARGEST and expected.size is None:
        raise NetworkError(
            f"the server announces {most:,} bytes; at most {LARGEST:,} are fetched without a stated size"
        )
    progress(partial.size, total)
    for piece in _pieces(response):
        if partial.size + len(piece) > most:
            partial.discard()
            raise NetworkError(f"the server sends more than {most:,} bytes")
        partial.write(piece)
        progress(partial.size, total)
    if total is not None and partial.size < total:
        raise _CutError(f"the server sent {partial.size:,} of {total:,} bytes")


def _pieces(response: Response) -> Iterator[bytes]:
    try:
        yield from response.body
    except NetworkError as error:
        raise _CutError(str(error)) from error


def _require_expected(partial: _Partial, expected: Expected) -> None:
    size = partial.path.stat().st_size
    if expected.size not in (None, size):
        partial.discard()
        raise NetworkError(f"{size:,} bytes arrived, the record states {expected.size:,}")
    if expected.sha256 is not None:
        with partial.path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
        if found != expected.sha256:
            partial.discard()
            raise NetworkError(f"the bytes have the SHA-256 {found}, the record states {expected.sha256}")
