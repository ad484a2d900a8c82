"""The exact binomial interval of Clopper and Pearson (Biometrika 26, 1934), which never promises more than it holds."""

from __future__ import annotations

CONFIDENCE = 0.99
"""Share of samples whose interval holds the true score, at least. A zoo has hundreds of scores: 95 % would give many
false alarms. A sample without repetition from a finite set scatters less than the binomial, so this errs on the safe
side.
"""


def score_interval(correct: int, images: int, confidence: float = CONFIDENCE) -> tuple[float, float]:
    """Return the bounds of the share of right answers, as fractions of 1.

    Args:
        correct: Right answers.
        images: Answers in all, at least 1.
        confidence: Between 0 and 1.

    Raises:
        ValueError: there are more right answers than answers, or none at all.
    """
    from scipy.stats import beta

    if not 0 <= correct <= images or images < 1:
        raise ValueError(f"expected at least one answer and no more right ones than that, not {correct} of {images}")
    tail = (1 - confidence) / 2
    low = float(beta.ppf(tail, correct, images - correct + 1)) if correct else 0.0
    high = float(beta.ppf(1 - tail, correct + 1, images - correct)) if correct < images else 1.0
    return low, high
