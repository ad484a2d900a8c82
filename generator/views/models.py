"""Tables of models: all of them with their headline numbers, and their downloads."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from catalog.quantities import Quantity
from catalog.record import Model
from generator import headlines, labels, paths
from generator.cells import HEADLINE_METRICS, dataset_name, model_cell, number_cell, whole_number_cell
from generator.context import Site
from generator.headlines import HEADLINES
from generator.i18n import PER_LANGUAGE, Words
from generator.snapshot import Printing
from generator.tables import MISSING, Cell, Column, Table, make_table
from generator.verdict_bar import verdict_bar


def headline(site: Site, model: Model, quantity: Quantity) -> Printing | None:
    """The number that stands for a model (see `generator.headlines`)."""
    return headlines.headline(site.snapshot, model, quantity)


def models_table(site: Site, models: Iterable[Model], caption: str) -> Table:
    """Models with their headline numbers; the source of each number is its title."""
    words, snapshot = site.words, site.snapshot
    columns = [
        Column(words.gettext("Model")),
        *(Column(words.translate(labels.QUANTITIES[quantity]), numeric=True) for quantity in HEADLINES),
        Column(words.gettext("Verdicts"), numeric=True, title=words.gettext("Sorted by the number of claims checked")),
        Column(words.translate(labels.CONDITIONS["input_size"]), unit="px", numeric=True, choice=True),
        Column(words.gettext("Task"), choice=True),
        Column(words.gettext("Family"), choice=True),
    ]
    rows = (
        [
            model_cell(model.name),
            *(_headline_cell(site, headline(site, model, quantity)) for quantity in HEADLINES),
            _verdicts_cell(site, snapshot.printings[model.name]),
            whole_number_cell(model.input.size),
            Cell(words.translate(labels.TASKS[model.task])),
            Cell(words.local(snapshot.zoo.families[model.family].title), page=paths.family(model.family)),
        ]
        for model in models
    )
    return make_table(caption, columns, rows)


def downloads_table(site: Site, models: Iterable[Model], caption: str) -> Table:
    """Files to fetch; of one model alone without its name."""
    words = site.words
    chosen = list(models)
    several = len(chosen) > 1
    columns = [*([Column(words.gettext("Model"), choice=True)] if several else []), *_download_columns(words)]
    rows = (
        [
            *([model_cell(model.name)] if several else []),
            Cell(words.translate(labels.DOWNLOADS[download.kind]), url=download.url),
            Cell(str(download.stage), sort=str(download.stage)) if download.stage else MISSING,
            Cell(download.format, code=True),
            Cell(words.number(download.size), sort=str(download.size)) if download.size else MISSING,
            Cell(download.sha256, code=True) if download.sha256 else MISSING,
            Cell(words.local(download.note)) if download.note else MISSING,
        ]
        for model in chosen
        for download in model.downloads
    )
    return make_table(caption, columns, rows)


@lru_cache(PER_LANGUAGE)
def _download_columns(words: Words) -> tuple[Column, ...]:
    return (
        Column(words.gettext("File"), choice=True),
        Column(words.gettext("Training stage"), numeric=True),
        Column(words.gettext("Format"), choice=True),
        Column(words.gettext("Size"), unit=words.gettext("bytes"), numeric=True),
        Column("SHA-256"),
        Column(words.gettext("Note")),
    )


def family_downloads_table(site: Site, models: Iterable[Model], caption: str) -> Table:
    """Files to fetch: a row per model and a column per kind, or a row per file where that would not say all of it."""
    words = site.words
    chosen = [model for model in models if model.downloads]
    if len(chosen) < 2 or any(_needs_rows(model) for model in chosen):
        return downloads_table(site, models, caption)
    columns = [
        Column(words.gettext("Model")),
        *(Column(words.translate(name), absent=words.gettext("none")) for name in labels.DOWNLOADS.values()),
    ]
    rows = []
    for model in chosen:
        files: dict[str, Cell] = {
            download.kind: Cell(download.format, url=download.url) for download in model.downloads
        }
        rows.append([model_cell(model.name), *(files.get(kind, MISSING) for kind in labels.DOWNLOADS)])
    return make_table(caption, columns, rows)


def _needs_rows(model: Model) -> bool:
    """Whether more is known of a model's files than their kind and format, or there are several of a kind."""
    files = model.downloads
    more = any(file.stage or file.size or file.sha256 or file.note for file in files)
    return more or len({file.kind for file in files}) < len(files)


def _headline_cell(site: Site, printing: Printing | None) -> Cell:
    cell = number_cell(printing, unit=True)
    if printing is None:
        return cell
    claim, snapshot = printing.claim, site.snapshot
    scored_on = dataset_name(snapshot, claim.dataset) if claim.quantity in HEADLINE_METRICS else ""
    title = site.words.listed([site.words.plain(snapshot.zoo.sources[claim.source].title), scored_on])
    return Cell(cell.text, sort=cell.sort, title=title)


def _verdicts_cell(site: Site, printings: tuple[Printing, ...]) -> Cell:
    bar = verdict_bar(printings, site.words)
    checked = sum(segment.count for segment in bar.segments if segment.kind != "unchecked")
    return Cell(sort=str(checked), bar=bar)
