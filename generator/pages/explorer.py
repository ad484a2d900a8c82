"""The explorer: every model under every condition, to be narrowed down, sorted and drawn in the browser."""

from __future__ import annotations

from collections.abc import Iterable

from catalog.quantities import METRICS, QUANTITIES, Quantity
from catalog.rows import Row
from generator import paths
from generator.charts.marks import SERIES, swatch
from generator.context import Site
from generator.explorer.controls import IN_SIGHT, controls
from generator.explorer.selection import address, command, opening_selection
from generator.explorer.words import column_names, script_words
from generator.page import Page

SHOWN_WITHOUT_SCRIPTS = 50
"""Rows of the table that is there before, and without, the scripts."""


def render_explorer(site: Site) -> Page:
    """Render the explorer with the rows that it opens with."""
    words, zoo = site.words, site.snapshot.zoo
    selection = opening_selection(zoo)
    rows = zoo.query(**selection).rows
    scored = {claim.quantity for claim in zoo.claims() if claim.origin is None}
    return site.page(
        "explorer",
        paths.EXPLORER,
        words.gettext("Explorer"),
        words.gettext(
            "Every model under every condition: narrow down by device and latency budget, sort, compare, share."
        ),
        controls=controls(site),
        in_sight=IN_SIGHT,
        metrics=[metric for metric in METRICS if metric in scored],
        rows=rows[:SHOWN_WITHOUT_SCRIPTS],
        total=len(rows),
        quantities=_shown(rows),
        columns=column_names(site),
        conditions=_shared_conditions(site, rows),
        command=command(selection),
        swatches=[swatch(place) for place in range(SERIES)],
        script_data={
            "rows": f"{site.zoo_root(paths.EXPLORER)}{paths.EXPLORER_ROWS}",
            "models": f"{paths.root(paths.EXPLORER)}{paths.MODELS}",
            "compare": f"{paths.root(paths.EXPLORER)}{paths.COMPARE}",
            "opening": address(selection),
            **script_words(site),
        },
    )


def _shown(rows: Iterable[Row]) -> list[Quantity]:
    order: list[Quantity] = ["latency", *(quantity for quantity in QUANTITIES if quantity != "latency")]
    return [quantity for quantity in order if any(quantity in row.numbers for row in rows)]


def _shared_conditions(site: Site, rows: Iterable[Row]) -> list[str]:
    """Name the conditions that all rows share."""
    zoo, words, columns = site.snapshot.zoo, site.words, column_names(site)
    stated = [row.conditions.stated for row in rows]
    shared = {
        name: value
        for name, value in (stated[0] if stated else {}).items()
        if all(it.get(name) == value for it in stated)
    }
    names: dict[str, dict[str, str]] = {
        "device": {key: entry.name for key, entry in zoo.devices.items()},
        "engine": {key: entry.name for key, entry in zoo.engines.items()},
        "dataset": {key: entry.name for key, entry in zoo.datasets.items()},
    }
    said = []
    for name, value in shared.items():
        if name in names:
            said.append(names[name][str(value)])
        elif name == "precision":
            said.append(str(value).upper())
        else:
            said.append(words.gettext("%(name)s: %(value)s", name=columns[name], value=value))
    return said
