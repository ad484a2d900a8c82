"""The guides of a family: how its models are used, with a table of the names and files to fill in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from catalog.record import Model
from generator import labels
from generator.cells import model_cell
from generator.context import Site
from generator.guides import Entry, Guide, guides_of
from generator.tables import MISSING, Cell, Column, Table, make_table


@dataclass(frozen=True)
class GuideSection:
    """A guide as a page shows it."""

    guide: Guide
    anchor: str
    """Element id that the ids of its parts begin with."""
    table: Table


def guide_sections(site: Site, models: Sequence[Model]) -> Iterator[GuideSection]:
    """Yield the guides that models of one family need."""
    for guide in guides_of(site.snapshot.zoo, models):
        yield GuideSection(guide, f"use-{guide.library or guide.key}", guide_table(site, guide))


def guide_table(site: Site, guide: Guide) -> Table:
    """The models of a guide, what the library calls them, and their files in the project."""
    words = site.words
    columns = [
        Column(words.gettext("Model")),
        Column(words.gettext("Network"), absent=words.gettext("none")),
        *(Column(words.translate(labels.LINKS.get(kind, kind)), absent=words.gettext("none")) for kind in guide.kinds),
    ]
    rows = (
        [
            model_cell(entry.name),
            Cell(entry.network, code=True),
            *(_file_cell(entry, kind) for kind in guide.kinds),
        ]
        for entry in guide.entries
    )
    return make_table(words.gettext("Models and their files in %(project)s", project=guide.name), columns, rows)


def _file_cell(entry: Entry, kind: str) -> Cell:
    path = entry.files.get(kind)
    if path is None:
        return MISSING
    url = next(link.url for link in entry.model.links if link.kind == kind and link.url.split("#")[0].endswith(path))
    return Cell(path, url=url, code=True)
