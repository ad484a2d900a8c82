"""Rows that several documents repeat: one measurement, printed more than once, is one row."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from catalog.quantities import METRICS
from catalog.rows import Row


def without_repeats(rows: Iterable[Row]) -> list[Row]:
    """Return rows with those folded into another that print the same model's same number under no other conditions.

    The number is the latency, or the accuracies of a row without one. Of several, the row stays that states most
    conditions, the first of these; the others' sources stand in its `also_in`.
    """
    groups: dict[object, list[Row]] = {}
    for row in rows:
        group = groups.setdefault(measurement(row) or id(row), [])
        position = next((place for place, kept in enumerate(group) if _compatible(kept, row)), None)
        if position is None:
            group.append(row)
        else:
            group[position] = _fold(group[position], row)
    return [row for group in groups.values() for row in group]


def measurement(row: Row) -> object:
    """Return a key that only rows of the same measured number share; `None` if a row says too little to be repeated."""
    conditions = row.conditions
    latency = row.value("latency")
    if latency is not None:
        how = (conditions.device, conditions.engine, conditions.precision, conditions.batch, conditions.threads)
        return (row.model, latency, how)
    scores = tuple((metric, value) for metric in METRICS if (value := row.value(metric)) is not None)
    return (row.model, scores, conditions.precision) if scores else None


def _compatible(one: Row, other: Row) -> bool:
    pairs = (
        (one.conditions.input_size, other.conditions.input_size),
        (one.conditions.dataset, other.conditions.dataset),
    )
    return all(None in pair or pair[0] == pair[1] for pair in pairs)


def _fold(kept: Row, repeated: Row) -> Row:
    first, second = kept, repeated
    if len(repeated.conditions.stated) > len(kept.conditions.stated):
        first, second = repeated, kept
    sources = dict.fromkeys((*first.also_in, second.source, *second.also_in))
    return replace(first, also_in=tuple(source for source in sources if source != first.source))
