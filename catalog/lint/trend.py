"""Latencies far off the trend of latency against multiply-adds."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from math import exp, log
from statistics import median

from catalog.catalog import Catalog
from catalog.claims import Claim
from catalog.lint.groups import claims_about, column, counts_of, grouped
from catalog.lint.rule import Found, found, rule
from catalog.sentence import Sentence, say

OUTLIER_FACTOR = 2.0
"""Times faster or slower than the trend of its column before a latency is an outlier."""
OUTLIER_DEVIATIONS = 5.0
"""Median absolute deviations from that trend before a latency is an outlier."""
FEWEST = 8
"""Models that a column needs before a trend is drawn through it."""

_OFF_TREND = {
    True: say(
        "%(model)s: %(latency)s on %(device)s is %(times)s times slower than the other models of %(where)s of its "
        "multiply-adds."
    ),
    False: say(
        "%(model)s: %(latency)s on %(device)s is %(times)s times faster than the other models of %(where)s of its "
        "multiply-adds."
    ),
}
"""What is said of a latency off the trend, by whether it is slower."""


@rule("latency-outlier", "note", say("A latency is far off the trend of latency against multiply-adds on its device."))
def outlier_against_flops(zoo: Catalog) -> Iterator[Found]:
    """Yield latencies far off the trend of latency against multiply-adds in their column.

    The trend is a line through the logarithms, by the median of pairwise slopes (Theil and Sen); what counts as far is
    measured by the median absolute deviation from it.
    """
    counts = {name: counts_of(zoo, name) for name in zoo.models}
    macs = {name: found.macs for name, found in counts.items() if found is not None}
    for claims in grouped(claims_about(zoo, ("latency",)), column).values():
        points = [
            (log(amount), log(float(claim.value)), claim) for claim in claims if (amount := macs.get(claim.model))
        ]
        if len(points) < FEWEST:
            continue
        slopes = [(b[1] - a[1]) / (b[0] - a[0]) for i, a in enumerate(points) for b in points[i + 1 :] if b[0] != a[0]]
        if not slopes:
            continue
        slope = median(slopes)
        offset = median(y - slope * x for x, y, _ in points)
        residuals = [y - slope * x - offset for x, y, _ in points]
        spread = 1.4826 * median(abs(residual) for residual in residuals)
        for residual, (_, _, claim) in zip(residuals, points, strict=True):
            if abs(residual) > max(log(OUTLIER_FACTOR), OUTLIER_DEVIATIONS * spread):
                yield found(zoo, _off_trend(claim, exp(residual)), (claim,))


def _off_trend(claim: Claim, factor: float) -> Sentence:
    return _OFF_TREND[factor > 1].filled(
        model=claim.model,
        latency=claim.with_unit,
        device=str(claim.device),
        times=Decimal(f"{max(factor, 1 / factor):.1f}"),
        where=claim.printed_in,
    )


RULES = (outlier_against_flops,)
