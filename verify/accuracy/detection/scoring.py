"""Score a trained detector on annotated images: average precision with its bootstrap interval."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from verify.accuracy.detection.bootstrap import bootstrap_interval
from verify.accuracy.detection.detecting import Detecting, find_in_all
from verify.accuracy.detection.ground_truth import GroundTruth


@dataclass(frozen=True)
class BoxScore:
    """Average precisions by metric, as fractions of 1, each with its interval."""

    precision: dict[str, float]
    intervals: dict[str, tuple[float, float]]


def score_boxes(
    detecting: Detecting,
    truth: GroundTruth,
    chosen: Sequence[int],
    *,
    seed: int = 0,
    progress_file: Path | None = None,
    progress: Callable[[int], None] = lambda done: None,
) -> BoxScore:
    """Find the objects in images and score what was found.

    Args:
        detecting: The detector.
        truth: What is true of the images.
        chosen: Positions of the images in `truth.images`.
        seed: Of the bootstrap.
        progress_file: Where detections are kept, so that a run that was ended goes on there; removed at the end.
        progress: Called with the number of images that are done.

    Raises:
        VerifyError: an image can't be used, the network can't be run on it, or the images hold no object.
    """
    images = [truth.images[position] for position in chosen]
    found = find_in_all(detecting, images, progress_file=progress_file, progress=progress)
    scored = truth.score(chosen, found)
    score = BoxScore(
        {metric: precision.value for metric, precision in scored.items()},
        {metric: bootstrap_interval(precision, len(images), seed) for metric, precision in scored.items()},
    )
    if progress_file is not None:
        with suppress(OSError):
            progress_file.unlink()
    return score
