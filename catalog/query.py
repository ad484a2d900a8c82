"""Picking models: by conditions, by limits such as a latency budget, sorted, and on the Pareto front."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING

from catalog.amounts import Amount
from catalog.criteria import Condition, Limit, conditions_of, limits_of
from catalog.ordering import Order, arrange, on_front, order_of
from catalog.quantities import Quantity
from catalog.repeats import without_repeats
from catalog.rows import CONDITIONS, Conditions, Row, rows_of

if TYPE_CHECKING:
    from catalog.catalog import Catalog

_TIMED = ("device", "engine", "batch", "threads", "max_latency")


@dataclass(frozen=True, kw_only=True)
class Query:
    """What is asked for; what is left `None` does not matter. Names may be keys or aliases, in any case."""

    task: str | None = None
    """What the model does."""
    family: str | None = None
    """The family it belongs to."""
    source: str | None = None
    """Use only the numbers that this source prints."""
    device: str | None = None
    """Device of the latency."""
    engine: str | None = None
    """Inference engine of the latency; finds its versions too."""
    precision: str | None = None
    """Number format of the run."""
    batch: int | None = None
    """Batch size of the latency."""
    threads: int | None = None
    """CPU threads of the latency."""
    input_size: int | None = None
    """Side of the input in pixels."""
    dataset: str | None = None
    """Data set of the accuracy."""
    text: str | None = None
    """Words that all stand in the model's names or its family's, in any case."""
    verified: bool = False
    """Keep only rows with a number that the verifier confirmed and none that it found miscounted or contradicted."""
    max_latency: Amount | None = None
    """Most milliseconds: `10`, `"10ms"` or `"0.01s"`."""
    max_params: Amount | None = None
    """Most parameters: `5_000_000` or `"5M"`."""
    max_flops: Amount | None = None
    """Most operations of one forward pass, as sources print them: `"600M"`, `"0.6G"`."""
    max_storage: Amount | None = None
    """Most MB of the stored model: `20` or `"20MB"`."""
    min_top1: Amount | None = None
    """Least top-1 accuracy: `0.75` or `"75%"`."""
    min_top5: Amount | None = None
    """Least top-5 accuracy."""
    min_box_ap: Amount | None = None
    """Least box average precision."""
    min_easy: Amount | None = None
    """Least average precision on the easy subset."""
    min_medium: Amount | None = None
    """Least average precision on the medium subset."""
    min_hard: Amount | None = None
    """Least average precision on the hard subset."""
    sort: str | None = None
    """A quantity: accuracies come highest first, all others lowest first; a leading `-` turns that round. Without it
    rows stand in the order of the catalog, on a Pareto front by latency.
    """
    limit: int | None = None
    """Most rows, in each group if the rows are grouped."""
    pareto: bool = False
    """Keep only rows that no other row under the same conditions beats in both accuracy and cost.

    The accuracy is `sort` if that is one, else the first metric of the row's data set. The cost is `sort` if that is
    FLOPs, params or storage, else the latency.
    """


@dataclass(frozen=True)
class Gap:
    """A condition or limit that the nearest row does not meet."""

    name: str
    """The query's field."""
    quantity: Quantity | None
    """What is bounded; `None` for a condition."""
    asked: str | int | Decimal
    """The condition, or the bound in its plain unit."""
    found: str | int | Decimal | None
    """What the row has; `None` if that is not stated."""


@dataclass(frozen=True)
class QueryResult:
    """The answer to a query."""

    rows: tuple[Row, ...]
    """The rows that fit, sorted; group by group if they are grouped."""
    considered: int
    """Rows that there were before any condition or limit."""
    met: int
    """Rows that meet all conditions, before any limit."""
    excluded: Mapping[str, int]
    """How many rows each limit excludes of those that meet all conditions; where none does, how many rows each
    condition excludes. Most first."""
    mixed_conditions: tuple[str, ...] = ()
    """Conditions that differ among the rows."""
    grouped: bool = False
    """Whether rows stand group by group since their order or their Pareto fronts hold only under equal conditions."""
    nearest: Row | None = None
    """If nothing fits: the row that misses the fewest conditions, then the limits by the least."""
    gaps: tuple[Gap, ...] = ()
    """What the nearest row misses."""

    def groups(self) -> list[tuple[Conditions, tuple[Row, ...]]]:
        """Return the rows by their conditions, if they are grouped; else all under no conditions."""
        if not self.grouped:
            return [(Conditions(), self.rows)] if self.rows else []
        return [(conditions, tuple(rows)) for conditions, rows in groupby(self.rows, key=lambda row: row.conditions)]


