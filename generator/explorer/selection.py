"""What the explorer shows before anything is chosen: the conditions that the most models can be compared under."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from catalog import Catalog
from catalog.rows import Conditions, rows_of


def opening_selection(zoo: Catalog) -> Mapping[str, Any]:
    """Return the arguments of the query that the explorer opens with; none in a zoo without latencies.

    Of all conditions under which latencies are printed, those that state the threads, hold for most models, and have
    the most threads; sorted by the first metric of the data set.
    """
    models: dict[Conditions, set[str]] = {}
    for name, model in zoo.models.items():
        for row in rows_of(model, zoo.claims(name), latency=True):
            if "latency" in row.numbers and row.conditions.device:
                models.setdefault(_without_input_size(row.conditions), set()).add(name)
    if not models:
        return {}
    best = max(models, key=lambda it: (it.threads is not None, len(models[it]), it.threads or 0))
    dataset = zoo.datasets.get(best.dataset or "")
    return best.stated | ({"sort": dataset.metrics[0]} if dataset and dataset.metrics else {})


def address(selection: Mapping[str, Any]) -> str:
    """Return what follows the explorer's path to show a selection, with its question mark."""
    return (
        "?" + urlencode({name.replace("_", "-"): value for name, value in selection.items()}) if selection else "?all"
    )


def command(selection: Mapping[str, Any]) -> str:
    """Return the command that answers a selection."""
    return " ".join(["catalog query", *(f"--{name.replace('_', '-')} {value}" for name, value in selection.items())])


def _without_input_size(conditions: Conditions) -> Conditions:
    return replace(conditions, input_size=None)
