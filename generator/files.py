"""Writing files so that nobody ever reads half of one."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0)


def write_changed(path: Path, content: bytes) -> bool:
    """Write a file under a temporary name and rename it; report whether that was needed.

    A file that has these bytes already is left alone, so that whoever watches it does no work.

    Raises:
        OSError: The file can't be written.
    """
    if path.is_file() and path.read_bytes() == content:
        return False
    write(str(path), content)
    return True


def write(path: str, content: bytes) -> None:
    """Write a file under a temporary name and rename it; its folder is made if it is not there.

    The temporary name is always the same, so that the next run writes over what an ended run left in a published
    folder, or removes it. `catalog.writing` has a name for each process instead, for files that several write at once.

    Raises:
        OSError: The file can't be written.
    """
    temporary = _unfinished(path)
    try:
        handle = os.open(temporary, _FLAGS, 0o644)
    except FileNotFoundError:
        os.makedirs(os.path.dirname(path), exist_ok=True)  # noqa: PTH103, PTH120 - as for `os.replace`
        handle = os.open(temporary, _FLAGS, 0o644)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.replace(temporary, path)  # noqa: PTH105 - pathlib takes four times as long
    except OSError:
        Path(temporary).unlink(missing_ok=True)
        raise


def clear_unfinished(path: str) -> None:
    """Remove what a run that was ended left under the temporary name of a file.

    Raises:
        OSError: It can't be removed.
    """
    with suppress(FileNotFoundError):
        os.unlink(_unfinished(path))  # noqa: PTH108 - as for `os.replace`


def _unfinished(path: str) -> str:
    return f"{path}.new"
