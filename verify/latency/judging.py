"""Verdicts on latencies that a source prints for the very device that was timed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from catalog.claims import Claim
from catalog.quantities import Precision
from verify.latency.timing import Settings, Timing

ENGINE = "onnxruntime"

CLOSE = 0.2
"""A latency within this share of the median is close: the same device differs as much by clock and temperature."""

LatencyVerdict = Literal["confirmed", "close", "contradicted"]


def claims_for(
    claims: Iterable[Claim], device: str, engines: Iterable[str], settings: Settings, precision: Precision = "fp32"
) -> Iterator[Claim]:
    """Yield the latencies of a device that were measured under the conditions that were timed, as far as stated.

    Args:
        claims: Claims of one model.
        device: The device that this machine is.
        engines: ONNX Runtime's names in the zoo, its versions included.
        settings: How the model was timed.
        precision: The number format that it computed in.
    """
    known = {None, *engines}
    for claim in claims:
        if (
            claim.quantity == "latency"
            and claim.device == device
            and claim.engine in known
            and claim.precision in (None, precision)
            and claim.batch in (None, settings.batch)
            and claim.threads in (None, settings.threads)
            and claim.input_size in (None, settings.input_size)
        ):
            yield claim


def judge_latency(claim: Claim, timing: Timing) -> LatencyVerdict:
    """Return the verdict: confirmed between the 10th and the 90th percentile, close within `CLOSE` of the median."""
    printed, half = float(claim.value), float(claim.number.step) / 2
    if timing.percentile(10) - half <= printed <= timing.percentile(90) + half:
        return "confirmed"
    return "close" if abs(printed - timing.median) <= CLOSE * timing.median + half else "contradicted"
