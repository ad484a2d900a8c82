"""Score trained weights on labelled images: batched, resumable, the same for the same images."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from catalog.writing import write_whole
from verify.accuracy.datasets import LabelledImage, listing_digest
from verify.accuracy.preprocessing import Preprocessing
from verify.exceptions import VerifyError

if TYPE_CHECKING:
    from verify.trained import TrainedNetwork

BATCH = 32
DEPTHS = {"top1": 1, "top5": 5}
"""Metric → how many of the best-scored classes may hold the right one."""


@dataclass(frozen=True)
class Score:
    """Right answers by metric, of the images so far."""

    images: int = 0
    top1: int = 0
    top5: int = 0


def score_classification(
    network: TrainedNetwork,
    preprocessing: Preprocessing,
    images: Sequence[LabelledImage],
    *,
    classes: int | None = None,
    progress_file: Path | None = None,
    progress: Callable[[int], None] = lambda done: None,
) -> Score:
    """Count the images whose class is among the best-scored ones; the earlier class wins a tie.

    Args:
        network: The trained network.
        preprocessing: How an image becomes its input.
        images: The images, scored in this order.
        classes: How many scores the network must give, if known.
        progress_file: Where the counts are kept after each batch, if they can be, so that a run that was ended goes on
            there; removed at the end.
        progress: Called with the number of images scored.

    Raises:
        VerifyError: an image can't be used, or the network does not give a score for each class.
    """
    key = _key(network, preprocessing, images)
    score = _resume(progress_file, key)
    batch = network.fixed_batch or BATCH
    while score.images < len(images):
        progress(score.images)
        chosen = images[score.images : score.images + batch]
        score = _add(score, network, preprocessing, chosen, classes)
        _save(progress_file, key, score)
    progress(score.images)
    if progress_file is not None:
        with suppress(OSError):
            progress_file.unlink()
    return score


def _add(
    score: Score,
    network: TrainedNetwork,
    preprocessing: Preprocessing,
    chosen: Sequence[LabelledImage],
    classes: int | None,
) -> Score:
    import numpy as np

    rows = network.run(np.stack([preprocessing.tensor(image.path) for image in chosen]))
    found = rows.shape[1]
    if classes is not None and found != classes:
        raise VerifyError(f"{network.path}: gives {found} scores an image, expected one for each of {classes} classes")
    labels = np.array([image.label for image in chosen])
    if labels.max() >= found:
        raise VerifyError(f"{network.path}: gives {found} scores an image, but there is a class {labels.max()}")
    best = np.argsort(-rows, axis=1, kind="stable")[:, : max(DEPTHS.values())]
    right = best == labels[:, None]
    hits = {metric: int(right[:, :depth].any(axis=1).sum()) for metric, depth in DEPTHS.items()}
    return Score(score.images + len(chosen), score.top1 + hits["top1"], score.top5 + hits["top5"])


def _key(network: TrainedNetwork, preprocessing: Preprocessing, images: Sequence[LabelledImage]) -> str:
    text = f"{network.sha256} {preprocessing} {listing_digest(images)}"
    return hashlib.sha256(text.encode()).hexdigest()


def _resume(path: Path | None, key: str) -> Score:
    try:
        kept = json.loads(path.read_text(encoding="utf-8")) if path is not None else {}
        if kept.get("key") == key:
            return Score(int(kept["images"]), int(kept["top1"]), int(kept["top5"]))
    except (OSError, ValueError, KeyError, AttributeError, TypeError):
        pass
    return Score()


def _save(path: Path | None, key: str, score: Score) -> None:
    if path is None:
        return
    with suppress(OSError):
        write_whole(path, json.dumps({"key": key, "images": score.images, "top1": score.top1, "top5": score.top5}))
