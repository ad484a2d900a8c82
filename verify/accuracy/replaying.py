"""Predict a record's examples again, and compare with what its sources print."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from catalog.evidence import ReplayFacts
from catalog.record import Golden, Model
from verify.accuracy.preprocessing import Preprocessing, input_digest
from verify.exceptions import VerifyError
from verify.trained import TrainedNetwork

if TYPE_CHECKING:
    from numpy.typing import NDArray

TOLERANCE = 0.005
"""How far a score may be off beyond its printed digits: another engine and another JPEG decoder move it by less,
another preprocessing by more. Classes whose printed scores are nearer to each other than this may change places.
"""


def replay(model: Model, network: TrainedNetwork, preprocessing: Preprocessing, images: Path) -> Iterator[ReplayFacts]:
    """Yield one replay for each example whose image is in the folder `images`, by its path or its name.

    Raises:
        VerifyError: an image is not the one that the record means, or can't be used.
    """
    for golden in model.golden:
        path = next((it for it in (images / golden.image, images / Path(golden.image).name) if it.is_file()), None)
        if path is None or not path.resolve().is_relative_to(images.resolve()):
            continue
        if golden.sha256 not in (None, hashlib.sha256(path.read_bytes()).hexdigest()):
            raise VerifyError(f"{path}: is not the image that {model.name}'s example is of; its SHA-256 differs")
        scores = _probabilities(network.run(preprocessing.tensor(path)[None])[0])
        if max(entry.class_id for entry in golden.top) >= len(scores):
            raise VerifyError(f"{network.path}: gives {len(scores)} scores, fewer than the example's classes")
        ranks = tuple(1 + int((scores > scores[entry.class_id]).sum()) for entry in golden.top)
        yield ReplayFacts(
            image=golden.image,
            weights=network.sha256,
            input=input_digest(model.input),
            top={entry.class_id: round(float(scores[entry.class_id]), 6) for entry in golden.top},
            ranks=ranks,
            agrees=_agrees(golden, [float(scores[entry.class_id]) for entry in golden.top], ranks),
        )


def _probabilities(scores: NDArray[Any]) -> NDArray[Any]:
    """Return scores that add up to 1: as they are if they do, else their softmax."""
    import numpy as np

    values = scores.astype(np.float64)
    if values.min() >= 0 and abs(values.sum() - 1) < 1e-3:
        return values
    powers = np.exp(values - values.max())
    return np.asarray(powers / powers.sum())


def _agrees(golden: Golden, scores: list[float], ranks: tuple[int, ...]) -> bool:
    printed = [float(entry.score.value) for entry in golden.top]
    for position, entry in enumerate(golden.top):
        if abs(scores[position] - printed[position]) > TOLERANCE + float(entry.score.step) / 2:
            return False
        apart = all(abs(printed[position] - other) > TOLERANCE for at, other in enumerate(printed) if at != position)
        if apart and ranks[position] != position + 1:
            return False
    return True
