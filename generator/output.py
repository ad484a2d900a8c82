"""A folder of generated files that remembers what each was made of, so that only what changed is made again."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from generator.exceptions import GeneratorError
from generator.files import clear_unfinished, write

MANIFEST = ".zooproof-files.json"
"""Name of the file, in the output folder, that lists the generated files with the digest of what each is made of."""

UNFINISHED = ".zooproof-unfinished"
"""Name of the file, in the output folder, that is there from a run's first write until its list of files is written."""

_Entry = tuple[str, int]
"""The digest of what a file is made of, and its size in bytes."""


class Output:
    """The folder while it is brought up to date: files are kept or written, and `finish` removes those that are gone.

    Only files that an earlier run wrote are removed. A file whose bytes did not change is left alone. Where a run was
    ended before it could write its list, files as new as its first write are not what the earlier list says of them.
    """

    def __init__(self, folder: Path) -> None:
        """Open a folder, creating it.

        Raises:
            GeneratorError: The folder can't be made, or its list of files is damaged.
        """
        self.folder = folder
        self.written: list[str] = []
        """Paths of the files that were written."""
        self.removed: list[str] = []
        """Paths of the files that were removed."""
        self._root = f"{folder}{os.sep}"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self.made_of, self._earlier = _read_manifest(folder / MANIFEST)
            self._cut_off = begun(folder)
        except OSError as error:
            raise _unwritable(error, folder) from None
        self._has_begun = False
        if self._cut_off is not None:
            self.made_of = ""
        self._now: dict[str, _Entry] = {}

    @property
    def is_new(self) -> bool:
        """Whether no earlier run left a list of its files here."""
        return not self._earlier

    @property
    def total(self) -> int:
        """The number of files that the last finished run left here."""
        return len(self._earlier)

    def keep(self, path: str, digest: str) -> bool:
        """Keep a file of an earlier run if it was made of the same and is still there; report whether it is."""
        entry = self._earlier.get(path)
        if entry is None or entry[0] != digest or not self._is_there(path, entry[1]):
            return False
        self._now[path] = entry
        return True

    def keep_all(self, digest: str) -> None:
        """Keep the files of the earlier run that are made of `digest`."""
        self._now.update((path, entry) for path, entry in self._earlier.items() if entry[0] == digest)

    def is_complete(self) -> bool:
        """Report whether every file of the earlier run is there with its size."""
        return all(self._is_there(path, size) for path, (_, size) in self._earlier.items())

    def read(self, path: str) -> bytes | None:
        """Return what a file holds now; None if it is not there."""
        try:
            return Path(self._root + path).read_bytes()
        except OSError:
            return None

    def write(self, path: str, content: bytes, digest: str = "") -> bool:
        """Write a file under another name and rename it, unless it has these bytes already; report whether it had to.

        Raises:
            GeneratorError: The file can't be written.
        """
        self._now[path] = (digest, len(content))
        place = self._root + path
        if self._is_there(path, len(content), whenever=True) and self.read(path) == content:
            return False
        try:
            if not self._has_begun:
                begin(self.folder)
                self._has_begun = True
            write(place, content)
        except OSError as error:
            raise _unwritable(error, Path(place)) from None
        self.written.append(path)
        return True

    def finish(self, made_of: str = "") -> None:
        """Remove the files of the earlier run that are gone, and write the list of files.

        Args:
            made_of: The digest of everything that the folder was made of, to be asked for by the next run.

        Raises:
            GeneratorError: A file can't be written or removed.
        """
        try:
            self._clear_unfinished()
            for path in self._earlier.keys() - self._now.keys():
                if _remove(self.folder, path):
                    self.removed.append(path)
            self._save(made_of)
        except OSError as error:
            raise _unwritable(error, self.folder) from None

    def break_off(self) -> None:
        """Remember what was written so far and remove nothing, because the rest can't be made."""
        self._clear_unfinished()
        self._now = self._earlier | self._now
        self._save("")

    def _clear_unfinished(self) -> None:
        """Remove what a run that did not end left of files that were left alone since."""
        if self._cut_off is not None:
            for path in self._now.keys() | self._earlier.keys():
                clear_unfinished(self._root + path)

    def _save(self, made_of: str) -> None:
        content = {"made_of": made_of, "files": dict(sorted(self._now.items()))}
        text = json.dumps(content, ensure_ascii=False, separators=(",", ":")).replace("],", "],\n") + "\n"
        if self.read(MANIFEST) != text.encode():
            write(self._root + MANIFEST, text.encode())
        (self.folder / UNFINISHED).unlink(missing_ok=True)
        self.made_of, self._earlier, self._now = made_of, self._now, {}
        self._cut_off, self._has_begun = None, False

    def _is_there(self, path: str, size: int, *, whenever: bool = False) -> bool:
        """Report whether a file has a size and, if not `whenever`, was not written by a run that did not end."""
        try:
            stat = os.stat(self._root + path)  # noqa: PTH116 - pathlib takes four times as long
        except OSError:
            return False
        return stat.st_size == size and (whenever or self._cut_off is None or stat.st_mtime_ns < self._cut_off)


def begin(folder: Path) -> None:
    """Say that files of a folder are about to be written, and that its list of them is not true until a run ends.

    Raises:
        OSError: The folder can't be written to.
    """
    (folder / UNFINISHED).open("a").close()  # the time of the first run that did not end stays


def begun(folder: Path) -> int | None:
    """Return when the first run that did not end began to write, in nanoseconds; None if the last run ended."""
    try:
        return (folder / UNFINISHED).stat().st_mtime_ns
    except FileNotFoundError:
        return None


def _read_manifest(path: Path) -> tuple[str, dict[str, _Entry]]:
    try:
        content: Any = json.loads(path.read_text(encoding="utf-8"))
        entries = {str(name): (str(digest), int(size)) for name, (digest, size) in content["files"].items()}
        return str(content["made_of"]), entries
    except FileNotFoundError:
        return "", {}
    except (ValueError, TypeError, KeyError, AttributeError):
        message = f"{path}: expected a list of files with their digests; remove the file to write the folder anew"
        raise GeneratorError(message) from None


def _remove(folder: Path, path: str) -> bool:
    """Remove a file of an earlier run and the folders it leaves empty; never anything outside `folder`."""
    root = folder.resolve()
    target = root / path
    parent = target.parent.resolve()
    if not parent.is_relative_to(root) or not target.is_file():
        return False
    target.unlink()
    for emptied in (parent, *parent.parents):
        if emptied == root or any(emptied.iterdir()):
            break
        emptied.rmdir()
    return True


def _unwritable(error: OSError, place: Path) -> GeneratorError:
    return GeneratorError(f"{error.filename or place}: {error.strerror}")
