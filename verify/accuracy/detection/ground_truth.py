"""What is true of annotated images, and how detections are scored against it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from verify.exceptions import VerifyError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from catalog.vocabulary import Dataset


@dataclass(frozen=True)
class AveragePrecision:
    """An average precision over images, and what it would be had other images been drawn."""

    value: float
    """A fraction of 1."""
    weighted: Callable[[NDArray[np.int64]], float]
    """From how often each image counts to the average precision; not a number if they hold no object."""


class GroundTruth(Protocol):
    """Annotated images."""

    @property
    def images(self) -> Sequence[Path]:
        """The images' files, in a fixed order."""

    def score(self, chosen: Sequence[int], found: Sequence[NDArray[np.float64]]) -> Mapping[str, AveragePrecision]:
        """Return the average precision by metric.

        Args:
            chosen: Positions in `images`.
            found: Detections in each of them (see `verify.accuracy.detection.boxes`).

        Raises:
            VerifyError: the chosen images hold no object.
        """


def read_ground_truth(place: Path, dataset: Dataset) -> GroundTruth:
    """Read the annotations of a data set as its protocol lays them out.

    Raises:
        VerifyError: there are none, they are malformed, or an image is missing.
    """
    if dataset.protocol == "coco":
        from verify.accuracy.detection.coco import read_coco

        return read_coco(place, dataset.labels, dataset.split)
    if dataset.protocol == "wider-face":
        from verify.accuracy.detection.wider_face import read_wider_face

        return read_wider_face(place)
    from verify.accuracy.detection.voc import read_voc

    return read_voc(place, dataset.labels, integral=dataset.protocol == "voc-integral")


def inside(folder: Path, name: str, written_in: Path) -> Path:
    """Return the file of that name below a folder.

    Raises:
        VerifyError: the name leads out of the folder.
    """
    path = folder / name
    if not path.resolve().is_relative_to(folder.resolve()):
        raise VerifyError(f"{written_in}: {name[:100]!r} leads out of {folder}")
    return path


def require_images(images: Sequence[Path], written_in: Path) -> None:
    """Check that images are here.

    Raises:
        VerifyError: one is missing, or there is none at all.
    """
    if not images:
        raise VerifyError(f"{written_in}: expected annotated images, found none")
    missing = [path for path in images if not path.is_file()]
    if missing:
        more = f", and {len(missing) - 1} more" if len(missing) > 1 else ""
        raise VerifyError(f"{missing[0]}: {written_in.name} names this image, which is not here{more}")
