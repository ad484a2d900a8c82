"""Find the objects in images: resumable, the same for the same images."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from catalog.heads import Head
from catalog.writing import write_whole
from verify.accuracy.detection.preparing import Preparation
from verify.accuracy.detection.scales import find_at_scales

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from verify.trained_detector import TrainedDetector


@dataclass(frozen=True)
class Detecting:
    """A detector with all that its detections depend on but the image."""

    network: TrainedDetector
    preparation: Preparation
    head: Head | None
    classes: int

    def find(self, path: Path) -> NDArray[np.float64]:
        """Return the detections in an image (see `TrainedDetector.find`)."""
        pixels = self.preparation.read(path)
        if self.preparation.fit == "scales":
            return find_at_scales(self._find_scaled, pixels)
        return self.network.find(self.preparation.prepare(pixels), self.head, self.classes)

    def _find_scaled(self, pixels: NDArray[np.uint8], factor: float) -> NDArray[np.float64]:
        return self.network.find(self.preparation.prepare_scaled(pixels, factor), self.head, self.classes)

    def key(self, images: Sequence[Path]) -> str:
        """Return a digest of everything that the detections in images depend on."""
        head = self.head.model_dump_json() if self.head else ""
        parts = (self.network.sha256, repr(self.preparation), head, str(self.classes), *map(str, images))
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def find_in_all(
    detecting: Detecting,
    images: Sequence[Path],
    *,
    progress_file: Path | None = None,
    progress: Callable[[int], None] = lambda done: None,
) -> list[NDArray[np.float64]]:
    """Return the detections in each image.

    Args:
        detecting: The detector.
        images: The images, in this order.
        progress_file: Where the detections are kept, if they can be, a line an image, so that a run that was ended goes
            on there; the caller removes it when it has scored them.
        progress: Called with the number of images that are done.

    Raises:
        VerifyError: an image can't be used, or the network can't be run on it.
    """
    import numpy as np

    key = detecting.key(images)
    kept = _resume(progress_file, key)[: len(images)]
    found = [np.array(rows, np.float64).reshape(-1, 6) for rows in kept]
    kept_in = _begin(progress_file, key, kept)
    progress(len(found))
    for path in images[len(found) :]:
        rows = detecting.find(path)
        found.append(rows)
        if kept_in is not None:
            with suppress(OSError), kept_in.open("a", encoding="utf-8") as file:
                file.write(f"{json.dumps(rows.tolist())}\n")
        progress(len(found))
    return found


def _resume(path: Path | None, key: str) -> list[Any]:
    """Return the detections that are kept of the same run; a line that was cut off is done again."""
    try:
        lines = path.read_text(encoding="utf-8").split("\n")[:-1] if path is not None else []
        if not lines or json.loads(lines[0]) != {"key": key}:
            return []
        kept = [json.loads(line) for line in lines[1:]]
    except (OSError, ValueError):
        return []
    fits = all(isinstance(row, list) and len(row) == 6 for rows in kept for row in rows)
    return kept if fits else []


def _begin(path: Path | None, key: str, kept: Sequence[Any]) -> Path | None:
    """Return the file that further detections are added to; None if there is no place for one."""
    if path is None:
        return None
    try:
        write_whole(path, "".join(f"{json.dumps(entry)}\n" for entry in ({"key": key}, *kept)))
    except OSError:
        return None
    return path