def run(catalog: Catalog, query: Query) -> QueryResult:
    """Answer a query.

    A row is a model and the conditions that its numbers hold under. Rows are about latencies when the query mentions
    one of a latency's conditions, bounds it, sorts by it or needs it for a Pareto front. Otherwise there is one row for
    each source and input size of the accuracies.

    Raises:
        ValueError: a name is unknown to the catalog, a limit is no amount of its quantity, or `limit` is below 1.
    """
    conditions = list(conditions_of(catalog, query))
    limits = list(limits_of(query))
    order = order_of(query.sort, query.pareto)
    if query.limit is not None and query.limit < 1:
        raise ValueError(f"limit: expected 1 or more, not {query.limit}")
    candidates = _candidates(catalog, query, conditions, order)
    met = [row for row in candidates if all(condition.holds(row) for condition in conditions)]
    rows = without_repeats(row for row in met if all(limit.holds(row) for limit in limits))
    excluded = {condition.name: sum(not condition.holds(row) for row in candidates) for condition in conditions}
    if met or not conditions:
        excluded = {limit.name: sum(not limit.holds(row) for row in met) for limit in limits}
    if query.pareto and order:
        front = on_front(rows, order, catalog.datasets)
        excluded["pareto"] = len(rows) - len(front)
        rows = front
    nearest = None if rows else _nearest(candidates, conditions, limits)
    mixed = tuple(name for name in CONDITIONS if len({getattr(row.conditions, name) for row in rows}) > 1)
    grouped = bool(mixed) and (query.pareto or (order is not None and order.quantity == "latency"))
    return QueryResult(
        rows=arrange(rows, order, grouped=grouped, limit=query.limit),
        considered=len(candidates),
        met=len(met),
        excluded=dict(sorted(excluded.items(), key=lambda item: -item[1])),
        mixed_conditions=mixed,
        grouped=grouped,
        nearest=nearest,
        gaps=_gaps(nearest, conditions, limits) if nearest else (),
    )


def _candidates(catalog: Catalog, query: Query, conditions: Sequence[Condition], order: Order | None) -> list[Row]:
    asked = any(getattr(query, name) is not None for name in _TIMED)
    needed = order is not None and (order.cost if query.pareto else order.quantity) == "latency"
    latency = asked or needed or query.precision is not None
    keys = {condition.name: str(condition.asked) for condition in conditions}
    rows = (
        row
        for name, model in catalog.models.items()
        for row in rows_of(
            model, catalog.claims(name), latency=latency, source=keys.get("source"), dataset=keys.get("dataset")
        )
    )
    return [row for row in rows if "latency" in row.numbers or not asked]


def _nearest(rows: Sequence[Row], conditions: Sequence[Condition], limits: Sequence[Limit]) -> Row | None:
    def distance(row: Row) -> tuple[int, int, Decimal]:
        gaps = [*(condition.gap(row) for condition in conditions), *(limit.gap(row) for limit in limits)]
        missed = sum(not condition.holds(row) for condition in conditions)
        return missed, sum(gap is None for gap in gaps), sum(filter(None, gaps), Decimal(0))

    return min(rows, key=distance, default=None)


def _gaps(row: Row, conditions: Sequence[Condition], limits: Sequence[Limit]) -> tuple[Gap, ...]:
    missed = [Gap(it.name, None, it.asked, it.found(row)) for it in conditions if not it.holds(row)]
    exceeded = [Gap(it.name, it.quantity, it.bound, row.value(it.quantity)) for it in limits if not it.holds(row)]
    return (*missed, *exceeded)
