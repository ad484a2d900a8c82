"""The bootstrap interval of an average precision (Efron and Tibshirani, An Introduction to the Bootstrap, 1993).

What would it be on all images of the kind? Drawing as many images again, with repetition, shows how it scatters and
how far it is off on the whole: it comes out higher on few images, where rare classes have an object or two.

A handful of images that happen to be alike scatter little or not at all. Student's distribution widens what few images
tell, and no interval is narrower than the share of images that may be otherwise though none of these is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from verify.accuracy.intervals import CONFIDENCE, score_interval

if TYPE_CHECKING:
    from verify.accuracy.detection.ground_truth import AveragePrecision

RESAMPLES = 200
"""Enough for a standard error, by the same book's chapter 6; COCO's 5000 images take a minute."""


def bootstrap_interval(
    precision: AveragePrecision, images: int, seed: int, confidence: float = CONFIDENCE
) -> tuple[float, float]:
    """Return the interval over images with the bootstrap's bias and standard error, as fractions of 1.

    One image tells nothing. The interval tells how much the draw of the images matters, and always holds the value
    itself. The matches of detections and objects are taken as they are.

    Args:
        precision: Of the images.
        images: How many there are.
        seed: Of the resampling.
        confidence: Between 0 and 1.
    """
    import numpy as np
    from scipy.stats import t

    if images < 2:
        return 0.0, 1.0
    random = np.random.default_rng(seed)
    shares = np.full(images, 1 / images)
    drawn = [precision.weighted(random.multinomial(images, shares)) for _ in range(RESAMPLES)]
    values = np.array([value for value in drawn if np.isfinite(value)] or [precision.value])
    centre = 2 * precision.value - float(values.mean())
    scatter = float(t.ppf((1 + confidence) / 2, images - 1)) * float(values.std())
    half = max(scatter, score_interval(0, images, confidence)[1])
    return max(0.0, min(centre - half, precision.value)), min(1.0, max(centre + half, precision.value))
