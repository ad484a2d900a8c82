"""The claims table: one row a claim, the view that queries, exports, the verifier and the site share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from catalog.quantities import METRICS, Printed, Quantity
from catalog.record import Model, Report

if TYPE_CHECKING:
    from catalog.yamlfile import KeyPath

COLUMNS = (
    "model", "family", "task", "source", "table", "origin", "quantity", "dataset", "input_size", "resize",
    "device", "engine", "precision", "batch", "threads", "value", "printed", "unit", "verdict",
)  # fmt: skip
"""Columns of the claims table, in the order that exports write them."""

CONDITIONS = ("origin", "dataset", "device", "engine", "precision", "batch", "threads", "input_size", "resize")
"""The conditions that a claim may state, in the order that its key names them."""

_NUMBERS: Mapping[str, Mapping[str, Quantity]] = {
    "complexity": {"flops": "flops", "params": "params", "storage": "storage"},
    "accuracy": {metric: metric for metric in METRICS},
    "latency": {"ms": "latency"},
}
"""The fields that hold numbers in each list of a report, and what they are numbers of."""


class Claim(NamedTuple):
    """One number that one source prints about one model, with all its conditions. `None` means not stated.

    A zoo has a hundred thousand, and a named tuple is made five times as fast as a frozen dataclass.
    """

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
    stated: tuple[tuple[str, str | int], ...]
    """The stated conditions with their names, in a fixed order; a data set is a condition of scores alone."""
    key: str
    """A readable name that is unique in the model's record: `source/table/quantity[condition=…]`."""

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
        return _place(self.source, self.table)

    @property
    def conditions(self) -> Mapping[str, str | int]:
        """The stated conditions by name, in a fixed order."""
        return dict(self.stated)


def claims_of(model: Model) -> Iterator[Claim]:
    """Yield every claim of a record, in the order they stand in the file."""
    for index, report in enumerate(model.reported):
        for kind, numbers in _NUMBERS.items():
            for position, line in enumerate(getattr(report, kind)):
                # Asked by `getattr` for a field that it does not have, a pydantic model takes a long time to say so.
                yield from _claims_of_line(model, report, vars(line), numbers, ("reported", index, kind, position))


def _claims_of_line(
    model: Model, report: Report, line: Mapping[str, Any], numbers: Mapping[str, Quantity], path: KeyPath
) -> Iterator[Claim]:
    stated = tuple([(name, value) for name in CONDITIONS if (value := line.get(name)) is not None])
    where = _place(report.source, report.table)
    conditions = ",".join([f"{name}={value}" for name, value in stated])
    for field, quantity in numbers.items():
        number = line[field]
        if number is None:
            continue
        # By position: a third of the time that names take.
        yield Claim(
            model.name,
            model.family,
            model.task,
            report.source,
            report.table,
            line.get("origin"),
            quantity,
            line.get("dataset", model.dataset),
            line["input_size"],
            line.get("resize"),
            line.get("device"),
            line.get("engine"),
            line["precision"],
            line.get("batch"),
            line.get("threads"),
            number,
            (*path, field),
            stated,
            f"{where}/{quantity}[{conditions}]",
        )


def _place(source: str, table: str | None) -> str:
    return source if table is None else f"{source}/{table}"
