"""Pascal VOC's annotations and mean average precision at an overlap of 0.5."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from catalog.names import suggestion
from verify.accuracy.datasets import SUFFIXES
from verify.accuracy.detection.boxes import BOX, CLASS, LARGEST, SCORE, best_first, overlaps
from verify.accuracy.detection.ground_truth import AveragePrecision, inside, require_images
from verify.accuracy.detection.matches import VOC_RECALLS, ClassMatches, integral, interpolated
from verify.exceptions import VerifyError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

OVERLAP = 0.5
"""A detection finds an object that it overlaps more than this."""
FOLDERS = ("", "VOC2007", "VOCdevkit/VOC2007")
LISTS = ("test.txt", "val.txt")
LARGEST_XML = 1 << 20
"""Bytes; an annotation is a few hundred to some thousand."""


@dataclass(frozen=True)
class VocImage:
    """The objects in an image."""

    boxes: NDArray[np.float64]
    """[objects, 4] Left, top, right, bottom in pixels."""
    classes: NDArray[np.int64]
    """[objects]"""
    difficult: NDArray[np.bool_]
    """[objects] Those that need not be found."""


@dataclass(frozen=True)
class VocGroundTruth:
    """VOC's annotations with the files of their images."""

    images: tuple[Path, ...]
    objects: tuple[VocImage, ...]
    classes: int
    integral: bool
    """Whether precision is averaged over the whole curve instead of at 11 recalls."""

    def score(self, chosen: Sequence[int], found: Sequence[NDArray[np.float64]]) -> Mapping[str, AveragePrecision]:
        """Return `box_ap`, the mean over the classes that have objects (see `GroundTruth.score`)."""
        import numpy as np

        images = [self.objects[position] for position in chosen]
        classes = [match_class(label, images, found) for label in range(self.classes)]

        def weighted(weights: NDArray[np.int64]) -> float:
            values = [
                integral(matches, weights) if self.integral else interpolated(matches, weights, VOC_RECALLS)
                for matches in classes
            ]
            there = [value for value in values if not math.isnan(value)]
            return sum(there) / len(there) if there else math.nan

        value = weighted(np.ones(len(images), np.int64))
        if math.isnan(value):
            raise VerifyError(f"expected objects in the {len(images)} images that are scored, found none")
        return {"box_ap": AveragePrecision(value, weighted)}


def match_class(label: int, images: Sequence[VocImage], found: Sequence[NDArray[np.float64]]) -> ClassMatches:
    """Match the detections of a class to its objects, image by image, the best-scored first.

    A detection belongs to the object that it overlaps most. If that object is found already, the detection is wrong.
    """
    import numpy as np

    scores, places, right, wrong = [], [], [], []
    objects = np.zeros(len(images), np.int64)
    for position, (image, detections) in enumerate(zip(images, found, strict=True)):
        of_class = image.classes == label
        boxes, difficult = image.boxes[of_class], image.difficult[of_class]
        objects[position] = np.count_nonzero(~difficult)
        seen = np.zeros(len(boxes), bool)
        for row in best_first(detections[detections[:, CLASS] == label]):
            shares = overlaps(row[BOX], boxes)
            best = int(shares.argmax()) if len(shares) else None
            hit = best if best is not None and shares[best] > OVERLAP else None
            scores.append(row[SCORE])
            places.append(position)
            right.append(hit is not None and not difficult[hit] and not seen[hit])
            wrong.append(hit is None or bool(not difficult[hit] and seen[hit]))
            if hit is not None:
                seen[hit] = True
    order = np.argsort(-np.array(scores), kind="stable")
    return ClassMatches(
        np.array(places, np.int64)[order],
        np.array(right, bool)[None, order],
        np.array(wrong, bool)[None, order],
        objects,
    )


