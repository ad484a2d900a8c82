"""WIDER FACE's ground truth and average precision on its easy, medium and hard faces.

The protocol is that of the data set's own evaluation code (Yang et al., 2016, doi:10.1109/CVPR.2016.596): scores are
stretched to 0 … 1 over all images, precision and recall are taken at 1000 scores, faces outside of a subset need not be
found.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from verify.accuracy.detection.boxes import BOX, LARGEST, SCORE, best_first, overlaps
from verify.accuracy.detection.ground_truth import AveragePrecision, inside, require_images
from verify.exceptions import VerifyError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SUBSETS = ("easy", "medium", "hard")
OVERLAP = 0.5
"""A detection finds the face that it overlaps at least this much."""
THRESHOLDS = 1000
"""Scores that precision and recall are taken at: 0.999, 0.998, …, 0."""
AT_ONCE = 1024
"""Detections whose overlaps with all faces of an image are held at once."""
FOLDERS = ("", "ground_truth", "eval_tools/ground_truth", "wider_face_split")
"""Where the ground truth may lie below the data set's folder."""
IMAGES = ("WIDER_val/images", "images", "")
"""Where the images may lie."""
LARGEST_FILE = 256 << 20


@dataclass(frozen=True)
class Faces:
    """The faces in an image."""

    boxes: NDArray[np.float64]
    """[faces, 4] Left, top, right, bottom in pixels."""
    subsets: Mapping[str, NDArray[np.bool_]]
    """[faces] Which of them are to be found, by subset."""


@dataclass(frozen=True)
class Hits:
    """Which faces of an image detections find, the best-scored first."""

    faces: NDArray[np.int64]
    """[detections] Position of the face that each finds, −1 for none."""
    first: NDArray[np.bool_]
    """[detections] Whether none before it finds that face."""


@dataclass(frozen=True)
class Found:
    """What the detections of all images find of a subset, in whole numbers; floats are multiplied faster."""

    proposals: NDArray[np.float64]
    """[images, thresholds] Detections that score at least as much, without those of faces outside of the subset."""
    right: NDArray[np.float64]
    """[images, thresholds] Faces that they find."""
    faces: NDArray[np.int64]
    """[images] Faces that are to be found."""

    def precision(self, weights: NDArray[np.int64]) -> float:
        """Return the area below the curve of the best precision at each recall or a higher one.

        Args:
            weights: [images] How often each image counts.
        """
        import numpy as np

        faces = int(self.faces @ weights)
        if not faces:
            return math.nan
        times = weights.astype(np.float64)
        right, proposals = times @ self.right, times @ self.proposals
        recall = np.concatenate([[0.0], right / faces, [1.0]])
        best = np.concatenate([[0.0], right / np.maximum(proposals, 1), [0.0]])
        best = np.maximum.accumulate(best[::-1])[::-1]
        return float((np.diff(recall) * best[1:]).sum())


@dataclass(frozen=True)
class WiderFaceGroundTruth:
    """WIDER FACE's annotations with the files of their images."""

    images: tuple[Path, ...]
    faces: tuple[Faces, ...]

    def score(self, chosen: Sequence[int], found: Sequence[NDArray[np.float64]]) -> Mapping[str, AveragePrecision]:
        """Return `easy`, `medium` and `hard`, as far as the images hold such faces (see `GroundTruth.score`)."""
        import numpy as np

        images = [self.faces[position] for position in chosen]
        stretched = _stretched(found)
        hits = [_match(image.boxes, rows) for image, rows in zip(images, stretched, strict=True)]
        everything = np.ones(len(images), np.int64)
        result = {}
        for subset in SUBSETS:
            what = find(images, stretched, hits, subset)
            value = what.precision(everything)
            if not math.isnan(value):
                result[subset] = AveragePrecision(value, what.precision)
        if not result:
            raise VerifyError(f"expected faces in the {len(images)} images that are scored, found none")
        return result


def _stretched(found: Sequence[NDArray[np.float64]]) -> list[NDArray[np.float64]]:
    """Return the detections with scores from 0, the least of all images, to 1, the best first."""
    import numpy as np

    scores = np.concatenate([detections[:, SCORE] for detections in found])
    low, high = (scores.min(), scores.max()) if len(scores) else (0.0, 1.0)
    result = []
    for detections in found:
        rows = best_first(detections)
        rows[:, SCORE] = (rows[:, SCORE] - low) / (high - low) if high > low else 1.0
        result.append(rows)
    return result


def find(images: Sequence[Faces], found: Sequence[NDArray[np.float64]], hits: Sequence[Hits], subset: str) -> Found:
    """Count what detections find of a subset, image by image, the best-scored first.

    A detection of a face that is found already is a wrong proposal; one of a face outside of the subset is none.

    Args:
        images: The faces of each image.
        found: The detections in each, with scores from 0 to 1, the best first.
        hits: The faces that they find.
        subset: The subset's name.
    """
    import numpy as np

    thresholds = 1 - np.arange(1, THRESHOLDS + 1) / THRESHOLDS
    proposals = np.zeros((len(images), THRESHOLDS))
    right = np.zeros((len(images), THRESHOLDS))
    faces = np.array([np.count_nonzero(image.subsets[subset]) for image in images], np.int64)
    for position, (image, rows, hit) in enumerate(zip(images, found, hits, strict=True)):
        if not len(image.boxes) or not len(rows):
            continue
        none = hit.faces < 0
        wanted = image.subsets[subset][hit.faces] & ~none
        # How many of the rows, whose scores fall, score at least as much as each threshold.
        best = np.searchsorted(-rows[:, SCORE], -thresholds, side="right")
        proposals[position] = np.concatenate([[0], (wanted | none).cumsum()])[best]
        right[position] = np.concatenate([[0], (wanted & hit.first).cumsum()])[best]
    return Found(proposals, right, faces)


