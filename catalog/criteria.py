"""What a query asks for, made precise: conditions that hold or not, and limits with a gap to them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING

from catalog.amounts import Amount, parse_amount
from catalog.evidence import WRONG
from catalog.names import Kind, spellings_of
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
    found: Callable[[Row], str | int | None]
    """Returns what a row has; `None` is not stated."""

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
            accepted = engine_versions(catalog, key) if kind == "engine" else frozenset({key})
            yield Condition(kind, key, accepted, _finder(kind))
    for field in _COUNTED:
        count: int | None = getattr(query, field)
        if count is not None:
            yield Condition(field, count, frozenset({count}), _finder(field))
    if query.text is not None:
        yield Condition("text", query.text, _models_called(catalog, query.text), attrgetter("model"))
    if query.verified:
        yield Condition("verified", "yes", frozenset({"yes"}), _verified(catalog))


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


def search_text(catalog: Catalog, model: str) -> str:
    """Return the lines that `Query.text` is looked for in, in lower case: the model's names and its family's.

    Raises:
        KeyError: there is no such model.
    """
    record = catalog.models[model]
    return "\n".join((*spellings_of(model, record), record.family)).lower()


def _finder(name: str) -> Callable[[Row], str | int | None]:
    return attrgetter(f"conditions.{name}" if name in CONDITIONS else name)


def _models_called(catalog: Catalog, text: str) -> frozenset[object]:
    words = text.lower().split()
    return frozenset(name for name in catalog.models if all(word in search_text(catalog, name) for word in words))


def _verified(catalog: Catalog) -> Callable[[Row], str]:
    verdicts = cache(catalog.verdicts)

    def found(row: Row) -> str:
        known = {verdicts(row.model).get(claim.key) for claim in row.numbers.values()}
        return "yes" if "confirmed" in known and not known & WRONG else "no"

    return found


def engine_versions(catalog: Catalog, engine: str) -> frozenset[object]:
    """Return the keys that a query for an engine finds: its own and those of all its versions."""
    found = {engine}
    while more := {key for key, entry in catalog.engines.items() if entry.version_of in found} - found:
        found |= more
    return frozenset(found)
