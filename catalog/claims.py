"""The claims table: one row a claim, the view that queries, exports, the verifier and the site share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from catalog.quantities import METRICS, Printed, Quantity
from catalog.record import AccuracyLine, ComplexityLine, LatencyLine, Model, Report

if TYPE_CHECKING:
    from catalog.yamlfile import KeyPath

COLUMNS = (
    "model", "family", "task", "source", "table", "origin", "quantity", "dataset", "input_size", "resize",
    "device", "engine", "precision", "batch", "threads", "value", "printed", "unit", "verdict",
)  # fmt: skip
"""Columns of the claims table, in the order that exports write them."""

CONDITIONS = ("origin", "dataset", "device", "engine", "precision", "batch", "threads", "input_size", "resize")
"""The conditions that a claim may state, in the order that its key names them."""

_CONDITIONS_WITHOUT_DATASET = tuple(name for name in CONDITIONS if name != "dataset")


@dataclass(frozen=True)
class Claim:
    """One number that one source prints about one model, with all its conditions. `None` means not stated."""

    model: str
    family: str
    task: str
    source: str
    table: str | None
    origin: str | None
    quantity: Quantity
    dataset: str | None
    """The data set scored on; for other quantities the one whose classes the model predicts."""
    input_size: int | None
    resize: int | None
    device: str | None
    engine: str | None
    precision: str | None
    batch: int | None
    threads: int | None
    number: Printed
    path: KeyPath
    """Where in the record's YAML it stands: keys and positions from the top."""

    @property
    def value(self) -> Decimal:
        """The plain number: a fraction of 1, a count, MB or ms."""
        return self.number.value

    @property
    def printed(self) -> str:
        """The digits as the source prints them."""
        return self.number.text

    @property
    def unit(self) -> str:
        """The unit as the source prints it."""
        return self.number.unit

    @property
    def with_unit(self) -> str:
        """The number as printed, with its unit; that of a latency, which tables state in their headings, is ms."""
        return f"{self.number} ms" if self.quantity == "latency" else str(self.number)

    @property
    def printed_in(self) -> str:
        """The source that prints it, and the table if the source has several: `source/table`."""
        return self.source if self.table is None else f"{self.source}/{self.table}"

    @cached_property
    def conditions(self) -> Mapping[str, str | int]:
        """The stated conditions by name, in a fixed order; a data set is a condition of scores alone."""
        stated = vars(self)
        names = CONDITIONS if self.quantity in METRICS else _CONDITIONS_WITHOUT_DATASET
        return {name: value for name in names if (value := stated[name]) is not None}

    @cached_property
    def key(self) -> str:
        """A readable name that is unique in the model's record: `source/table/quantity[condition=…]`."""
        stated = ",".join([f"{name}={value}" for name, value in self.conditions.items()])
        return f"{self.printed_in}/{self.quantity}[{stated}]"


def claims_of(model: Model) -> Iterator[Claim]:
    """Yield every claim of a record, in the order they stand in the file."""
    for index, report in enumerate(model.reported):
        for kind in ("complexity", "accuracy", "latency"):
            for position, line in enumerate(getattr(report, kind)):
                yield from _claims_of_line(model, report, line, ("reported", index, kind, position))


def _claims_of_line(
    model: Model, report: Report, line: ComplexityLine | AccuracyLine | LatencyLine, path: KeyPath
) -> Iterator[Claim]:
    # Asked by `getattr` for a field that it does not have, a pydantic model takes a long time to say so.
    stated = vars(line)
    for field, quantity in _numbers(line):
        number: Printed | None = stated[field]
        if number is None:
            continue
        yield Claim(
            model=model.name,
            family=model.family,
            task=model.task,
            source=report.source,
            table=report.table,
            origin=stated.get("origin"),
            quantity=quantity,
            dataset=stated.get("dataset", model.dataset),
            input_size=line.input_size,
            resize=stated.get("resize"),
            device=stated.get("device"),
            engine=stated.get("engine"),
            precision=line.precision,
            batch=stated.get("batch"),
            threads=stated.get("threads"),
            number=number,
            path=(*path, field),
        )


def _numbers(line: ComplexityLine | AccuracyLine | LatencyLine) -> tuple[tuple[str, Quantity], ...]:
    if isinstance(line, ComplexityLine):
        return (("flops", "flops"), ("params", "params"), ("storage", "storage"))
    if isinstance(line, AccuracyLine):
        return tuple((metric, metric) for metric in METRICS)
    return (("ms", "latency"),)
