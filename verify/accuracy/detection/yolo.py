"""Boxes from the maps of a YOLO network (Redmon and Farhadi, 2018, arXiv:1804.02767), with doubles left out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from catalog.heads import YoloHead
from verify.accuracy.detection.boxes import BOX
from verify.accuracy.detection.preparing import PreparedImage
from verify.accuracy.detection.suppression import best_of_image
from verify.exceptions import VerifyError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

VALUES = 5
"""Of a box on a map, before its classes: the place of its centre, its sides, and whether there is an object."""


def decode(
    maps: Sequence[NDArray[np.float32]], head: YoloHead, classes: int, image: PreparedImage
) -> NDArray[np.float64]:
    """Return the detections in an image, in its own pixels and cut at its edges, the best first.

    Args:
        maps: Each [anchors × (5 + classes), height, width], in any order.
        head: How they become boxes.
        classes: How many classes there are.
        image: The image that the maps are of.

    Raises:
        VerifyError: the maps have other channels than that.
    """
    import numpy as np

    shared, rest = divmod(len(head.anchors), len(maps))
    channels = shared * (VALUES + classes)
    found = sorted((values for values in maps), key=lambda values: -values.shape[1] * values.shape[2])
    if rest or any(values.shape[0] != channels for values in maps):
        shapes = ", ".join(str(list(values.shape)) for values in maps)
        raise VerifyError(
            f"expected maps of {shared} × (5 + {classes}) channels for {len(head.anchors)} anchors, found {shapes}"
        )
    rows = [_map_rows(values, head, position * shared, shared, image.input) for position, values in enumerate(found)]
    candidates = np.concatenate(rows)
    (vertical, horizontal), (height, width) = image.factors, image.sides
    corners = candidates[:, BOX] / np.array([horizontal, vertical] * 2)
    candidates[:, BOX] = corners.clip(0, np.array([width - 1, height - 1] * 2))
    return best_of_image(candidates, head)


def _map_rows(
    values: NDArray[np.float32], head: YoloHead, first: int, shared: int, sides: tuple[int, int]
) -> NDArray[np.float64]:
    """Return every box of a map with every class that it may be of, in pixels of the input."""
    import numpy as np

    height, width = values.shape[1:]
    parts = values.astype(np.float64).reshape(shared, -1, height, width)
    objectness = _sigmoid(parts[:, 4])
    anchor, row, column = np.nonzero(objectness >= float(head.objectness))
    cells = parts[anchor, :, row, column]
    anchors = np.array([(it.width, it.height) for it in head.anchors[first : first + shared]], np.float64)
    cell_sides = np.array([sides[1] / width, sides[0] / height])
    centre = (np.column_stack([column, row]) + _sigmoid(cells[:, :2])) * cell_sides
    # The exponent is bounded so that a hostile network gives no infinities; e⁸ anchors are wider than any input.
    half = np.exp(cells[:, 2:4].clip(max=8)) * anchors[anchor] / 2
    probabilities = objectness[anchor, row, column, None] * _sigmoid(cells[:, VALUES:])
    cell, label = np.nonzero(probabilities > float(head.score))
    return np.column_stack([label, probabilities[cell, label], (centre - half)[cell], (centre + half)[cell]])


def _sigmoid(values: NDArray[np.float64]) -> NDArray[np.float64]:
    import numpy as np

    return np.asarray(1 / (1 + np.exp(-values.clip(-60, 60))))
