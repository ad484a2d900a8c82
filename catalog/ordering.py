"""The order of an answer's rows, and which of them are on the Pareto front of those they can be compared with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from catalog.names import suggestion
from catalog.pareto import pareto_front
from catalog.quantities import METRICS, QUANTITIES, Quantity
from catalog.rows import Conditions, Row
from catalog.vocabulary import Dataset


@dataclass(frozen=True)
class Order:
    """What rows are sorted by."""

    quantity: Quantity
    highest_first: bool

    @property
    def cost(self) -> Quantity:
        """The cost that a Pareto front weighs against accuracy: what is sorted by if it is one, else the latency."""
        return "latency" if self.quantity in METRICS else self.quantity

    def rank(self, row: Row) -> tuple[bool, Decimal]:
        """Return a sort key that puts rows without the number last."""
        value = row.value(self.quantity)
        if value is None:
            return True, Decimal(0)
        return False, -value if self.highest_first else value


def order_of(sort: str | None, pareto: bool) -> Order | None:
    """Read `Query.sort`; without it a Pareto front is sorted by latency, and other rows are not sorted.

    Raises:
        ValueError: it is no quantity.
    """
    if sort is None:
        return Order("latency", highest_first=False) if pareto else None
    name = sort.removeprefix("-")
    if name not in QUANTITIES:
        raise ValueError(f"sort: unknown quantity {name[:100]!r}{suggestion(name, QUANTITIES)}")
    return Order(name, (name in METRICS) != sort.startswith("-"))


def on_front(rows: Sequence[Row], order: Order, datasets: Mapping[str, Dataset]) -> list[Row]:
    """Return the rows that no other row under the same conditions beats in both accuracy and cost.

    The accuracy is what is sorted by if that is one, else the first metric of the row's data set. Rows that lack one of
    the two numbers are left out.
    """
    groups: dict[Conditions, list[int]] = {}
    for index, row in enumerate(rows):
        groups.setdefault(row.conditions, []).append(index)
    front: set[int] = set()
    for conditions, members in groups.items():
        quality = _quality(order, datasets.get(conditions.dataset or ""))
        points = [
            (index, (best, price))
            for index in members
            if quality is not None
            and (best := rows[index].value(quality)) is not None
            and (price := rows[index].value(order.cost)) is not None
        ]
        front |= {points[position][0] for position in pareto_front([point for _, point in points])}
    return [row for index, row in enumerate(rows) if index in front]


def arrange(rows: Sequence[Row], order: Order | None, *, grouped: bool, limit: int | None) -> tuple[Row, ...]:
    """Sort rows and cut them at `limit`; if grouped, put equal conditions together and cut each group."""
    arranged = sorted(rows, key=order.rank) if order else list(rows)
    if not grouped:
        return tuple(arranged[:limit])
    arranged.sort(key=lambda row: row.conditions.order)
    groups = groupby(arranged, key=lambda row: row.conditions)
    return tuple(row for _, group in groups for row in list(group)[:limit])


def _quality(order: Order, dataset: Dataset | None) -> Quantity | None:
    if order.quantity in METRICS:
        return order.quantity
    return dataset.metrics[0] if dataset and dataset.metrics else None
