"""Labelled images on disk: a folder a class, or a list of files with their labels."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from verify.exceptions import VerifyError

LISTS = ("val_list.txt", "test_list.txt")
"""Names of list files: each line has a path below the list's folder and a label, as PaddleClas lays it out."""

SUFFIXES = frozenset({".jpg", ".jpeg", ".png", ".bmp", ".ppm", ".webp", ".tif", ".tiff"})

Entry = TypeVar("Entry")


@dataclass(frozen=True)
class LabelledImage:
    """An image and its class, counted from 0."""

    path: Path
    label: int


def read_labelled_images(place: Path, classes: int | None) -> list[LabelledImage]:
    """Return the images of a data set in a fixed order.

    Args:
        place: A list file, or a folder that holds one; or a folder, or its folder `val`, with a folder of images for
            each class, named so that their order is the order of the classes, as torchvision lays it out.
        classes: How many classes there are, if known.

    Raises:
        VerifyError: there is no such data set, a label is no class, or a path leads out of the folder.
    """
    listing = place if place.is_file() else next((place / name for name in LISTS if (place / name).is_file()), None)
    if listing is not None:
        images = _read_list(listing)
    elif place.is_dir():
        images = _read_folders(place / "val" if (place / "val").is_dir() else place, classes)
    else:
        raise VerifyError(f"{place}: there is no such data set")
    if not images:
        raise VerifyError(f"{place}: expected labelled images, found none")
    highest = max(images, key=lambda image: image.label)
    if classes is not None and highest.label >= classes:
        raise VerifyError(f"{highest.path}: has the label {highest.label}, expected one from 0 to {classes - 1}")
    return images


def _read_list(listing: Path) -> list[LabelledImage]:
    root = listing.parent.resolve()
    images = []
    try:
        lines = listing.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise VerifyError(f"{listing}: can't be read: {error}") from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        name, _, label = line.strip().replace("\t", " ").rpartition(" ")
        if not name or not (label.isascii() and label.isdigit()) or len(label) > 9:
            raise VerifyError(f"{listing}:{number}: expected a path and a label, not {line[:100]!r}")
        path = root / name.strip()
        if not path.resolve().is_relative_to(root):
            raise VerifyError(f"{listing}:{number}: {name[:100]!r} leads out of the folder of the list")
        images.append(LabelledImage(path, int(label)))
    return images


def _read_folders(root: Path, classes: int | None) -> list[LabelledImage]:
    folders = sorted(path for path in root.iterdir() if path.is_dir() and not path.name.startswith("."))
    if classes is not None and len(folders) != classes:
        raise VerifyError(
            f"{root}: expected a folder for each of the {classes} classes, or a list; found {len(folders)}"
        )
    return [
        LabelledImage(path, label)
        for label, folder in enumerate(folders)
        for path in sorted(folder.iterdir())
        if path.suffix.lower() in SUFFIXES
    ]


def draw_sample(images: Sequence[Entry], size: int | None, seed: int) -> list[Entry]:
    """Return a seeded sample without repetition, or all images when the sample would hold them all."""
    if size is None or size >= len(images):
        return list(images)
    return random.Random(seed).sample(images, size)  # noqa: S311 - a sample, not a secret


def listing_digest(images: Sequence[LabelledImage]) -> str:
    """Return a digest of the images' paths and labels, in their order."""
    digest = hashlib.sha256()
    for image in images:
        digest.update(f"{image.path}\0{image.label}\n".encode())
    return digest.hexdigest()[:16]
