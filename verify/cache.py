"""Findings on graphs that have been examined before, kept in the user's cache folder."""

from __future__ import annotations

import contextlib
import os
import time
from pathlib import Path
from typing import TYPE_CHECKING

from catalog.writing import write_whole

if TYPE_CHECKING:
    from verify.examination import GraphFindings

UNUSED_DAYS = 60
"""Findings that were not asked for in this many days are deleted."""


def default_folder() -> Path:
    """Return `$ZOOPROOF_CACHE`, else `zooproof` in the user's cache folder."""
    named = os.environ.get("ZOOPROOF_CACHE")
    if named:
        return Path(named)
    from platformdirs import user_cache_path

    return user_cache_path("zooproof", appauthor=False)


class FindingsCache:
    """A folder with one JSON file for each digest of what the findings depend on.

    What can't be read is as good as absent, and what can't be written is not kept: a cache never stops a check.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "findings"

    def get(self, digest: str) -> GraphFindings | None:
        """Return the findings that are kept for a digest."""
        from verify.examination import GraphFindings

        path = self._path(digest)
        try:
            found = GraphFindings.model_validate_json(path.read_bytes())
            os.utime(path)
        except (OSError, ValueError):
            return None
        return found

    def knows(self, digest: str) -> bool:
        """Tell whether there are findings whose digest begins with that of a graph."""
        return any(self._path(digest).parent.glob(f"{digest}*.json"))

    def put(self, digest: str, findings: GraphFindings) -> None:
        """Keep findings, unless the examination was cut short: it may come to an end at another time."""
        if findings.cut_short:
            return
        with contextlib.suppress(OSError):
            write_whole(self._path(digest), findings.model_dump_json())

    def prune(self) -> None:
        """Delete what was not asked for in `UNUSED_DAYS`."""
        oldest = time.time() - UNUSED_DAYS * 24 * 3600
        for path in self._folder.glob("*/*"):
            with contextlib.suppress(OSError):
                if path.stat().st_mtime < oldest:
                    path.unlink()

    def _path(self, digest: str) -> Path:
        return self._folder / digest[:2] / f"{digest}.json"
