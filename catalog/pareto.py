"""The Pareto front: what nothing else beats in both quality and cost."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal


def pareto_front(points: Sequence[tuple[Decimal, Decimal]]) -> list[int]:
    """Return the positions of the points (quality, cost) that no other point dominates, in their given order.

    A point dominates another if its quality is at least as high and its cost at least as low, and one of the two is
    better. Equal points stand or fall together.
    """
    order = sorted(range(len(points)), key=lambda index: (points[index][1], -points[index][0]))
    front: list[int] = []
    for index in order:
        quality, cost = points[index]
        if not front or quality > points[front[-1]][0] or (quality, cost) == points[front[-1]]:
            front.append(index)
    return sorted(front)
