"""Boxes in pixels, and how much of them overlaps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

CLASS, SCORE, BOX = 0, 1, slice(2, 6)
"""Columns of detections: an array [detections, 6] of class, score, left, top, right, bottom, in pixels of the image."""

LARGEST = 1e7
"""Pixels; a coordinate beyond it is no place in an image."""

EDGE = 1
"""Pixels at the right and the bottom edge that belong to a box, as VOC, WIDER FACE and PaddleDetection's YOLO count."""


def overlaps(box: NDArray[np.float64], others: NDArray[np.float64], edge: int = EDGE) -> NDArray[Any]:
    """Return the intersection over union of a box, or of each of several, with others: [..., boxes].

    Args:
        box: [..., 4], left, top, right, bottom.
        others: [boxes, 4].
        edge: With 1, a box from 3 to 5 is 3 wide; with 0, it is 2 wide.
    """
    import numpy as np

    width = np.minimum(box[..., None, 2], others[:, 2]) - np.maximum(box[..., None, 0], others[:, 0]) + edge
    height = np.minimum(box[..., None, 3], others[:, 3]) - np.maximum(box[..., None, 1], others[:, 1]) + edge
    shared = width.clip(0) * height.clip(0)
    union = area(box, edge)[..., None] + area(others, edge) - shared
    return np.asarray(np.divide(shared, union, out=np.zeros_like(shared), where=union > 0))


def best_first(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return detections ordered by their scores; equal ones stay in their order."""
    import numpy as np

    return rows[np.argsort(-rows[:, SCORE], kind="stable")]


def area(boxes: NDArray[np.float64], edge: int = EDGE) -> NDArray[Any]:
    """Return the pixels of each box, [..., 4]."""
    import numpy as np

    return np.asarray((boxes[..., 2:] - boxes[..., :2] + edge).clip(edge).prod(axis=-1))
