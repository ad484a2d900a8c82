"""Of boxes that overlap, the best one stays."""

from __future__ import annotations

from decimal import Decimal

import numpy as np

from catalog.heads import Anchor, YoloHead
from verify.accuracy.detection.boxes import overlaps
from verify.accuracy.detection.suppression import best_of_image, suppress

# 20 pixels wide each: 15 of 25 columns shared with the second, 10 of 30 with the third.
ROWS = np.array([(0, 0.8, 5, 0, 24, 9), (0, 0.9, 0, 0, 19, 9), (0, 0.7, 10, 0, 29, 9)], float)


def head(overlap: str = "0.45", candidates: int = 1000, boxes: int = 100) -> YoloHead:
    return YoloHead(
        anchors=(Anchor(width=1, height=1),), objectness=Decimal("0.5"), score=Decimal("0.5"),
        candidates=candidates, overlap=Decimal(overlap), boxes=boxes,
    )  # fmt: skip


def test_doubles_of_one_class_are_left_out() -> None:
    assert suppress(ROWS, head()).tolist() == [ROWS[1].tolist(), ROWS[2].tolist()]
    assert len(suppress(ROWS, head(overlap="0.7"))) == 3
    assert len(suppress(ROWS, head(candidates=2))) == 1


def test_boxes_of_different_classes_are_no_doubles() -> None:
    rows = ROWS.copy()
    rows[0, 0] = 3
    assert best_of_image(rows, head()).tolist() == [rows[1].tolist(), rows[0].tolist(), rows[2].tolist()]
    assert len(best_of_image(rows, head(boxes=2))) == 2
    assert best_of_image(rows[:0], head()).shape == (0, 6)


def test_whether_the_pixels_at_the_edge_belong_to_a_box() -> None:
    box, others = np.array([0.0, 0, 9, 9]), np.array([(0.0, 0, 9, 4), (9, 0, 18, 9), (3, 3, 3, 3)])
    assert overlaps(box, others).tolist() == [1 / 2, 10 / 190, 1 / 100]
    assert overlaps(box, others, edge=0).tolist() == [4 / 9, 0, 0]
    assert overlaps(others[2], others[2:], edge=0).tolist() == [0]
    assert overlaps(np.stack([box, others[0]]), others)[0].tolist() == overlaps(box, others).tolist()
    assert overlaps(np.stack([box, others[0]]), others)[1].tolist() == overlaps(others[0], others).tolist()
