"""Objects in an image that the network sees at several scales and mirrored, merged by a vote.

This is how PaddleDetection evaluates faces with `--multi_scale` (tools/face_eval.py), after S³FD (Zhang et al., 2017,
arXiv:1708.05237). Small images of large faces and large images of small faces are trusted, not the other way round. All
constants are those of that program.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from verify.accuracy.detection.boxes import BOX, CLASS, SCORE, best_first, overlaps

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Find = Callable[[NDArray[np.uint8], float], NDArray[np.float64]]
    """From pixels and the factor on their sides to detections in these pixels."""

MOST_PIXELS = 678 * 1024 * 4
"""An image is enlarged to no more."""
STEPS = ((1.5, 0.1), (2.0, 0.2), (3.0, 0.3), (4.0, 0.4), (5.0, 0.5))
"""From which factor on how much is taken off it, beyond `MARGIN`."""
MARGIN = 0.3
LEAST_FACTOR = 0.1
PYRAMID = (0.75, 1.25, 1.5, 1.75)
QUARTER = 0.25
LARGE = 30
"""Pixels of the longer side that a box found in a shrunk image must exceed."""
SMALL = 100
"""Pixels below which the shorter side of a box found in an enlarged image must stay."""
SHARE = 0.3
"""Boxes whose intersection over union with the best one is as much are one vote."""
MOST_BOXES = 750
LEAST_SCORE = 0.01


def find_at_scales(find: Find, pixels: NDArray[np.uint8]) -> NDArray[np.float64]:
    """Return the detections in an image, as that program writes them: to a tenth of a pixel.

    Args:
        find: Detects at one scale.
        pixels: The image as height × width × RGB.
    """
    import numpy as np

    most = largest_factor(pixels.shape[0], pixels.shape[1])
    own = min(most, 1.0)
    found = [find(pixels, own), _mirrored(find, pixels, own)]
    found.extend(_trusted(find(pixels, factor), factor) for factor in further_factors(most))
    rows = np.concatenate(found)
    votes = [vote(rows[rows[:, CLASS] == label]) for label in np.unique(rows[:, CLASS])]
    return written(best_first(np.concatenate([rows[:0], *votes])))


def largest_factor(height: int, width: int) -> float:
    """Return the largest factor on an image's sides; the smaller the image, the larger it is.

    Args:
        height: In pixels.
        width: In pixels.
    """
    exact = (MOST_PIXELS / (height * width)) ** 0.5
    factor = int(exact * 100) / 100 - MARGIN
    taken = [step for least, step in STEPS if factor >= least]
    return max(factor - taken[-1] if taken else factor, LEAST_FACTOR)


def further_factors(most: float) -> Iterator[float]:
    """Yield the factors on an image's sides beside its own.

    Args:
        most: The largest factor for this image.
    """
    half = 0.5 if most >= 0.75 else 0.5 * most
    yield half
    doubled = min(2.0, most) if most > 1 else (half + most) / 2
    yield doubled
    if most > 2:
        while (doubled := 2 * doubled) < most:
            yield doubled
        yield most
    yield QUARTER
    yield from (factor for factor in PYRAMID if factor <= most)


def vote(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the means of boxes that overlap, each weighted by its score; the best score is that of the mean.

    A box that none other confirms counts only if it is the last one.

    Args:
        rows: Detections of one class (see `verify.accuracy.detection.boxes`).
    """
    import numpy as np

    left = best_first(rows)
    merged = []
    while len(left):
        one = overlaps(left[0, BOX], left[:, BOX]) >= SHARE
        # A box of less than a pixel does not even overlap itself enough.
        one[0] = True
        group, left = left[one], left[~one]
        if len(group) > 1 or not len(left):
            mean = group[:, SCORE] @ group[:, BOX] / group[:, SCORE].sum()
            merged.append([group[0, CLASS], group[0, SCORE], *mean])
    kept = np.array(merged[:MOST_BOXES], np.float64).reshape(-1, 6)
    return kept[kept[:, SCORE] >= LEAST_SCORE]


def written(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return detections as the program writes them and WIDER FACE's evaluation tools read them.

    It writes corner, width and height to a tenth of a pixel and scores to a thousandth; the pixels at the right and the
    bottom edge belong to a box, and the tools add width and height to the corner.
    """
    import numpy as np

    result = rows.copy()
    corner, size = rows[:, 2:4].round(1), (rows[:, 4:6] - rows[:, 2:4] + 1).round(1)
    result[:, SCORE] = rows[:, SCORE].round(3)
    result[:, BOX] = np.column_stack([corner, corner + size])
    return result


def _mirrored(find: Find, pixels: NDArray[np.uint8], factor: float) -> NDArray[np.float64]:
    import numpy as np

    rows = find(np.ascontiguousarray(pixels[:, ::-1]), factor)
    mirrored = rows.copy()
    mirrored[:, 2], mirrored[:, 4] = pixels.shape[1] - rows[:, 4], pixels.shape[1] - rows[:, 2]
    return mirrored


def _trusted(rows: NDArray[np.float64], factor: float) -> NDArray[np.float64]:
    sides = rows[:, 4:6] - rows[:, 2:4] + 1
    fits: NDArray[np.bool_] = sides.min(axis=1) < SMALL if factor > 1 else sides.max(axis=1) > LARGE
    return rows[fits]
