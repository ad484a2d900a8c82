"""The verdict on a score: does the printed number agree with what the weights reach on the images?"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from catalog.claims import Claim
from catalog.evidence import ClaimVerdict, ScoreFacts
from verify.accuracy.intervals import CONFIDENCE, score_interval
from verify.accuracy.scoring import DEPTHS


def judge_score(claim: Claim, scores: Iterable[ScoreFacts], own_size: int) -> ClaimVerdict | None:
    """Return the verdict on a score of the model's own weights; None if none of the scores is about the claim.

    On all images of a data set, a score that rounds to the printed digits confirms them, and one whose interval holds
    them is close, for exports and decoders differ by a few images. On a sample, the printed number is confirmed when
    the interval holds it, and contradicted when it does not.

    Args:
        claim: The claim.
        scores: What was scored; the first that is about the claim counts.
        own_size: Side of the model's input in pixels.
    """
    if claim.origin is not None:
        return None
    score = next((it for it in scores if _is_about(it, claim, own_size)), None)
    if score is None:
        return None
    share, (low, high) = _value(score, claim.quantity)
    half = Fraction(claim.number.step) / 2
    printed = Fraction(claim.value)
    rounds = abs(share - printed) <= half
    held = Fraction(low) - half <= printed <= Fraction(high) + half
    if score.images == score.of:
        verdict = "confirmed" if rounds else "close" if held else "contradicted"
    else:
        verdict = "confirmed" if held else "contradicted"
    return ClaimVerdict.model_validate(
        {
            "claim": claim.key,
            "printed": claim.printed,
            "verdict": verdict,
            "score": round(float(share), 6),
            "interval": (round(low, 6), round(high, 6)),
            "images": score.images,
            "gap": round(float(printed - share), 6),
        }
    )


def describe_score(quantity: str, verdict: ClaimVerdict) -> str:
    """Return how many images a verdict's score is of, and the interval around it; nothing if it is of no score."""
    if verdict.interval is None or verdict.images is None:
        return ""
    low, high = verdict.interval
    kind = "interval" if quantity in DEPTHS else "bootstrap interval"
    return f"{verdict.images:,} images, {CONFIDENCE:.0%} {kind} {low:.4f} to {high:.4f}"


def _is_about(score: ScoreFacts, claim: Claim, own_size: int) -> bool:
    sizes = claim.input_size or own_size, score.input_size or own_size
    scored = claim.quantity in score.correct or claim.quantity in score.precision
    same_precision = claim.precision in (None, score.weights_precision)
    return score.dataset == claim.dataset and scored and same_precision and sizes[0] == sizes[1]


def _value(score: ScoreFacts, metric: str) -> tuple[Fraction, tuple[float, float]]:
    """Return a score as a fraction of 1, and its interval: of right answers the exact one, else the bootstrap's."""
    if metric in score.precision:
        value = score.precision[metric]
        return Fraction(value), score.intervals.get(metric, (value, value))
    correct = score.correct[metric]
    return Fraction(correct, score.images), score_interval(correct, score.images)
