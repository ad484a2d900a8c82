"""COCO's annotations and box average precision, scored by pycocotools."""

from __future__ import annotations

import contextlib
import io
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from verify.accuracy.detection.boxes import BOX, CLASS, LARGEST, SCORE
from verify.accuracy.detection.ground_truth import AveragePrecision, inside, require_images
from verify.accuracy.detection.matches import COCO_RECALLS, ClassMatches, interpolated
from verify.exceptions import VerifyError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

DETECTIONS = 100
"""The best of a class in an image that count (pycocotools.cocoeval.Params)."""
EVERY_AREA = (0.0, 1e10)
LARGEST_FILE = 1 << 30
"""Bytes; COCO's own annotations of its training images are half of it."""

Id = Annotated[int, Field(ge=0, le=1 << 53)]
Place = Annotated[float, Field(ge=-LARGEST, le=LARGEST, allow_inf_nan=False)]
Length = Annotated[float, Field(ge=0, le=LARGEST, allow_inf_nan=False)]


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class CocoImage(_Entry):
    """An image."""

    id: Id
    file_name: str


class CocoCategory(_Entry):
    """A class."""

    id: Id
    name: str


class CocoObject(_Entry):
    """An object in an image."""

    id: Id
    image_id: Id
    category_id: Id
    bbox: tuple[Place, Place, Length, Length]
    """Left, top, width, height in pixels."""
    area: Annotated[float, Field(ge=0, allow_inf_nan=False)] | None = None
    iscrowd: Annotated[int, Field(ge=0, le=1)] = 0


class CocoFile(_Entry):
    """What is read of an annotations file."""

    images: list[CocoImage]
    annotations: list[CocoObject]
    categories: list[CocoCategory]


@dataclass(frozen=True)
class CocoGroundTruth:
    """COCO's annotations with the files of their images."""

    annotations: CocoFile
    images: tuple[Path, ...]
    categories: tuple[int, ...]
    """The category of each class of the networks."""

    def score(self, chosen: Sequence[int], found: Sequence[NDArray[np.float64]]) -> Mapping[str, AveragePrecision]:
        """Return `box_ap`, the mean over the overlaps 0.50, 0.55, …, 0.95 (see `GroundTruth.score`)."""
        import numpy as np

        ids = [self.annotations.images[position].id for position in chosen]
        rows = [self._rows(image, detections) for image, detections in zip(ids, found, strict=True)]
        with contextlib.redirect_stdout(io.StringIO()):
            evaluation = _evaluate(self.annotations, ids, list(self.categories), np.concatenate(rows))
        precision = evaluation.eval["precision"]
        if not (precision > -1).any():
            raise VerifyError(f"expected objects in the {len(ids)} images that are scored, found none")
        classes = _matches(evaluation, ids)

        def weighted(weights: NDArray[np.int64]) -> float:
            values = [interpolated(matches, weights, COCO_RECALLS) for matches in classes]
            there = [value for value in values if not np.isnan(value)]
            return sum(there) / len(there) if there else float("nan")

        return {"box_ap": AveragePrecision(float(precision[precision > -1].mean()), weighted)}

    def _rows(self, image: int, detections: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return pycocotools' rows: image, left, top, width, height, score, category."""
        import numpy as np

        boxes = detections[:, BOX]
        categories = np.array(self.categories, np.float64)[detections[:, CLASS].astype(int)]
        return np.column_stack(
            [
                np.full(len(boxes), float(image)),
                boxes[:, :2],
                boxes[:, 2:] - boxes[:, :2],
                detections[:, SCORE],
                categories,
            ]
        )


def read_coco(place: Path, labels: Sequence[str], split: str | None) -> CocoGroundTruth:
    """Read COCO's annotations.

    Args:
        place: An annotations file, or a folder with `annotations/instances_<split>.json` in it.
        labels: The categories' names, in the order of the networks' classes.
        split: Which part of the data set is scored, such as `val2017`.

    Raises:
        VerifyError: there is none, it is malformed, lacks a category, or an image is missing.
    """
    listing = place if place.is_file() else _listing(place, split)
    annotations = _read(listing)
    by_name = {category.name: category.id for category in annotations.categories}
    missing = [label for label in labels if label not in by_name]
    if missing:
        raise VerifyError(f"{listing}: expected a category for each of {len(labels)} labels, none is {missing[0]!r}")
    _require_known(annotations, listing)
    names = [image.file_name for image in annotations.images]
    folder = _image_folder(place, listing, names)
    images = tuple(inside(folder, name, listing) for name in names)
    require_images(images, listing)
    return CocoGroundTruth(annotations, images, tuple(by_name[label] for label in labels))


def _listing(place: Path, split: str | None) -> Path:
    folders = (place / "annotations", place)
    found = [path for folder in folders for path in sorted(folder.glob("instances_*.json"))]
    named = [path for path in found if path.stem == f"instances_{split}"]
    if len(named or found) != 1:
        wanted = f"annotations/instances_{split or '…'}.json"
        raise VerifyError(f"{place}: expected {wanted}, found {', '.join(path.name for path in found) or 'none'}")
    return (named or found)[0]


def _read(listing: Path) -> CocoFile:
    try:
        if listing.stat().st_size > LARGEST_FILE:
            raise VerifyError(f"{listing}: is larger than {LARGEST_FILE >> 20} MiB, the most that is read")
        return CocoFile.model_validate_json(listing.read_bytes())
    except OSError as error:
        raise VerifyError(f"{listing}: can't be read: {error.strerror}") from error
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False)[0]
        where = ".".join(map(str, first["loc"]))
        raise VerifyError(
            f"{listing}: expected COCO's annotations: {where}{': ' if where else ''}{first['msg']}"
        ) from error


