"""The bootstrap interval against what is known of the mean of independent images."""

import numpy as np
import pytest

from verify.accuracy.detection.bootstrap import bootstrap_interval
from verify.accuracy.detection.ground_truth import AveragePrecision


def share(values: list[int]) -> AveragePrecision:
    array = np.array(values, float)
    return AveragePrecision(float(array.mean()), lambda weights: float((array * weights).sum() / weights.sum()))


def test_it_is_as_wide_as_the_normal_interval_of_a_mean() -> None:
    low, high = bootstrap_interval(share([0, 1] * 200), 400, seed=0)
    half = 2.576 * 0.5 / 400**0.5
    assert abs(low - (0.5 - half)) < 0.01
    assert abs(high - (0.5 + half)) < 0.01


def test_it_is_the_same_for_the_same_seed_and_differs_for_another() -> None:
    precision = share([0, 1, 1] * 11)
    assert bootstrap_interval(precision, 33, seed=1) == bootstrap_interval(precision, 33, seed=1)
    assert bootstrap_interval(precision, 33, seed=1) != bootstrap_interval(precision, 33, seed=2)


@pytest.mark.parametrize("images", [2, 3, 30, 3000])
def test_images_that_are_all_alike_leave_open_how_many_are_not(images: int) -> None:
    low, high = bootstrap_interval(share([1] * images), images, seed=0)
    # Were a share of 1 − low of all images otherwise, none of these would be with a probability of 0.5 %.
    assert (low**images, high) == (pytest.approx(0.005), 1)


def test_few_images_are_judged_by_students_distribution() -> None:
    low, high = bootstrap_interval(share([0, 1] * 2), 4, seed=0)
    assert (low, high) == (0, 1)
    assert bootstrap_interval(share([1]), 1, seed=0) == (0, 1)


def test_what_is_off_on_few_images_is_corrected() -> None:
    # The largest of the images 0 … 9 is 9, the largest that is drawn is often less.
    def largest(weights: np.ndarray) -> float:
        return float(np.flatnonzero(weights).max()) / 20

    low, high = bootstrap_interval(AveragePrecision(0.45, largest), 10, seed=0)
    assert 0.45 - low < high - 0.45


def test_resamples_without_an_object_are_left_out() -> None:
    def weighted(weights: np.ndarray) -> float:
        return 0.7 if weights[0] else float("nan")

    low, high = bootstrap_interval(AveragePrecision(0.7, weighted), 30, seed=0)
    assert 0.7 - low == pytest.approx(high - 0.7) == pytest.approx(1 - 0.005 ** (1 / 30))
