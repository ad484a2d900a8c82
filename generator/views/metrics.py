"""What a source prints of models besides latency: one row per model, data set and input size."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from catalog.quantities import QUANTITIES, Quantity
from generator import labels
from generator.cells import (
    common_unit,
    dataset_name,
    judged_cell,
    model_cell,
    number_column,
    quantity_label,
    text_cell,
    whole_number_cell,
)
from generator.context import Site
from generator.snapshot import Printing
from generator.tables import Cell, Column, Table, make_table

Place = tuple[Quantity, str | None]
"""A column of numbers: the quantity, and `paper` where the source repeats the paper's number."""


@dataclass
class MetricRow:
    """The numbers that one source prints of one model under one set of conditions."""

    model: str
    dataset: str | None
    precision: str | None
    input_size: int | None
    numbers: dict[Place, Printing] = field(default_factory=dict)

    def accepts(self, printing: Printing, *, any_size: bool = False) -> bool:
        """Whether the number holds under the row's conditions and its place is free."""
        claim = printing.claim
        same = (self.model, self.dataset, self.precision) == (claim.model, claim.dataset, claim.precision)
        return same and _place(printing) not in self.numbers and (any_size or self.input_size == claim.input_size)

    @property
    def tables(self) -> tuple[str, ...]:
        """Tables of the source that print the numbers."""
        return tuple(dict.fromkeys(table for number in self.numbers.values() for table in number.tables))


def metric_rows(printings: Iterable[Printing]) -> list[MetricRow]:
    """Sort the numbers of one source into rows.

    A number whose input size the source does not state, such as params, joins the model's row if there is one only.
    """
    rows: list[MetricRow] = []
    sized = [printing for printing in printings if printing.claim.quantity != "latency"]
    for printing in sorted(sized, key=lambda printing: printing.claim.input_size is None):
        claim = printing.claim
        fitting = [row for row in rows if row.accepts(printing)]
        if not fitting and claim.input_size is None:
            open_rows = [row for row in rows if row.accepts(printing, any_size=True)]
            fitting = open_rows if len(open_rows) == 1 else []
        if not fitting:
            fitting = [MetricRow(claim.model, claim.dataset, claim.precision, claim.input_size)]
            rows.append(fitting[0])
        fitting[0].numbers[_place(printing)] = printing
    return rows


def metrics_table(site: Site, source: str, models: Sequence[str], caption: str) -> Table:
    """The metrics of `models` as one source prints them."""
    words, snapshot = site.words, site.snapshot
    rows = [
        row
        for model in models
        for row in metric_rows(entry for entry in snapshot.printings[model] if entry.claim.source == source)
    ]
    places = sorted({place for row in rows for place in row.numbers}, key=_order)
    units = {place: common_unit([row.numbers.get(place) for row in rows]) for place in places}
    columns = [
        Column(words.gettext("Model")),
        Column(words.translate(labels.CONDITIONS["dataset"]), choice=True, fold=True),
        Column(words.translate(labels.CONDITIONS["input_size"]), unit="px", numeric=True, choice=True, fold=True),
        Column(words.translate(labels.CONDITIONS["precision"]), choice=True),
        *(_number_column(site, place, rows) for place in places),
        Column(words.gettext("Printed in"), fold=True),
    ]
    return make_table(caption, columns, (_cells(site, source, row, places, units) for row in rows))


def _cells(
    site: Site, source: str, row: MetricRow, places: Sequence[Place], units: dict[Place, str | None]
) -> list[Cell]:
    tables = site.snapshot.zoo.sources[source].tables
    titles = [site.words.plain(tables[table].title) for table in row.tables]
    return [
        model_cell(row.model),
        text_cell(dataset_name(site.snapshot, row.dataset)),
        whole_number_cell(row.input_size),
        text_cell((row.precision or "").upper()),
        *(judged_cell(row.numbers.get(place), site.words, unit=units[place] is None) for place in places),
        Cell(site.words.listed(titles) if len(tables) > 1 else ""),
    ]


def _number_column(site: Site, place: Place, rows: Sequence[MetricRow]) -> Column:
    numbers = [row.numbers.get(place) for row in rows]
    first = next(number for number in numbers if number is not None)
    return number_column(quantity_label(first.claim, site.words), numbers)


def _place(printing: Printing) -> Place:
    return (printing.claim.quantity, printing.claim.origin)


def _order(place: Place) -> tuple[int, str]:
    return (QUANTITIES.index(place[0]), place[1] or "")
