"""Writing a file as a whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path


def write_whole(path: Path, content: bytes | str) -> None:
    """Write a file under a temporary name and rename it, so that nobody reads half of it; text is written in UTF-8.

    The temporary name begins with a dot, which whoever lists a zoo's files passes over. The folder is made if it is not
    there.

    Raises:
        OSError: it can't be written; what stood there before is still there.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        temporary.write_bytes(content.encode() if isinstance(content, str) else content)
        temporary.replace(path)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise
