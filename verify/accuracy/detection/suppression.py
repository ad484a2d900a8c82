"""Of boxes that overlap, only the best one stays (non-maximum suppression)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalog.heads import Head
from verify.accuracy.detection.boxes import BOX, CLASS, EDGE, best_first, overlaps

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def best_of_image(rows: NDArray[np.float64], head: Head, edge: int = EDGE) -> NDArray[np.float64]:
    """Return the detections of an image without doubles, as many as the head lets stay, the best first.

    Args:
        rows: All that was found (see `verify.accuracy.detection.boxes`).
        head: How many are compared, and how much they may overlap.
        edge: See `overlaps`.
    """
    import numpy as np

    kept = [suppress(rows[rows[:, CLASS] == label], head, edge) for label in np.unique(rows[:, CLASS])]
    return best_first(np.concatenate([rows[:0], *kept]))[: head.boxes]


def suppress(rows: NDArray[np.float64], head: Head, edge: int = EDGE) -> NDArray[np.float64]:
    """Return the boxes of one class that no better one overlaps too much."""
    import numpy as np

    left = best_first(rows)[: head.candidates]
    kept = []
    while len(left):
        kept.append(left[0])
        left = left[1:][overlaps(left[0, BOX], left[1:, BOX], edge) <= float(head.overlap)]
    return np.array(kept).reshape(-1, rows.shape[1])
