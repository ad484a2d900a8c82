"""The verdict on one claim, from what was counted."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from catalog.claims import Claim
from catalog.evidence import ClaimVerdict, Reason
from catalog.quantities import METRICS
from verify.conventions import FP32_BYTES, Convention
from verify.ranking import SINGLE_PRECISION, Ranking, Totals, conventions_for, printed_value

CLOSE = Fraction(1, 100)
"""A number within this share of what a sound convention gives is close."""


def judge(
    claim: Claim, totals: Totals | None, uncounted: bool, ranking: Ranking, *, failed: bool = False
) -> ClaimVerdict:
    """Give a claim its verdict.

    Args:
        claim: The claim.
        totals: What the counter found in the model's graph at the claim's input size; None without such a graph.
        uncounted: The graph holds operators that the counter can't count.
        ranking: What the source's other numbers say.
        failed: There is a graph, and its examination failed.
    """
    reason = _why_unchecked(claim, totals, uncounted, failed)
    if reason is not None or totals is None:
        return _verdict(claim, "unchecked", reason=reason)
    fitting = ranking.fitting(claim, totals)
    if fitting:
        return _fitted(claim, fitting, totals)
    return _missed(claim, totals)


def _why_unchecked(claim: Claim, totals: Totals | None, uncounted: bool, failed: bool) -> Reason | None:
    if claim.quantity in METRICS:
        return "no-weights"
    if claim.quantity == "latency":
        return "device-not-here"
    if totals is None:
        return "graph-failed" if failed else "no-graph"
    if claim.precision not in (None, SINGLE_PRECISION) and not _is_reduced(totals):
        return "no-graph"
    if claim.quantity == "flops" and uncounted:
        return "not-counted"
    return None


def _is_reduced(totals: Totals) -> bool:
    """Whether some weights of the graph are in a reduced format; which ones, only such a graph tells."""
    single = sum(factor * totals.get(tally, 0) for tally, factor in FP32_BYTES.items())
    return 0 < totals.get("parameter_bytes", 0) < single


def _fitted(claim: Claim, fitting: Sequence[Convention], totals: Totals) -> ClaimVerdict:
    best, *others = fitting
    return _verdict(
        claim,
        "miscounted" if best.erroneous else "confirmed",
        convention=best,
        totals=totals,
        also=tuple(entry.id for entry in others),
    )


def _missed(claim: Claim, totals: Totals) -> ClaimVerdict:
    sound = [entry for entry in conventions_for(claim) if not entry.erroneous]
    nearest = min(sound, key=lambda entry: abs(_gap(entry, claim, totals)))
    close = abs(_gap(nearest, claim, totals)) <= CLOSE
    return _verdict(claim, "close" if close else "contradicted", convention=nearest, totals=totals)


def _gap(convention: Convention, claim: Claim, totals: Totals) -> Fraction:
    counted = printed_value(convention, claim, totals)
    return Fraction(claim.printed) / counted - 1 if counted else Fraction(10**9)


def _verdict(
    claim: Claim,
    verdict: str,
    *,
    convention: Convention | None = None,
    totals: Totals | None = None,
    also: tuple[str, ...] = (),
    reason: Reason | None = None,
) -> ClaimVerdict:
    counted = plain = gap = None
    if convention is not None and totals is not None:
        counted = convention.value(totals)
        plain = conventions_for(claim)[0].value(totals)
        gap = round(float(_gap(convention, claim, totals)), 6)
    return ClaimVerdict.model_validate(
        {
            "claim": claim.key,
            "printed": claim.printed,
            "verdict": verdict,
            "convention": convention.id if convention else None,
            "counted": counted,
            "plain": plain,
            "gap": gap,
            "also": also,
            "reason": reason,
        }
    )
