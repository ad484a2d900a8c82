"""The numbers that stand for a model where many models are listed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from catalog.quantities import Quantity
from catalog.record import Model
from generator.cells import HEADLINE_METRICS
from generator.snapshot import Printing, Snapshot

HEADLINES: tuple[Quantity, ...] = (*HEADLINE_METRICS, "flops", "params", "storage")
"""Quantities that have a headline number."""


def headline(snapshot: Snapshot, model: Model, quantity: Quantity) -> Printing | None:
    """The number that stands for a model: of the first source that prints one, at the input size nearest to its own."""
    found = [
        printing
        for printing in snapshot.printings[model.name]
        if printing.claim.quantity == quantity and printing.claim.origin is None
    ]
    own_size = model.input.size
    first = [printing for printing in found if printing.claim.source == found[0].claim.source]
    return min(first, key=lambda printing: abs((printing.claim.input_size or own_size) - own_size), default=None)


def headline_latency(printings: Sequence[Printing]) -> Printing | None:
    """The latency that stands for a model: on the device with most of its measurements, of the smallest batch.

    Among those the first that the record lists with the most threads.
    """
    measured = [printing for printing in printings if printing.claim.quantity == "latency"]
    if not measured:
        return None
    device = Counter(printing.claim.device for printing in measured).most_common(1)[0][0]
    there = [printing for printing in measured if printing.claim.device == device]
    return min(there, key=lambda printing: (printing.claim.batch or 1, -(printing.claim.threads or 0)))