def read_voc(place: Path, labels: Sequence[str], *, integral: bool) -> VocGroundTruth:
    """Read VOC's annotations.

    Args:
        place: A folder as VOC lays it out, or one that holds it as `VOC2007` or `VOCdevkit/VOC2007`; or a list of its
            folder `ImageSets/Main`, which else is `test.txt` or `val.txt`.
        labels: The classes' names, in the order of the networks' classes.
        integral: Whether precision is to be averaged over the whole curve instead of at 11 recalls.

    Raises:
        VerifyError: there are none, they are malformed or name another class, or an image is missing.
    """
    listing = place if place.is_file() else _listing(place)
    root = listing.parent.parent.parent
    try:
        names = [line.split()[0] for line in listing.read_text(encoding="utf-8").splitlines() if line.strip()]
    except (OSError, UnicodeDecodeError) as error:
        raise VerifyError(f"{listing}: can't be read: {error}") from error
    files = [inside(root / "Annotations", f"{name}.xml", listing) for name in names]
    images = [_image(root / "JPEGImages", name, listing) for name in names]
    require_images(images, listing)
    return VocGroundTruth(tuple(images), tuple(_read(path, labels) for path in files), len(labels), integral)


def _listing(place: Path) -> Path:
    found = (place / folder / "ImageSets" / "Main" / name for folder in FOLDERS for name in LISTS)
    listing = next((path for path in found if path.is_file()), None)
    if listing is None:
        raise VerifyError(f"{place}: expected ImageSets/Main/{' or '.join(LISTS)}, as VOC lays it out")
    return listing


def _image(folder: Path, name: str, listing: Path) -> Path:
    usual = inside(folder, f"{name}.jpg", listing)
    others = (folder / f"{name}{suffix}" for suffix in sorted(SUFFIXES))
    return usual if usual.is_file() else next((path for path in others if path.is_file()), usual)


def _read(path: Path, labels: Sequence[str]) -> VocImage:
    import numpy as np

    try:
        from defusedxml import DefusedXmlException
        from defusedxml.ElementTree import ParseError, fromstring
    except ImportError as error:
        raise VerifyError("reading VOC's annotations needs defusedxml; install the extra accuracy") from error
    try:
        if path.stat().st_size > LARGEST_XML:
            raise VerifyError(f"{path}: is larger than {LARGEST_XML >> 20} MiB, the most that is read")
        root = fromstring(path.read_bytes(), forbid_dtd=True)
    except OSError as error:
        raise VerifyError(f"{path}: can't be read: {error.strerror}") from error
    except ParseError as error:
        raise VerifyError(f"{path}: expected XML: {error}") from error
    except (DefusedXmlException, ValueError, LookupError) as error:
        raise VerifyError(f"{path}: expected XML without a document type or entities") from error
    boxes, classes, difficult = [], [], []
    for number, entry in enumerate(root.iter("object"), 1):
        where = f"{path}: object {number}"
        label = (entry.findtext("name") or "").strip()
        if label not in labels:
            raise VerifyError(f"{where}: unknown class {label[:100]!r}{suggestion(label, labels)}")
        boxes.append(_box(entry, where))
        classes.append(labels.index(label))
        difficult.append((entry.findtext("difficult") or "0").strip() == "1")
    return VocImage(np.array(boxes, np.float64).reshape(-1, 4), np.array(classes, np.int64), np.array(difficult, bool))


def _box(entry: Any, where: str) -> list[float]:
    sides = []
    for name in ("xmin", "ymin", "xmax", "ymax"):
        text = (entry.findtext(f"bndbox/{name}") or "").strip()
        try:
            side = float(text)
        except ValueError:
            side = math.nan
        if not abs(side) <= LARGEST:
            raise VerifyError(f"{where}: expected {name} in pixels, not {text[:100]!r}")
        sides.append(side)
    if sides[2] < sides[0] or sides[3] < sides[1]:
        raise VerifyError(f"{where}: expected xmin ≤ xmax and ymin ≤ ymax, not {sides}")
    return sides