def _match(boxes: NDArray[np.float64], rows: NDArray[np.float64]) -> Hits:
    """Return which face each detection finds: the one that it overlaps most, if that is enough."""
    import numpy as np

    faces, first = np.full(len(rows), -1), np.zeros(len(rows), bool)
    for start in range(0, len(rows) if len(boxes) else 0, AT_ONCE):
        shares = overlaps(rows[start : start + AT_ONCE, BOX], boxes)
        best = shares.argmax(axis=1)
        enough = shares[np.arange(len(best)), best] >= OVERLAP
        faces[start : start + AT_ONCE] = np.where(enough, best, -1)
    first[np.unique(faces, return_index=True)[1]] = True
    return Hits(faces, first & (faces >= 0))


def read_wider_face(place: Path) -> WiderFaceGroundTruth:
    """Read the ground truth of WIDER FACE's evaluation tools.

    Args:
        place: A folder with the images in `WIDER_val/images` or `images`, and with `wider_face_val.mat`,
            `wider_easy_val.mat`, `wider_medium_val.mat` and `wider_hard_val.mat` in itself or in `ground_truth`,
            `eval_tools/ground_truth` or `wider_face_split`.

    Raises:
        VerifyError: a file is missing or malformed, or an image is missing.
    """
    listing = _file(place, "wider_face_val.mat")
    truth = _load(listing)
    subsets = {subset: _file(place, f"wider_{subset}_val.mat") for subset in SUBSETS}
    lists = {subset: _load(path) for subset, path in subsets.items()}
    folder = next((place / name for name in IMAGES if (place / name).is_dir()), place)
    images, faces = [], []
    try:
        for event, names, boxes, *kept in zip(
            _cells(truth["event_list"]),
            _cells(truth["file_list"]),
            _cells(truth["face_bbx_list"]),
            *(_cells(lists[subset]["gt_list"]) for subset in SUBSETS),
            strict=True,
        ):
            for name, corners, *positions in zip(_cells(names), _cells(boxes), *map(_cells, kept), strict=True):
                images.append(inside(folder, f"{event.item()}/{name.item()}.jpg", listing))
                faces.append(_faces(corners, dict(zip(SUBSETS, positions, strict=True)), images[-1]))
    except (KeyError, AttributeError, TypeError, ValueError, IndexError) as error:
        raise VerifyError(f"{listing}: expected the lists of WIDER FACE's evaluation tools: {error}") from error
    require_images(images, listing)
    return WiderFaceGroundTruth(tuple(images), tuple(faces))


def _file(place: Path, name: str) -> Path:
    path = next((place / folder / name for folder in FOLDERS if (place / folder / name).is_file()), None)
    if path is None:
        raise VerifyError(f"{place}: expected {name}, of WIDER FACE's evaluation tools")
    return path


def _load(path: Path) -> Mapping[str, Any]:
    try:
        from scipy.io import loadmat
    except ImportError as error:
        raise VerifyError("reading WIDER FACE's lists needs scipy; install the extra accuracy") from error
    if path.stat().st_size > LARGEST_FILE:
        raise VerifyError(f"{path}: is larger than {LARGEST_FILE >> 20} MiB, the most that is read")
    try:
        content: Mapping[str, Any] = loadmat(str(path))
    except Exception as error:  # whatever a malformed file makes scipy raise
        raise VerifyError(f"{path}: expected a MATLAB file: {error}") from error
    return content


def _cells(value: Any) -> list[Any]:
    """Return the cells of a MATLAB cell array of one column."""
    if value.dtype != object:
        raise TypeError("a cell array was expected")
    return list(value.reshape(-1))


def _faces(corners: Any, positions: Mapping[str, Any], image: Path) -> Faces:
    import numpy as np

    sizes = np.asarray(corners, np.float64).reshape(-1, 4)
    if not (np.abs(sizes) <= LARGEST).all() or (sizes[:, 2:] < 0).any():
        raise VerifyError(f"{image}: expected boxes of left, top, width and height in pixels")
    subsets = {}
    for subset, numbers in positions.items():
        kept = np.asarray(numbers, np.int64).reshape(-1)
        if ((kept < 1) | (kept > len(sizes))).any():
            raise VerifyError(f"{image}: the {subset} faces are numbered beyond the {len(sizes)} of the image")
        subsets[subset] = np.isin(np.arange(1, len(sizes) + 1), kept)
    return Faces(np.column_stack([sizes[:, :2], sizes[:, :2] + sizes[:, 2:]]), subsets)
