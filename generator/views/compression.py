"""Compressed models against their baselines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from catalog.quantities import METRICS, QUANTITIES, Quantity
from catalog.record import Model
from generator import labels, paths
from generator.cells import (
    common_unit,
    dataset_name,
    delta_cell,
    model_cell,
    number_cell,
    number_column,
    text_cell,
    whole_number_cell,
)
from generator.context import Site
from generator.deltas import Delta, deltas_of
from generator.tables import MISSING, Cell, Column, Table, make_table
from generator.views.latency import condition_cells, condition_columns, device_cell, source_cell

Key = tuple[str, str | None, int | None]
"""Source, data set and input size: the conditions of a row."""


def comparison_table(site: Site, models: Iterable[Model], caption: str) -> Table:
    """Accuracy, operations and size of compressed models, each with its difference against the baseline's."""
    words = site.words
    rows = [(model, key, deltas) for model in models for key, deltas in deltas_by_conditions(site, model).items()]
    quantities, columns = _numbers(site, [deltas for _, _, deltas in rows], baseline=False)
    headings = [
        Column(words.gettext("Model")),
        Column(words.translate(labels.CONDITIONS["input_size"]), unit="px", numeric=True, choice=True, fold=True),
        *columns,
        Column(words.translate(labels.CONDITIONS["dataset"]), choice=True, fold=True),
        Column(words.gettext("Strategy"), choice=True, fold=True),
        Column(words.gettext("Baseline"), choice=True, fold=True),
        Column(words.gettext("Teacher"), choice=True, absent=words.gettext("none")),
        Column(words.gettext("Source"), choice=True, fold=True),
    ]
    lines = (
        [
            model_cell(model.name),
            whole_number_cell(input_size),
            *_number_cells(site, deltas, quantities, baseline=False),
            text_cell(dataset_name(site.snapshot, dataset)),
            strategy_cell(site, model),
            related_cell(model.baseline),
            related_cell(model.teacher),
            source_cell(site, source),
        ]
        for model, (source, dataset, input_size), deltas in rows
    )
    return make_table(caption, headings, lines)


def lineage_table(site: Site, model: Model, caption: str) -> Table:
    """The numbers of one compressed model beside its baseline's: a row for each source and input size."""
    words = site.words
    rows = deltas_by_conditions(site, model)
    if not rows:
        return Table(caption, (), ())
    quantities, columns = _numbers(site, list(rows.values()), baseline=True)
    headings = [
        Column(words.gettext("Source")),
        Column(words.translate(labels.CONDITIONS["input_size"]), unit="px", numeric=True),
        *columns,
        Column(words.translate(labels.CONDITIONS["dataset"]), fold=True),
    ]
    lines = (
        [
            source_cell(site, source),
            whole_number_cell(input_size),
            *_number_cells(site, deltas, quantities, baseline=True),
            text_cell(dataset_name(site.snapshot, dataset)),
        ]
        for (source, dataset, input_size), deltas in rows.items()
    )
    return make_table(caption, headings, lines)


def latency_comparison_table(site: Site, models: Iterable[Model], caption: str) -> Table:
    """Latencies of compressed models beside their baselines' on the same device under the same conditions."""
    words = site.words
    columns = [
        Column(words.gettext("Model")),
        Column(words.gettext("Device"), choice=True, fold=True),
        Column(words.gettext("Baseline's latency"), unit="ms", numeric=True),
        Column(words.gettext("Latency"), unit="ms", numeric=True),
        Column("Δ", unit="%", numeric=True),
        *condition_columns(words),
        Column(words.gettext("Strategy"), choice=True, fold=True),
        Column(words.gettext("Baseline"), choice=True, fold=True),
    ]
    measured = [
        (model, delta)
        for model in models
        for delta in deltas_of(site.snapshot, model.name)
        if delta.after.claim.quantity == "latency"
    ]
    rows = (
        [
            model_cell(model.name),
            device_cell(site, delta.after.claim.device),
            number_cell(delta.before),
            number_cell(delta.after),
            delta_cell(delta, words),
            *condition_cells(site, delta.after.claim),
            strategy_cell(site, model),
            related_cell(model.baseline),
        ]
        for model, delta in measured
    )
    return make_table(caption, columns, rows)


def related_cell(model: str | None) -> Cell:
    """A baseline or a teacher, if there is one."""
    return model_cell(model) if model else MISSING


def strategy_cell(site: Site, model: Model) -> Cell:
    """The names of a model's strategies, linked to the first one's explanation."""
    if not model.compression:
        return MISSING
    strategies = site.snapshot.zoo.strategies
    named = site.words.listed(strategies[key].name for key in model.compression)
    return Cell(named, page=f"{paths.COMPRESSION}#{paths.anchor(model.compression[0])}")


def deltas_by_conditions(site: Site, model: Model) -> dict[Key, dict[Quantity, Delta]]:
    """The differences of a model against its baseline, without latencies: a row for each set of conditions."""
    rows: dict[Key, dict[Quantity, Delta]] = {}
    for delta in deltas_of(site.snapshot, model.name):
        claim = delta.after.claim
        if claim.quantity != "latency":
            rows.setdefault((claim.source, claim.dataset, claim.input_size), {})[claim.quantity] = delta
    return _join_unsized(rows)


def _join_unsized(rows: dict[Key, dict[Quantity, Delta]]) -> dict[Key, dict[Quantity, Delta]]:
    """Put numbers whose input size the source does not state, such as storage, into the row of the only size."""
    joined = {key: dict(deltas) for key, deltas in rows.items() if key[2] is not None}
    for (source, dataset, size), deltas in rows.items():
        if size is None:
            open_rows = [
                key for key in joined if key[:2] == (source, dataset) and not deltas.keys() & joined[key].keys()
            ]
            joined.setdefault(open_rows[0] if len(open_rows) == 1 else (source, dataset, None), {}).update(deltas)
    return joined


def _numbers(
    site: Site, rows: Sequence[dict[Quantity, Delta]], *, baseline: bool
) -> tuple[dict[Quantity, str | None], list[Column]]:
    """The quantities of a table with the unit that all rows share, and the columns of each."""
    words = site.words
    units: dict[Quantity, str | None] = {}
    columns: list[Column] = []
    for quantity in QUANTITIES:
        printed = [
            printing
            for deltas in rows
            if quantity in deltas
            for printing in (deltas[quantity].after, *([deltas[quantity].before] if baseline else []))
        ]
        if printed:
            units[quantity] = common_unit(printed)
            columns.append(number_column(words.translate(labels.QUANTITIES[quantity]), printed))
            if baseline:
                columns.append(number_column(words.gettext("Baseline"), printed))
            unit = words.gettext("points") if quantity in METRICS else "%"
            columns.append(Column("Δ", unit=unit, numeric=True))
    return units, columns


def _number_cells(
    site: Site, deltas: dict[Quantity, Delta], units: dict[Quantity, str | None], *, baseline: bool
) -> Iterator[Cell]:
    """The cells below the columns of `_numbers`."""
    for quantity, unit in units.items():
        delta = deltas.get(quantity)
        yield number_cell(delta.after if delta else None, unit=unit is None)
        if baseline:
            yield number_cell(delta.before if delta else None, unit=unit is None)
        yield delta_cell(delta, site.words)