def _require_known(annotations: CocoFile, listing: Path) -> None:
    for kind in ("images", "annotations", "categories"):
        ids = [entry.id for entry in getattr(annotations, kind)]
        if len(set(ids)) < len(ids):
            ((twice, _),) = Counter(ids).most_common(1)
            raise VerifyError(f"{listing}: two of the {kind} have the id {twice}")
    images = {image.id for image in annotations.images}
    categories = {category.id for category in annotations.categories}
    for position, entry in enumerate(annotations.annotations):
        if entry.image_id not in images or entry.category_id not in categories:
            unknown = f"image {entry.image_id} or category {entry.category_id}"
            raise VerifyError(f"{listing}: annotations.{position}: there is no {unknown}")


def _image_folder(place: Path, listing: Path, names: Sequence[str]) -> Path:
    root = listing.parent.parent if listing.parent.name == "annotations" else listing.parent
    split = listing.stem.removeprefix("instances_")
    folders = (root / split, root / "images" / split, root / "images", root)
    return next((folder for folder in folders if names and (folder / names[0]).is_file()), folders[0])


def _evaluate(annotations: CocoFile, ids: list[int], categories: list[int], rows: NDArray[np.float64]) -> Any:
    try:
        from pycocotools.coco import COCO
        from pycocotools.cocoeval import COCOeval
    except ImportError as error:
        raise VerifyError("scoring boxes as COCO does needs pycocotools; install the extra accuracy") from error
    wanted = set(ids)
    truth = COCO()
    truth.dataset = {
        "images": [{"id": image} for image in ids],
        "categories": [category.model_dump() for category in annotations.categories],
        # pycocotools takes the id 0 for "no object", so objects are numbered from 1.
        "annotations": [
            {
                "id": number, "image_id": entry.image_id, "category_id": entry.category_id, "iscrowd": entry.iscrowd,
                "bbox": list(entry.bbox), "area": entry.bbox[2] * entry.bbox[3] if entry.area is None else entry.area,
            }
            for number, entry in enumerate(annotations.annotations, 1)
            if entry.image_id in wanted
        ],
    }  # fmt: skip
    truth.createIndex()
    found = COCO()
    found.dataset = truth.dataset | {
        "annotations": [
            {
                "id": number, "image_id": int(row[0]), "category_id": int(row[6]), "bbox": row[1:5].tolist(),
                "area": float(row[3] * row[4]), "score": float(row[5]), "iscrowd": 0,
            }
            for number, row in enumerate(rows, 1)
        ]
    }  # fmt: skip
    found.createIndex()
    evaluation = COCOeval(truth, found, "bbox")
    evaluation.params.imgIds = ids
    evaluation.params.catIds = categories
    evaluation.params.areaRng, evaluation.params.areaRngLbl = [list(EVERY_AREA)], ["all"]
    evaluation.params.maxDets = [DETECTIONS]
    evaluation.evaluate()
    evaluation.accumulate()
    return evaluation


def _matches(evaluation: Any, ids: Sequence[int]) -> list[ClassMatches]:
    """Return the matches that pycocotools found, a class at a time, with the images as they stand in `ids`."""
    import numpy as np

    position = {image: at for at, image in enumerate(ids)}
    per_class = len(evaluation.params.imgIds)
    thresholds = len(evaluation.params.iouThrs)
    classes = []
    for start in range(0, len(evaluation.evalImgs), per_class):
        entries = [entry for entry in evaluation.evalImgs[start : start + per_class] if entry is not None]
        objects = np.zeros(len(ids), np.int64)
        for entry in entries:
            objects[position[entry["image_id"]]] = np.count_nonzero(np.asarray(entry["gtIgnore"]) == 0)
        if not objects.any():
            continue
        nothing = np.zeros((thresholds, 0))
        matched = np.concatenate([nothing, *(entry["dtMatches"] for entry in entries)], axis=1) > 0
        ignored = np.concatenate([nothing, *(entry["dtIgnore"] for entry in entries)], axis=1) > 0
        scores = np.concatenate([[], *(entry["dtScores"] for entry in entries)])
        images = np.concatenate(
            [
                np.zeros(0, np.int64),
                *(np.full(len(entry["dtScores"]), position[entry["image_id"]]) for entry in entries),
            ]
        )
        best = np.argsort(-scores, kind="stable")
        right, wrong = matched & ~ignored, ~matched & ~ignored
        classes.append(ClassMatches(images[best], right[:, best], wrong[:, best], objects))
    return classes
