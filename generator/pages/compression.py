"""The page of compressed models: what each strategy costs and saves against the baseline."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from catalog.record import Model
from generator import labels, paths
from generator.context import Site
from generator.page import Page, SearchEntry
from generator.tables import Table
from generator.views.compression import comparison_table, latency_comparison_table
from generator.views.savings import savings_charts


@dataclass(frozen=True)
class Comparison:
    """Models of one task that were compressed by the same methods, against their baselines."""

    anchor: str
    title: str
    table: Table


def render_compression(site: Site) -> Page:
    """Render the page."""
    words, zoo = site.words, site.snapshot.zoo
    compressed = [model for model in zoo.models.values() if model.baseline and model.compression]
    title = words.gettext("Compression")
    description = words.gettext("Pruned, distilled and quantized models against the baseline they were made from.")
    return site.page(
        "compression",
        paths.COMPRESSION,
        title,
        description,
        search=SearchEntry(
            title,
            description,
            tuple(strategy.name for strategy in zoo.strategies.values()),
            tuple(alias for strategy in zoo.strategies.values() for alias in strategy.aliases),
        ),
        source=zoo.directory / "strategies.yaml",
        charts=list(savings_charts(site, compressed)),
        comparisons=list(_comparisons(site, compressed)),
        made={key: [model for model in zoo.models.values() if key in model.compression] for key in zoo.strategies},
        latency=latency_comparison_table(site, compressed, words.gettext("Latency against the baseline")),
    )


def _comparisons(site: Site, models: list[Model]) -> Iterator[Comparison]:
    strategies = site.snapshot.zoo.strategies
    groups: dict[tuple[tuple[str, ...], str], list[Model]] = {}
    for model in models:
        methods: tuple[str, ...] = tuple(dict.fromkeys(strategies[key].method for key in model.compression))
        groups.setdefault((methods, model.task), []).append(model)
    for (methods, task), members in sorted(groups.items(), key=lambda group: _order(group[0][0])):
        named = " + ".join(site.words.translate(labels.METHODS[method]) for method in methods)
        title = f"{named}: {site.words.translate(labels.TASKS[task])}"
        table = comparison_table(site, members, title)
        if table:
            yield Comparison("-".join((*methods, task)), title, table)


def _order(methods: tuple[str, ...]) -> tuple[int, ...]:
    """One method before several, each in the order of the labels."""
    return (len(methods), *(list(labels.METHODS).index(method) for method in methods))
