"""Decoding of YOLO's maps, by cells whose boxes are known in closed form."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from math import log

import numpy as np
import pytest

from catalog.heads import Anchor, YoloHead
from verify.accuracy.detection.preparing import PreparedImage
from verify.accuracy.detection.yolo import decode
from verify.exceptions import VerifyError

SURE, NOT = 30.0, -30.0
IMAGE = PreparedImage(np.zeros((3, 64, 64), np.float32), (64, 64), sides=(64, 64), input=(64, 64), factors=(1, 1))


def head(*anchors: tuple[int, int], **changes: object) -> YoloHead:
    values = {"objectness": "0.005", "score": "0.01", "candidates": 1000, "overlap": "0.45", "boxes": 100} | changes
    decimals = {name: Decimal(value) if isinstance(value, str) else value for name, value in values.items()}
    return YoloHead(anchors=tuple(Anchor(width=w, height=h) for w, h in anchors), **decimals)


def blank(anchors: int, classes: int, side: int) -> np.ndarray:
    """A map without any object: [anchors, 5 + classes, side, side]."""
    values = np.zeros((anchors, 5 + classes, side, side), np.float32)
    values[:, 4:] = NOT
    return values


def flat(*maps: np.ndarray) -> list[np.ndarray]:
    return [values.reshape(-1, *values.shape[2:]) for values in maps]


def test_one_cell() -> None:
    values = blank(1, 3, 4)
    values[0, :, 2, 1] = [0, log(3), log(2), 0, SURE, NOT, log(3), NOT]
    (row,) = decode(flat(values), head((20, 30)), 3, IMAGE)
    # Cells are 16 wide. The centre is at half a cell across and 3/4 down; the anchor's width is doubled.
    across, down = (1 + 1 / 2) * 16, (2 + 3 / 4) * 16
    assert row == pytest.approx([1, 3 / 4, across - 20, down - 15, across + 20, down + 15])


def test_the_finest_map_has_the_smallest_anchors_in_any_order() -> None:
    coarse, fine = blank(2, 1, 2), blank(2, 1, 4)
    coarse[1, 4:, 0, 0] = SURE
    fine[0, 4:, 3, 3] = SURE
    small_to_large = head((4, 4), (8, 8), (16, 16), (24, 24))
    for maps in ((coarse, fine), (fine, coarse)):
        boxes = decode(flat(*maps), small_to_large, 1, IMAGE)[:, 2:]
        assert sorted(map(tuple, boxes.round(6))) == [(4, 4, 28, 28), (54, 54, 58, 58)]


def test_thresholds() -> None:
    values = blank(1, 2, 4)
    values[0, 4:, 0, 0] = [log(0.2 / 0.8), SURE, NOT]
    values[0, 4:, 3, 3] = [SURE, log(0.5 / 0.5), log(0.4 / 0.6)]
    found = decode(flat(values), head((8, 8)), 2, IMAGE)
    assert [(row[0], round(row[1], 6)) for row in found] == [(0, 0.5), (1, 0.4), (0, 0.2)]
    assert len(decode(flat(values), head((8, 8), objectness="0.3"), 2, IMAGE)) == 2
    assert len(decode(flat(values), head((8, 8), score="0.45"), 2, IMAGE)) == 1
    assert len(decode(flat(values), head((8, 8), boxes=2), 2, IMAGE)) == 2
    assert decode(flat(blank(1, 2, 4)), head((8, 8)), 2, IMAGE).shape == (0, 6)


def test_sizes_stay_finite() -> None:
    values = blank(1, 1, 1)
    values[0, :, 0, 0] = [1e30, -1e30, 1e30, 1e30, SURE, SURE]
    (row,) = decode(flat(values), head((2, 2)), 1, IMAGE)
    assert row[2:].tolist() == [0, 0, 63, 63]


def test_boxes_are_in_pixels_of_the_image_and_end_at_its_edges() -> None:
    values = blank(1, 1, 4)
    values[0, 4:, 0, 3] = SURE
    # The input's 64 × 32 pixels are an image of 200 × 100; the centre is at (56, 8).
    image = replace(IMAGE, sides=(100, 200), resized=(32, 64), factors=(0.32, 0.32))
    (row,) = decode(flat(values), head((20, 8)), 1, image)
    assert row[2:] == pytest.approx([46 / 0.32, 4 / 0.32, 199, 12 / 0.32])


@pytest.mark.parametrize(("anchors", "classes"), [(3, 1), (2, 2), (1, 1)])
def test_other_channels(anchors: int, classes: int) -> None:
    with pytest.raises(VerifyError, match="expected maps of"):
        decode(flat(blank(2, 1, 2)), head(*[(1, 1)] * anchors), classes, IMAGE)
