"""The numbers that stand for a model where many models are listed."""

from __future__ import annotations

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
