"""Rows of an answer: a model, the conditions its numbers hold under, and the claims they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal

from catalog.claims import Claim
from catalog.names import natural_key
from catalog.quantities import METRICS, QUANTITIES, Quantity
from catalog.record import Model


@dataclass(frozen=True)
class Conditions:
    """What the numbers of a row hold under; rows that differ here can't be compared. `None` means not stated."""

    device: str | None = None
    engine: str | None = None
    precision: str | None = None
    batch: int | None = None
    threads: int | None = None
    input_size: int | None = None
    dataset: str | None = None

    @property
    def stated(self) -> dict[str, str | int]:
        """The stated conditions by name."""
        return {name: value for name in CONDITIONS if (value := getattr(self, name)) is not None}

    @property
    def order(self) -> tuple[object, ...]:
        """A sort key: by device, engine and so on, what is not stated last."""
        values = [getattr(self, name) for name in CONDITIONS]
        return tuple((value is None, natural_key("" if value is None else str(value))) for value in values)


CONDITIONS = tuple(field.name for field in fields(Conditions))
"""The names of the conditions, in the order that tables show them."""


@dataclass(frozen=True)
class Row:
    """A model and the conditions its numbers hold under."""

    model: str
    family: str
    task: str
    source: str
    """The source of its latency, or of its accuracy where the row has no latency."""
    conditions: Conditions
    numbers: Mapping[Quantity, Claim]
    """Its claims by quantity. Each names its source: what `source` does not print comes from another one."""
    also_in: tuple[str, ...] = ()
    """Other sources that repeat the row's measurement."""

    def value(self, quantity: Quantity) -> Decimal | None:
        """Return the plain number of a quantity, `None` if no source of the model prints it under these conditions."""
        claim = self.numbers.get(quantity)
        return claim.value if claim else None


def rows_of(
    model: Model, claims: Sequence[Claim], *, latency: bool, source: str | None = None, dataset: str | None = None
) -> Iterator[Row]:
    """Yield the rows of one model.

    With `latency`, a row for each own latency claim, or rows without one if the model has none. Without it, a row for
    each source and input size of its accuracies (else of its FLOPs, params and storage, else of its latencies). A claim
    that two tables of one source print alike makes one row. Numbers that repeat a paper's are never used.

    Args:
        model: the record.
        claims: the record's claims.
        latency: whether rows are about latencies.
        source: use the claims of this source only.
        dataset: use the accuracies on this data set only, if there are any.
    """
    own = [claim for claim in claims if claim.origin is None and source in {None, claim.source}]
    if any(claim.dataset == dataset for claim in own if claim.quantity in METRICS):
        own = [claim for claim in own if claim.quantity not in METRICS or claim.dataset == dataset]
    beside: dict[Quantity, list[Claim]] = {name: [] for name in QUANTITIES if name != "latency"}
    for claim in own:
        if claim.quantity in beside:
            beside[claim.quantity].append(claim)
    model_dataset = _dataset(model, own)
    chosen: dict[object, dict[Quantity, Claim]] = {}
    seen: set[object] = set()
    for anchor in _anchors(own, latency):
        scored_on = anchor.dataset if anchor.quantity in METRICS else model_dataset
        place = (anchor.source, anchor.table, anchor.input_size, anchor.precision, scored_on)
        if place not in chosen:
            chosen[place] = _closest(beside, anchor, scored_on)
        row = _row(model, chosen[place], anchor, scored_on)
        values = tuple((quantity, claim.value) for quantity, claim in row.numbers.items())
        identity = (row.source, row.conditions, anchor.resize, values)
        if identity not in seen:
            seen.add(identity)
            yield row


def _anchors(claims: Sequence[Claim], latency: bool) -> list[Claim]:
    """Return the claims that rows are made around."""
    timed = [claim for claim in claims if claim.quantity == "latency"]
    if latency and timed:
        return timed
    scored = [claim for claim in claims if claim.quantity in METRICS]
    if scored:
        return scored
    sized = [claim for claim in claims if claim.quantity != "latency"]
    return sized or timed


def _closest(beside: Mapping[Quantity, Sequence[Claim]], anchor: Claim, dataset: str | None) -> dict[Quantity, Claim]:
    """Return of each quantity the claim that fits the anchor and is closest to it."""
    numbers: dict[Quantity, Claim] = {}
    for quantity, claims in beside.items():
        fitting = [claim for claim in claims if _fits(claim, anchor, dataset)]
        if fitting:
            numbers[quantity] = max(fitting, key=lambda claim: _closeness(claim, anchor))
    return numbers


def _row(model: Model, numbers: dict[Quantity, Claim], anchor: Claim, dataset: str | None) -> Row:
    if anchor.quantity == "latency":
        numbers = {**numbers, "latency": anchor}
    conditions = Conditions(
        device=anchor.device,
        engine=anchor.engine,
        precision=anchor.precision,
        batch=anchor.batch,
        threads=anchor.threads,
        input_size=anchor.input_size,
        dataset=dataset,
    )
    return Row(model.name, model.family, model.task, anchor.source, conditions, numbers)


def _dataset(model: Model, claims: Sequence[Claim]) -> str | None:
    """Return the data set whose accuracies stand beside a latency: the one the model is for, else the first scored."""
    scored = [claim.dataset for claim in claims if claim.quantity in METRICS]
    return model.dataset if model.dataset in scored or not scored else scored[0]


def _fits(claim: Claim, anchor: Claim, dataset: str | None) -> bool:
    """Tell whether a claim may stand in the anchor's row: nothing that both state differs."""
    if claim.quantity in METRICS and claim.dataset != dataset:
        return False
    same_precision = claim.quantity in {"flops", "params"} or _agree(claim.precision, anchor.precision)
    return same_precision and _agree(claim.input_size, anchor.input_size)


def _agree(one: object, other: object) -> bool:
    return one is None or other is None or one == other


def _closeness(claim: Claim, anchor: Claim) -> tuple[bool, ...]:
    return (
        claim.source == anchor.source,
        claim.input_size == anchor.input_size,
        claim.precision == anchor.precision,
        claim.table == anchor.table,
    )
