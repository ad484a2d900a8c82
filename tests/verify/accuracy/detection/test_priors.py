"""Decoding of offsets from prior boxes, by boxes that are known in closed form."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from math import log

import numpy as np
import pytest

from catalog.heads import PriorHead
from verify.accuracy.detection.preparing import PreparedImage
from verify.accuracy.detection.priors import decode_priors, prior_boxes
from verify.exceptions import VerifyError

IMAGE = PreparedImage(np.zeros((3, 32, 48), np.float32), (32, 48), sides=(32, 48), input=(32, 48), factors=(1, 1))
BACKGROUND = 10.0


def head(**changes: object) -> PriorHead:
    values = {
        "maps": [{"step": 16, "sizes": [8, 12]}], "background": 0, "centre_variance": Decimal("0.1"),
        "side_variance": Decimal("0.2"), "score": Decimal("0.01"), "candidates": 100, "overlap": Decimal("0.3"),
        "boxes": 100,
    }  # fmt: skip
    return PriorHead.model_validate(values | changes)


def blank(classes: int = 1, boxes: int = 12) -> tuple[np.ndarray, np.ndarray]:
    """Offsets and scores without any object, for an input of 32 × 48: 2 × 3 places of 2 prior boxes."""
    offsets, scores = np.zeros((boxes, 4), np.float32), np.zeros((boxes, classes + 1), np.float32)
    scores[:, 0] = BACKGROUND
    return offsets, scores


def test_prior_boxes_stand_at_the_centres_of_places_row_by_row() -> None:
    found = prior_boxes(head(), (32, 48))
    assert found[:4].tolist() == [[8, 8, 8], [8, 8, 12], [24, 8, 8], [24, 8, 12]]
    assert found[-1].tolist() == [40, 24, 12]
    assert len(found) == 2 * 3 * 2


def test_a_map_of_an_input_that_is_no_whole_number_of_steps_is_one_place_larger() -> None:
    two = head(maps=[{"step": 8, "sizes": [4]}, {"step": 16, "sizes": [10, 20]}])
    assert len(prior_boxes(two, (33, 16))) == 5 * 2 + 3 * 1 * 2
    assert prior_boxes(two, (33, 16))[-1].tolist() == [8, 40, 20]


def test_an_offset() -> None:
    offsets, scores = blank()
    # The prior box of 12 pixels around (24, 8): its centre goes 3 to the right and 6 down, its width doubles.
    offsets[3] = [3 / 12 / 0.1, 6 / 12 / 0.1, log(2) / 0.2, log(1 / 3) / 0.2]
    scores[3] = [0, log(3)]
    (row,) = decode_priors(offsets, scores, head(), 1, IMAGE)
    assert row == pytest.approx([0, 3 / 4, 27 - 12, 14 - 2, 27 + 12, 14 + 2], abs=1e-5)


def test_boxes_are_in_pixels_of_the_image_and_are_not_cut() -> None:
    offsets, scores = blank()
    scores[1, 1] = 2 * BACKGROUND
    offsets[1, 0] = -1 / 0.1
    halved = replace(IMAGE, sides=(64, 96), factors=(0.5, 0.5))
    (row,) = decode_priors(offsets, scores, head(), 1, halved)
    assert row[2:] == pytest.approx([2 * -10, 2 * 2, 2 * 2, 2 * 14])


def test_the_background_may_be_the_last_score() -> None:
    offsets, scores = blank(classes=2)
    scores[0] = [log(0.2), log(0.5), log(0.3)]
    assert decode_priors(offsets, scores, head(), 2, IMAGE)[:, :2].round(4).tolist() == [[0, 0.5], [1, 0.3]]
    last = scores[:, [1, 2, 0]]
    assert decode_priors(offsets, last, head(background=2), 2, IMAGE)[:, :2].round(4).tolist() == [[0, 0.5], [1, 0.3]]


def test_doubles_are_left_out_by_area_without_the_pixels_at_the_edge() -> None:
    offsets, scores = blank()
    # 8 × 8 in 12 × 12 is 0.44 of it.
    scores[0:2, 1] = [2 * BACKGROUND, 2 * BACKGROUND - 1]
    assert len(decode_priors(offsets, scores, head(), 1, IMAGE)) == 1
    assert len(decode_priors(offsets, scores, head(overlap=Decimal("0.45")), 1, IMAGE)) == 2
    assert len(decode_priors(offsets, scores, head(overlap=Decimal("0.44")), 1, IMAGE)) == 1


def test_thresholds() -> None:
    offsets, scores = blank()
    scores[[0, 4, 8]] = [[0, log(3)], [0, 0], [log(3), 0]]
    chosen = head(score=Decimal("0.25"))
    assert decode_priors(offsets, scores, chosen, 1, IMAGE)[:, 1].round(4).tolist() == [0.75, 0.5]
    assert len(decode_priors(offsets, scores, head(boxes=2), 1, IMAGE)) == 2
    assert decode_priors(*blank(), head(), 1, IMAGE).shape == (0, 6)


def test_sizes_stay_finite() -> None:
    offsets, scores = blank()
    offsets[:], scores[:, 1] = 1e30, 1e30
    assert np.isfinite(decode_priors(offsets, scores, head(), 1, IMAGE)).all()


@pytest.mark.parametrize(("classes", "boxes", "background"), [(1, 11, 0), (2, 12, 0), (1, 12, 2)])
def test_other_shapes(classes: int, boxes: int, background: int) -> None:
    with pytest.raises(VerifyError, match=r"expected offsets and scores of \[12, 4\] and \[12, 2\] for 1 classes"):
        decode_priors(*blank(classes, boxes), head(background=background), 1, IMAGE)
