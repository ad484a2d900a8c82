"""What the audit finds, as a table: each finding with the claims that it quotes."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from catalog.lint import Finding, Quote
from catalog.lint.rule import place_of, spell
from generator import labels, paths
from generator.cells import model_cell
from generator.context import Site
from generator.tables import MISSING, Cell, Column, Table, make_table

SHOWN = 4
"""Quotes of one finding that the table shows."""


def findings_table(site: Site, findings: Iterable[Finding], caption: str, root: str) -> Table:
    """Findings with their evidence, each quoted claim linked to its model.

    Args:
        site: The site.
        findings: What the audit found.
        caption: What the table shows.
        root: What to put before a page's path to reach it from the page of the table.
    """
    words = site.words
    none = words.gettext("none")
    columns = [
        Column(words.gettext("Rule"), choice=True),
        Column(words.gettext("Severity"), choice=True),
        Column(words.gettext("Finding")),
        Column(words.gettext("Model"), absent=none),
        Column(words.gettext("Family"), choice=True, absent=none),
        Column(words.translate(labels.CONDITIONS["source"]), choice=True, absent=none),
        Column(words.gettext("Evidence"), absent=none),
        Column(words.gettext("Erratum"), absent=none),
    ]
    return make_table(caption, columns, (_row(site, finding, root) for finding in findings))


def _row(site: Site, finding: Finding, root: str) -> list[Cell]:
    words, zoo = site.words, site.snapshot.zoo
    models = finding.models
    others = ", ".join(models[1:4]) + (" …" if len(models) > 4 else "")
    family = zoo.models[models[0]].family if models else ""
    sources = finding.sources
    erratum = finding.erratum
    return [
        Cell(finding.rule.name, page=f"{paths.AUDIT}#{paths.rule(finding.rule.name)}"),
        Cell(words.translate(labels.SEVERITIES[finding.rule.severity])),
        sentence(words.say(finding.said)),
        model_cell(models[0], note=others) if models else MISSING,
        Cell(family, page=paths.family(family)) if family else MISSING,
        Cell(sources[0], page=paths.source(sources[0])) if sources else MISSING,
        _evidence(finding.quotes, root),
        sentence(words.local(erratum.finding)) if erratum else MISSING,
    ]


def sentence(text: str) -> Cell:
    """A cell of words that may take several lines."""
    return Cell(Markup('<span class="zp-sentence">{}</span>').format(text))


def _evidence(quotes: tuple[Quote, ...], root: str) -> Cell:
    """The printed numbers with their tables, linked; the whole quotes, conditions included, are their titles."""
    shown = Markup("; ").join(_quoted(quote, root) for quote in quotes[:SHOWN])
    return sentence(shown + (" …" if len(quotes) > SHOWN else ""))


def _quoted(quote: Quote, root: str) -> Markup:
    if quote.claim is None:
        return Markup("{}").format(quote.text)
    link = Markup('<a href="{}{}" title="{}">{}</a>')
    place = place_of(quote.claim)
    return link.format(root, paths.model(quote.claim.model), quote.text, f"{place}: {spell(quote.claim)}")
