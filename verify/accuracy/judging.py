"""The verdict on a score: does the printed number agree with what the weights reach on the images?"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from catalog.claims import Claim
from catalog.evidence import ClaimVerdict, ScoreFacts
from verify.accuracy.intervals import score_interval

PRECISION = "fp32"
"""The number format that networks are scored in."""


def judge_score(claim: Claim, scores: Iterable[ScoreFacts], own_size: int) -> ClaimVerdict | None:
    """Return the verdict on a score of the model's own weights; None if none of the scores is about the claim.

    On all images of a data set, a score that rounds to the printed digits confirms them, and one whose interval holds
    them is close, for exports and decoders differ by a few images. On a sample, the printed number is confirmed when
    the interval holds it, and contradicted when it does not.

    Args:
        claim: The claim.
        scores: What was scored.
        own_size: Side of the model's input in pixels.
    """
    if claim.origin is not None or claim.precision not in (None, PRECISION):
        return None
    if claim.input_size not in (None, own_size):
        return None
    score = next((it for it in scores if it.dataset == claim.dataset and claim.quantity in it.correct), None)
    if score is None:
        return None
    correct = score.correct[claim.quantity]
    low, high = score_interval(correct, score.images)
    share = Fraction(correct, score.images)
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
