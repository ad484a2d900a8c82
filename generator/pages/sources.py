"""The page of one source, and the index of all sources."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from urllib.parse import urlsplit

from catalog.vocabulary import Source
from generator import labels, paths
from generator.context import Site
from generator.page import Page, SearchEntry
from generator.verdict_bar import VerdictBar, verdict_bar
from generator.views.claims import wrong_claims_table
from generator.views.findings import findings_table
from generator.views.sources import explanations, fitted_table, statements_table, tables_table


@dataclass(frozen=True)
class SourceCard:
    """A source in the index."""

    key: str
    models: int
    bar: VerdictBar


@dataclass(frozen=True)
class StatementCount:
    """How many of a source's statements came to one outcome."""

    name: str
    count: int


def render_sources(site: Site) -> Page:
    """Render the index of sources."""
    words, zoo = site.words, site.snapshot.zoo
    return site.page(
        "sources",
        paths.SOURCES,
        words.gettext("Sources"),
        words.gettext("The documents that the numbers are from, at the revision read, with the conditions they state."),
        source=zoo.directory / "sources.yaml",
        cards=[_card(site, key) for key in zoo.sources],
    )


def render_source(site: Site, key: str) -> Page:
    """Render the page of the source `key`."""
    words, snapshot = site.words, site.snapshot
    source, path = snapshot.zoo.sources[key], paths.source(key)
    printings = snapshot.by_source[key]
    contradicted = [printing for printing in printings if printing.kind == "contradicted"]
    findings = [finding for finding in snapshot.audit.findings if key in finding.sources]
    title = words.plain(source.title)
    description = words.gettext("What this document prints, and which of its numbers were confirmed.")
    return site.page(
        "source",
        path,
        title,
        description,
        search=SearchEntry(title, description, (key,)),
        source=snapshot.zoo.directory / "sources.yaml",
        key=key,
        document=source,
        card=_card(site, key),
        at_revision=revision_address(source),
        tables=tables_table(site, key, printings),
        fitted=fitted_table(site, printings),
        contradicted=wrong_claims_table(site, contradicted, {}, words.gettext("Contradicted claims")),
        miscounted=sum(printing.claims for printing in printings if printing.kind == "miscounted"),
        errata=explanations(site, key, printings),
        statements=statements_table(site, snapshot.statements[key]),
        outcomes=_outcomes(site, key),
        findings=findings_table(site, findings, words.gettext("Findings"), paths.root(path)),
    )


def revision_address(source: Source) -> str:
    """Return where the document stands at the revision read; its address if it is in no repository on GitHub."""
    if urlsplit(source.url).hostname != "github.com" or not (source.repository and source.revision and source.path):
        return source.url
    return f"https://github.com/{source.repository}/blob/{source.revision}/{source.path}"


def _card(site: Site, key: str) -> SourceCard:
    printings = site.snapshot.by_source[key]
    return SourceCard(key, len({entry.claim.model for entry in printings}), verdict_bar(printings, site.words))


def _outcomes(site: Site, key: str) -> list[StatementCount]:
    counter = Counter(entry.outcome for entry in site.snapshot.statements[key])
    return [
        StatementCount(site.words.translate(name), counter[outcome])
        for outcome, name in labels.OUTCOMES.items()
        if counter[outcome]
    ]
