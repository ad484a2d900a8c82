"""The exact interval against closed forms, published values and its own promise."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom

from verify.accuracy.intervals import score_interval


def test_ends_have_a_closed_form() -> None:
    low, high = score_interval(0, 20, 0.95)
    assert (low, high) == (0.0, pytest.approx(1 - 0.025 ** (1 / 20)))
    low, high = score_interval(20, 20, 0.95)
    assert (low, high) == (pytest.approx(0.025 ** (1 / 20)), 1.0)


def test_a_published_value() -> None:
    # 5 of 15 at 95 %: 0.1182 to 0.6162, as tables of exact binomial intervals have it.
    assert score_interval(5, 15, 0.95) == (pytest.approx(0.1182, abs=5e-5), pytest.approx(0.6162, abs=5e-5))


@given(images=st.integers(1, 3000), share=st.floats(0, 1))
def test_each_bound_leaves_out_half_of_the_rest(images: int, share: float) -> None:
    correct = int(share * images)
    low, high = score_interval(correct, images)
    assert low <= correct / images <= high
    if correct:
        assert binom.sf(correct - 1, images, low) == pytest.approx(0.005, rel=1e-4)
    if correct < images:
        assert binom.cdf(correct, images, high) == pytest.approx(0.005, rel=1e-4)


@pytest.mark.parametrize(("correct", "images"), [(1, 0), (-1, 5), (6, 5)])
def test_impossible_counts(correct: int, images: int) -> None:
    with pytest.raises(ValueError, match="expected at least one answer"):
        score_interval(correct, images)
