"""The page of sources: the documents that print the numbers, and how they came to them."""

from __future__ import annotations

from dataclasses import dataclass

from generator import paths
from generator.context import Site
from generator.page import Page
from generator.snapshot import Printing
from generator.verdict_bar import VerdictBar, verdict_bar


@dataclass(frozen=True)
class SourceUse:
    """A source, with what the zoo holds of it."""

    key: str
    models: int
    bar: VerdictBar


def render_sources(site: Site) -> Page:
    """Render the page."""
    words, zoo = site.words, site.snapshot.zoo
    printings: dict[str, list[Printing]] = {key: [] for key in zoo.sources}
    for printing in site.snapshot.all_printings():
        printings[printing.claim.source].append(printing)
    uses = [
        SourceUse(key, len({entry.claim.model for entry in members}), verdict_bar(members, words))
        for key, members in printings.items()
    ]
    return site.page(
        "sources",
        paths.SOURCES,
        words.gettext("Sources"),
        words.gettext("The documents that the numbers are from, at the revision read, with the conditions they state."),
        source=zoo.directory / "sources.yaml",
        uses=uses,
    )
