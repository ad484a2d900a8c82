"""The bootstrap interval of an average precision (Efron and Tibshirani, An Introduction to the Bootstrap, chapter 13).

Which values would it take, had other images of the same kind been drawn?
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from verify.accuracy.intervals import CONFIDENCE

if TYPE_CHECKING:
    from verify.accuracy.detection.ground_truth import AveragePrecision

RESAMPLES = 1000
"""Five of them lie beyond each end of an interval of 99 %."""


def bootstrap_interval(
    precision: AveragePrecision, images: int, seed: int, confidence: float = CONFIDENCE
) -> tuple[float, float]:
    """Return the percentile interval over images, as fractions of 1; it always holds the value itself.

    It tells how much the draw of the images matters. The matches of detections and objects are taken as they are.

    Args:
        precision: Of the images.
        images: How many there are.
        seed: Of the resampling.
        confidence: Between 0 and 1.
    """
    import numpy as np

    random = np.random.default_rng(seed)
    shares = np.full(images, 1 / images)
    drawn = [precision.weighted(random.multinomial(images, shares)) for _ in range(RESAMPLES)]
    values = np.array([value for value in drawn if np.isfinite(value)] or [precision.value])
    tail = (1 - confidence) / 2
    low, high = np.quantile(values, [tail, 1 - tail])
    return min(float(low), precision.value), max(float(high), precision.value)
