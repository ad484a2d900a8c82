"""Merging what is found at several scales, by factors and votes that are known in closed form."""

from __future__ import annotations

from math import sqrt

import numpy as np
import pytest

from verify.accuracy.detection.scales import find_at_scales, further_factors, largest_factor, vote, written


def one(*box: float, score: float = 0.9, label: int = 0) -> np.ndarray:
    return np.array([[label, score, *box]], float)


@pytest.mark.parametrize(
    ("exact", "largest"),
    [(0.35, 0.1), (0.987, 0.68), (1.5, 1.2), (1.8, 1.4), (2.4, 1.9), (3.299, 2.79), (4.4, 3.7), (5.4, 4.6)],
)
def test_the_smaller_an_image_the_more_it_is_enlarged(exact: float, largest: float) -> None:
    side = sqrt(678 * 1024 * 4) / (exact + 1e-4)
    assert largest_factor(side, side) == pytest.approx(largest)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("most", "factors"),
    [
        (0.6, [0.3, 0.45, 0.25]),
        (0.8, [0.5, 0.65, 0.25, 0.75]),
        (1.3, [0.5, 1.3, 0.25, 0.75, 1.25]),
        (2.0, [0.5, 2.0, 0.25, 0.75, 1.25, 1.5, 1.75]),
        (5.0, [0.5, 2.0, 4.0, 5.0, 0.25, 0.75, 1.25, 1.5, 1.75]),
    ],
)
def test_further_factors(most: float, factors: list[float]) -> None:
    assert list(further_factors(most)) == pytest.approx(factors)


def test_boxes_that_overlap_are_averaged_by_their_scores() -> None:
    rows = np.concatenate([one(0, 0, 40, 40, score=0.6), one(4, 0, 44, 40, score=0.2)])
    assert vote(rows)[0] == pytest.approx([0, 0.6, 1, 0, 41, 40])


def test_a_box_that_none_confirms_counts_only_if_it_is_the_last() -> None:
    pair = np.concatenate([one(0, 0, 40, 40, score=0.6), one(0, 0, 40, 40, score=0.4)])
    alone = one(100, 0, 140, 40, score=0.9)
    assert vote(np.concatenate([alone, pair])).tolist() == [[0, 0.6, 0, 0, 40, 40]]
    last = one(100, 0, 140, 40, score=0.1)
    assert vote(np.concatenate([pair, last])).tolist() == [[0, 0.6, 0, 0, 40, 40], [0, 0.1, 100, 0, 140, 40]]
    assert vote(one(0, 0, 5, 5, score=0.005)).shape == vote(one(0, 0, 5, 5)[:0]).shape == (0, 6)


def test_width_and_height_are_written_with_the_pixels_at_the_edge() -> None:
    assert written(one(1.26, 2, 11.38, 22, score=0.12345)).tolist() == [[0, 0.123, 1.3, 2, 1.3 + 11.1, 23]]


def red_finder(seen: list[float], noise: int = 0) -> object:
    """A detector that frames what is red; and, beside it, a square of so many pixels at each scale."""

    def find(pixels: np.ndarray, factor: float) -> np.ndarray:
        seen.append(factor)
        rows, columns = np.nonzero(pixels[:, :, 0])
        found = one(columns.min(), rows.min(), columns.max(), rows.max())
        return np.concatenate([found, one(0, 0, noise, noise, score=0.5)]) if noise else found

    return find


def drawn(box: tuple[int, int, int, int], side: int = 1280) -> np.ndarray:
    pixels = np.zeros((side, side, 3), np.uint8)
    left, top, right, bottom = box
    pixels[top : bottom + 1, left : right + 1, 0] = 255
    return pixels


def test_what_is_found_in_all_scales_and_mirrored_is_merged() -> None:
    seen: list[float] = []
    # The mirror image is taken back by the width, so that a box that holds its edge pixels moves by one.
    (row,) = find_at_scales(red_finder(seen), drawn((600, 500, 649, 549)))  # type: ignore[arg-type]
    most = 1.0
    assert seen == [most, most, *further_factors(largest_factor(1280, 1280))]
    share = 1 / len(seen)
    assert row == pytest.approx([0, 0.9, 600 + share, 500, 600 + share + 50, 550], abs=0.051)


def test_scales_are_trusted_with_sizes_that_suit_them() -> None:
    def left_sides(noise: int) -> list[float]:
        rows = find_at_scales(red_finder([], noise), drawn((600, 500, 649, 549), 1700))  # type: ignore[arg-type]
        return [row[2] for row in rows if row[1] == 0.5]

    # All further images are shrunk: there a square of 50 pixels is believed, one of 10 is not. The mirrored square is
    # the last box without a second one.
    assert largest_factor(1700, 1700) < 0.75
    assert left_sides(50) == [0, 1650]
    assert left_sides(10) == [1690]


def test_classes_are_merged_apart() -> None:
    def find(pixels: np.ndarray, factor: float) -> np.ndarray:
        return np.concatenate([one(500, 500, 540, 540), one(500, 500, 540, 540, score=0.8, label=1)])

    assert find_at_scales(find, np.zeros((1041, 1041, 3), np.uint8))[:, :2].tolist() == [[0, 0.9], [1, 0.8]]
