"""Compressed models against their baselines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

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
from generator.snapshot import Printing
from generator.tables import MISSING, Cell, Column, Table, make_table
from generator.views.latency import condition_cells, condition_columns, device_cell, source_cell

Key = tuple[str, str | None, int | None]
"""Source, data set and input size: the conditions of a row."""


def comparison_table(site: Site, models: Iterable[Model], caption: str, *, named: bool = True) -> Table:
    """Accuracy, operations and size of compressed models, each with its difference against the baseline's.

    `named` says whether the rows name their model, which they need not on its own page.
    """
    words = site.words
    rows = [(model, key, deltas) for model in models for key, deltas in _by_conditions(site, model).items()]
    if not rows:
        return Table(caption, (), ())
    quantities = [entry for entry in QUANTITIES if any(entry in deltas for _, _, deltas in rows)]
    units = {entry: common_unit([_after(deltas, entry) for _, _, deltas in rows]) for entry in quantities}
    columns = [
        *([Column(words.gettext("Model"))] if named else []),
        Column(words.translate(labels.CONDITIONS["input_size"]), unit="px", numeric=True, choice=True, fold=True),
        *(column for entry in quantities for column in _pair(site, entry, [_after(row[2], entry) for row in rows])),
        Column(words.translate(labels.CONDITIONS["dataset"]), choice=True, fold=True),
        Column(words.gettext("Strategy"), choice=True, fold=True),
        Column(words.gettext("Baseline"), choice=True, fold=True),
        Column(words.gettext("Teacher"), choice=True, absent=words.gettext("none")),
        Column(words.gettext("Source"), choice=True, fold=True),
    ]
    lines = (
        [
            *([model_cell(model.name)] if named else []),
            whole_number_cell(input_size),
            *(
                cell
                for entry in quantities
                for cell in (
                    number_cell(_after(deltas, entry), unit=units[entry] is None),
                    delta_cell(deltas.get(entry), words),
                )
            ),
            text_cell(dataset_name(site.snapshot, dataset)),
            strategy_cell(site, model),
            related_cell(model.baseline),
            related_cell(model.teacher),
            source_cell(site, source),
        ]
        for model, (source, dataset, input_size), deltas in rows
    )
    return make_table(caption, columns, lines)


def latency_comparison_table(site: Site, models: Iterable[Model], caption: str) -> Table:
    """Latencies of compressed models beside their baselines' on the same device under the same conditions."""
    words = site.words
    columns = [
        Column(words.gettext("Model")),
        Column(words.gettext("Device"), choice=True, fold=True),
        Column(words.gettext("Baseline's latency"), unit="ms", numeric=True),
        Column(words.gettext("Latency"), unit="ms", numeric=True),
        Column("Δ", unit="%", numeric=True),
        *condition_columns(site),
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


def _by_conditions(site: Site, model: Model) -> dict[Key, dict[Quantity, Delta]]:
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


def _after(deltas: dict[Quantity, Delta], quantity: Quantity) -> Printing | None:
    return deltas[quantity].after if quantity in deltas else None


def _pair(site: Site, quantity: Quantity, numbers: Sequence[Printing | None]) -> tuple[Column, Column]:
    unit = site.words.gettext("points") if quantity in METRICS else "%"
    name = site.words.translate(labels.QUANTITIES[quantity])
    return number_column(name, numbers), Column("Δ", unit=unit, numeric=True)
