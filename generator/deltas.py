"""Differences between a model and the baseline it was made from: always computed, never typed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from catalog.quantities import METRICS
from generator.snapshot import Printing, Snapshot


@dataclass(frozen=True)
class Delta:
    """One number of a model beside the same source's number of its baseline, under the same conditions."""

    before: Printing
    after: Printing

    @property
    def in_points(self) -> bool:
        """Whether the difference is in percentage points (accuracies) rather than in percent."""
        return self.after.claim.quantity in METRICS

    @property
    def amount(self) -> Decimal:
        """The difference: points as exact as the less exact number is printed, else percent with two decimals."""
        before, after = self.before.claim.value, self.after.claim.value
        if self.in_points:
            step = max(self.before.claim.number.step, self.after.claim.number.step) * 100
            return ((after - before) * 100).quantize(min(step.normalize(), Decimal(1)), ROUND_HALF_UP)
        return ((after / before - 1) * 100).quantize(Decimal("0.01"), ROUND_HALF_UP)


def deltas_of(snapshot: Snapshot, model: str) -> Iterator[Delta]:
    """Yield a difference for each number of the model that the same source prints of its baseline too."""
    baseline = snapshot.zoo.models[model].baseline
    if baseline is None:
        return
    candidates: dict[tuple[object, ...], list[Printing]] = {}
    for printing in snapshot.printings[baseline]:
        if printing.claim.origin is None:
            candidates.setdefault(_conditions(printing), []).append(printing)
    for after in snapshot.printings[model]:
        if after.claim.origin is None and (same := candidates.get(_conditions(after))):
            yield Delta(_counterpart(after, same), after)


def _counterpart(after: Printing, same: Sequence[Printing]) -> Printing:
    """The baseline's number among those under the same conditions, from the same table if one prints both.

    The precision may differ: quantization changes it, and sources seldom state it for the baseline.
    """
    shared = [candidate for candidate in same if set(candidate.tables) & set(after.tables)]
    return (shared or same)[0]


def _conditions(printing: Printing) -> tuple[object, ...]:
    claim = printing.claim
    return (
        claim.source,
        claim.quantity,
        claim.dataset,
        claim.input_size,
        claim.resize,
        claim.device,
        claim.engine,
        claim.batch,
        claim.threads,
    )
