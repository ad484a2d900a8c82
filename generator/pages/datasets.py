"""The page of one data set, and the index of all data sets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator import labels, paths
from generator.context import Site
from generator.page import Page, SearchEntry
from generator.views.rankings import rank, ranking_charts, ranking_table


@dataclass(frozen=True)
class DatasetCard:
    """A data set in the index."""

    key: str
    models: int
    """Models scored on it."""


@dataclass(frozen=True)
class Scorer:
    """A source that prints scores on a data set."""

    source: str
    models: int
    scores: int


def render_datasets(site: Site) -> Page:
    """Render the index of data sets."""
    words, zoo = site.words, site.snapshot.zoo
    return site.page(
        "datasets",
        paths.DATASETS,
        words.gettext("Data sets"),
        words.gettext("What accuracies are scored on, with a ranking of the models for each."),
        source=zoo.directory / "datasets.yaml",
        cards=[DatasetCard(key, len(rank(site, key))) for key in zoo.datasets],
    )


def render_dataset(site: Site, key: str) -> Page:
    """Render the page of the data set `key`."""
    words, zoo = site.words, site.snapshot.zoo
    dataset, ranked = zoo.datasets[key], rank(site, key)
    return site.page(
        "dataset",
        paths.dataset(key),
        dataset.name,
        words.plain(dataset.about),
        search=SearchEntry(dataset.name, words.plain(dataset.about), (key,), dataset.aliases),
        source=zoo.directory / "datasets.yaml",
        key=key,
        dataset=dataset,
        metrics=[words.translate(labels.QUANTITIES[metric]) for metric in dataset.metrics],
        ranking=ranking_table(
            site, ranked, dataset.metrics, words.gettext("Models by accuracy on %(dataset)s", dataset=dataset.name)
        ),
        trade_offs=list(ranking_charts(site, ranked, dataset.name)),
        scorers=list(_scorers(site, key)),
        trained=[model.name for model in zoo.models.values() if any(key in stage.data for stage in model.training)],
        example=ranked[0].model if ranked else "",
    )


def _scorers(site: Site, key: str) -> Iterator[Scorer]:
    for source, printings in site.snapshot.by_source.items():
        scores = [
            printing
            for printing in printings
            if printing.claim.dataset == key and printing.claim.quantity in site.snapshot.zoo.datasets[key].metrics
        ]
        if scores:
            models = len({printing.claim.model for printing in scores})
            yield Scorer(source, models, sum(printing.claims for printing in scores))
