"""What a query asks for, made precise: conditions that hold or not, and limits with a gap to them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from catalog.amounts import Amount, parse_amount
from catalog.names import Kind
from catalog.quantities import METRICS, Quantity
from catalog.rows import CONDITIONS, Row

if TYPE_CHECKING:
    from catalog.catalog import Catalog
    from catalog.query import Query

_NAMED: tuple[Kind, ...] = ("task", "family", "source", "device", "engine", "precision", "dataset")
_COUNTED = ("batch", "threads", "input_size")
_COSTS: tuple[Quantity, ...] = ("latency", "params", "flops", "storage")


@dataclass(frozen=True)
class Condition:
    """Something that a row's model or its conditions must be."""

    name: str
    """The query's field."""
    asked: str | int
    """What was asked for."""
    accepted: frozenset[object]
    """What the row may have."""

    def holds(self, row: Row) -> bool:
        """Tell whether a row is as asked; what is not stated is not."""
        return self.found(row) in self.accepted

    def gap(self, row: Row) -> Decimal | None:
        """Return how far off the row is: relative to an asked number, 1 for another name, `None` if not stated."""
        found = self.found(row)
        if found in self.accepted:
            return Decimal(0)
        if isinstance(found, int) and isinstance(self.asked, int):
            return Decimal(abs(found - self.asked)) / (self.asked or 1)
        return None if found is None else Decimal(1)

    def found(self, row: Row) -> str | int | None:
        """Return what the row has."""
        return getattr(row.conditions if self.name in CONDITIONS else row, self.name)  # type: ignore[no-any-return]


@dataclass(frozen=True)
class Limit:
    """A bound on a number of the row."""

    name: str
    """The query's field, such as `max_latency`."""
    quantity: Quantity
    """What is bounded."""
    bound: Decimal
    """The bound in the plain unit; the bound itself is allowed."""

    def holds(self, row: Row) -> bool:
        """Tell whether a row's number is within the bound; a number that no source prints is not."""
        return self.gap(row) == 0

    def gap(self, row: Row) -> Decimal | None:
        """Return by how much the row misses the bound, relative to it: 0 if it is within, `None` without a number."""
        value = row.value(self.quantity)
        if value is None:
            return None
        missing = self.bound - value if self.quantity in METRICS else value - self.bound
        return max(missing, Decimal(0)) / (self.bound or Decimal(1))


def conditions_of(catalog: Catalog, query: Query) -> Iterator[Condition]:
    """Yield the conditions of a query, its names resolved in the catalog.

    Raises:
        ValueError: a name is unknown; the message has the nearest known one.
    """
    for kind in _NAMED:
        name: str | None = getattr(query, kind)
        if name is not None:
            key = catalog.find(kind, name)
            yield Condition(kind, key, _versions(catalog, key) if kind == "engine" else frozenset({key}))
    for field in _COUNTED:
        count: int | None = getattr(query, field)
        if count is not None:
            yield Condition(field, count, frozenset({count}))


def limits_of(query: Query) -> Iterator[Limit]:
    """Yield the limits of a query.

    Raises:
        ValueError: a limit is no amount of its quantity.
    """
    bounds: list[tuple[str, Quantity]] = [(f"max_{cost}", cost) for cost in _COSTS]
    bounds += [(f"min_{metric}", metric) for metric in METRICS]
    for name, quantity in bounds:
        asked: Amount | None = getattr(query, name)
        if asked is None:
            continue
        try:
            yield Limit(name, quantity, parse_amount(quantity, asked))
        except ValueError as error:
            raise ValueError(f"{name}: {error}") from error


def _versions(catalog: Catalog, engine: str) -> frozenset[object]:
    """Return an engine and all its versions."""
    found = {engine}
    while more := {key for key, entry in catalog.engines.items() if entry.version_of in found} - found:
        found |= more
    return frozenset(found)
