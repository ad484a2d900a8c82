"""Average precision of cases that can be computed by hand."""

from __future__ import annotations

import numpy as np
import pytest

from verify.accuracy.detection.matches import COCO_RECALLS, VOC_RECALLS, ClassMatches, integral, interpolated

ONCE = np.array([1, 1])


def matches(right: list[bool], images: list[int], objects: list[int]) -> ClassMatches:
    row = np.array([right], bool).reshape(1, -1)
    return ClassMatches(np.array(images, np.int64), row, ~row, np.array(objects))


RIGHT_WRONG_RIGHT = matches([True, False, True], [0, 0, 1], [1, 1])
"""Precision 1, 1/2, 2/3 at recall 1/2, 1/2, 1."""


def test_eleven_recalls() -> None:
    # 0, 0.1 … 0.5 are reached at precision 1, 0.6 … 1 at 2/3.
    assert interpolated(RIGHT_WRONG_RIGHT, ONCE, VOC_RECALLS) == pytest.approx((6 + 5 * 2 / 3) / 11)


def test_a_hundred_and_one_recalls() -> None:
    assert interpolated(RIGHT_WRONG_RIGHT, ONCE, COCO_RECALLS) == pytest.approx((51 + 50 * 2 / 3) / 101)


def test_the_whole_curve() -> None:
    assert integral(RIGHT_WRONG_RIGHT, ONCE) == pytest.approx(1 / 2 + 2 / 3 / 2)


def test_one_of_two_found() -> None:
    half = matches([True], [0], [1, 1])
    assert interpolated(half, ONCE, VOC_RECALLS) == pytest.approx(6 / 11)
    assert interpolated(half, ONCE, COCO_RECALLS) == pytest.approx(51 / 101)
    assert integral(half, ONCE) == 0.5


def test_nothing_found_is_zero_and_no_object_is_no_number() -> None:
    assert interpolated(matches([], [], [1, 0]), ONCE, VOC_RECALLS) == 0
    assert integral(matches([], [], [1, 0]), ONCE) == 0
    assert np.isnan(interpolated(matches([False], [0], [0, 0]), ONCE, COCO_RECALLS))
    assert np.isnan(integral(matches([False], [0], [0, 0]), ONCE))


def test_thresholds_are_averaged() -> None:
    two = ClassMatches(np.array([0]), np.array([[True], [False]]), np.array([[False], [True]]), np.array([1]))
    assert interpolated(two, np.array([1]), COCO_RECALLS) == 0.5


def test_an_image_that_counts_twice_is_like_two_images() -> None:
    twice = matches([True, True, False, False, True], [0, 1, 0, 1, 2], [1, 1, 1])
    three = np.array([1, 1, 1])
    for recalls in (VOC_RECALLS, COCO_RECALLS):
        weighted = interpolated(RIGHT_WRONG_RIGHT, np.array([2, 1]), recalls)
        assert weighted == pytest.approx(interpolated(twice, three, recalls))


def test_detections_that_count_as_nothing() -> None:
    ignored = ClassMatches(np.array([0, 0]), np.array([[False, True]]), np.array([[False, False]]), np.array([1]))
    assert interpolated(ignored, np.array([1]), VOC_RECALLS) == 1
