"""Detections of one class matched to its objects, and the average precisions that follow from that."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

COCO_RECALLS = 101
"""COCO's average is over the precisions at the recalls 0, 0.01, …, 1 (pycocotools.cocoeval.Params)."""
VOC_RECALLS = 11
"""VOC's until 2009 is over those at 0, 0.1, …, 1 (Everingham et al., 2010, doi:10.1007/s11263-009-0275-4)."""


@dataclass(frozen=True)
class ClassMatches:
    """The detections of one class in all images, the best-scored first."""

    images: NDArray[np.int64]
    """[detections] Position of each detection's image."""
    right: NDArray[np.bool_]
    """[thresholds, detections] Whether it is the first to find an object, at each threshold of overlap."""
    wrong: NDArray[np.bool_]
    """[thresholds, detections] Whether it finds none; one that finds an object that need not be found is neither."""
    objects: NDArray[np.int64]
    """[images] How many objects each image holds that are to be found."""

    def counts(self, weights: NDArray[np.int64]) -> tuple[NDArray[np.int32], NDArray[np.int32], int]:
        """Return, for every number of best detections, the right and the wrong ones, and how many objects there are.

        Args:
            weights: [images] How often each image counts.
        """
        import numpy as np

        often = weights[self.images].astype(np.int32)
        right = np.cumsum(self.right * often, axis=1, dtype=np.int32)
        wrong = np.cumsum(self.wrong * often, axis=1, dtype=np.int32)
        return right, wrong, int(self.objects @ weights)


def interpolated(matches: ClassMatches, weights: NDArray[np.int64], recalls: int) -> float:
    """Return the mean, over thresholds and evenly spaced recalls, of the best precision at that recall or a higher one.

    Not a number if there is no object.

    Args:
        matches: Of one class.
        weights: [images] How often each image counts.
        recalls: How many recalls, 0 and 1 among them.
    """
    import numpy as np

    right, wrong, objects = matches.counts(weights)
    if not objects:
        return float("nan")
    best = _best_from_here(right, wrong)
    # Recall at least j / (n - 1), in whole numbers: right × (n - 1) ≥ j × objects.
    reached = np.arange(recalls, dtype=np.int64) * objects
    total = 0.0
    for row, precision in zip(right, best, strict=True):
        at = np.searchsorted(row.astype(np.int64) * (recalls - 1), reached, side="left")
        total += float(precision[at[at < len(precision)]].sum())
    return total / (recalls * len(right))


def integral(matches: ClassMatches, weights: NDArray[np.int64]) -> float:
    """Return the sum of the precision at each right detection, over the number of objects, as PaddleDetection takes it.

    Not a number if there is no object.
    """
    import numpy as np

    right, wrong, objects = matches.counts(weights)
    if not objects:
        return float("nan")
    gained = np.diff(right[0], prepend=0)
    return float((_precision(right[0], wrong[0]) * gained).sum() / objects)


def _best_from_here(right: NDArray[np.int32], wrong: NDArray[np.int32]) -> NDArray[np.float64]:
    import numpy as np

    precision = _precision(right, wrong)
    return np.asarray(np.maximum.accumulate(precision[:, ::-1], axis=1)[:, ::-1])


def _precision(right: NDArray[np.int32], wrong: NDArray[np.int32]) -> NDArray[np.float64]:
    import numpy as np

    return np.asarray(right / np.maximum(right + wrong, 1))
