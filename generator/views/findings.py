"""What the audit finds, as a table: each finding with the claims that it quotes; and what graphs contradict."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from catalog.claims import Claim
from catalog.lint import Finding, Quote
from generator import labels, paths
from generator.cells import model_cell, rounded
from generator.context import Site
from generator.conventions import true_count
from generator.snapshot import Printing
from generator.tables import MISSING, Cell, Column, Table, make_table

SHOWN = 4
"""Quotes of one finding that the table shows."""


def findings_table(
    site: Site,
    findings: Iterable[Finding],
    caption: str,
    root: str,
    *,
    contradicted: Iterable[Printing] = (),
    choices: bool = True,
) -> Table:
    """Findings with their evidence, each quoted claim linked to its row on the model's page.

    Args:
        site: The site.
        findings: What the audit found.
        caption: What the table shows.
        root: What to put before a page's path to reach it from the page of the table.
        contradicted: Claims that the graph speaks against, which follow the findings.
        choices: Whether the table offers to show only the rows with one value of a column.
    """
    words = site.words
    none = words.gettext("none")
    columns = [
        Column(words.gettext("Rule"), choice=choices),
        Column(words.gettext("Severity"), choice=choices),
        Column(words.gettext("Finding")),
        Column(words.gettext("Model"), absent=none),
        Column(words.gettext("Family"), choice=choices, absent=none),
        Column(words.translate(labels.CONDITIONS["source"]), choice=choices, absent=none),
        Column(words.gettext("Evidence"), absent=none),
        Column(words.gettext("Erratum"), absent=none),
    ]
    rows = [_row(site, finding, root) for finding in findings]
    rows += [_contradicted_row(site, printing, root) for printing in contradicted]
    return make_table(caption, columns, rows)


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


def _contradicted_row(site: Site, printing: Printing, root: str) -> list[Cell]:
    words, claim = site.words, printing.claim
    return [
        Cell(words.translate(labels.VERDICT_NAMES["contradicted"]), page=f"{paths.CONTRADICTED}#contradicted"),
        Cell(words.translate(labels.SEVERITIES["error"])),
        sentence(_contradiction(site, printing)),
        model_cell(claim.model),
        Cell(claim.family, page=paths.family(claim.family)),
        Cell(claim.source, page=paths.source(claim.source)),
        sentence(_claim_link(claim, claim.key, root)),
        sentence(words.local(printing.erratum.finding)) if printing.erratum else MISSING,
    ]


def _contradiction(site: Site, printing: Printing) -> str:
    """What is printed, and how far that is from what the graph holds."""
    words, counted = site.words, true_count(site.snapshot, printing)
    quantity, printed = words.translate(labels.QUANTITIES[printing.claim.quantity]), str(printing.claim.number)
    gap = counted.gap(printing) if counted else None
    if counted is None or gap is None:
        return words.gettext("%(quantity)s is printed as %(printed)s.", quantity=quantity, printed=printed)
    return words.gettext(
        "%(quantity)s is printed as %(printed)s, which is %(gap)s %% off what the graph holds by the convention "
        "%(convention)s, the nearest.",
        quantity=quantity,
        printed=printed,
        gap=words.signed(rounded(gap * 100, 2)),
        convention=counted.convention.id,
    )


def sentence(text: str) -> Cell:
    """A cell of words that may take several lines."""
    return Cell(Markup('<span class="zp-sentence">{}</span>').format(text))


def _evidence(quotes: tuple[Quote, ...], root: str) -> Cell:
    """The printed numbers with their tables, linked; the whole quotes, conditions included, are their titles."""
    shown = Markup("; ").join(_quoted(quote, root) for quote in quotes[:SHOWN])
    return sentence(shown + (" …" if len(quotes) > SHOWN else ""))


def _quoted(quote: Quote, root: str) -> Markup:
    return _claim_link(quote.claim, quote.text, root) if quote.claim else Markup("{}").format(quote.text)


def _claim_link(claim: Claim, title: str, root: str) -> Markup:
    link = Markup('<a href="{}{}" title="{}">{}</a>')
    return link.format(root, paths.claim(claim), title, f"{claim.printed_in}: {claim.with_unit}")
