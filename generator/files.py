"""Writing files so that nobody ever reads half of one."""

from __future__ import annotations

import tempfile
from pathlib import Path


def write_changed(path: Path, content: bytes) -> bool:
    """Write a file under a temporary name and rename it; report whether that was needed.

    A file that has these bytes already is left alone, so that whoever watches it does no work.

    Raises:
        OSError: The file can't be written.
    """
    if path.is_file() and path.read_bytes() == content:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
        temporary = Path(file.name)
        try:
            file.write(content)
            file.close()
            temporary.chmod(0o644)
            temporary.replace(path)
        except OSError:
            temporary.unlink(missing_ok=True)
            raise
    return True
