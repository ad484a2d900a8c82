"""The page that lists every claim the evidence speaks against."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from catalog.evidence import WRONG
from catalog.quantities import Quantity
from catalog.record import Erratum
from generator import labels, paths
from generator.context import Site
from generator.conventions import find_convention
from generator.page import Page
from generator.snapshot import Printing
from generator.tables import Table
from generator.views.claims import wrong_claims_table
from verify.convention import Convention


@dataclass(frozen=True)
class Miscounted:
    """Claims that one tool's fault explains."""

    convention: Convention
    table: Table
    claims: int


@dataclass(frozen=True)
class NumberedErratum:
    """An erratum as the page lists it."""

    number: int
    erratum: Erratum
    same: tuple[Erratum, ...]
    """The errata that say the same, this one first."""
    source: str
    claims: int


def render_contradicted(site: Site) -> Page:
    """Render the page of claims that are wrong."""
    words = site.words
    wrong = [entry for entry in site.snapshot.all_printings() if entry.kind in WRONG]
    contradicted = [entry for entry in wrong if entry.kind == "contradicted"]
    errata = number_errata(wrong)
    numbers = {id(erratum): entry.number for entry in errata for erratum in entry.same}
    return site.page(
        "contradicted",
        paths.CONTRADICTED,
        words.gettext("Contradicted claims"),
        words.gettext(
            "Every printed number that the graph speaks against, what the graph really holds, and why they differ."
        ),
        contradicted=wrong_claims_table(site, contradicted, numbers, words.gettext("Contradicted claims")),
        contradicted_claims=sum(entry.claims for entry in contradicted),
        miscounted=list(_miscounted(site, wrong, numbers)),
        errata=errata,
    )


def _miscounted(site: Site, wrong: Iterable[Printing], numbers: dict[int, int]) -> Iterator[Miscounted]:
    by_convention: dict[tuple[Quantity, str | None], list[Printing]] = {}
    for printing in wrong:
        if printing.kind == "miscounted":
            by_convention.setdefault((printing.claim.quantity, printing.verdict.convention), []).append(printing)
    for (quantity, name), printings in by_convention.items():
        convention = find_convention(quantity, name)
        if convention is not None:
            title = f"{site.words.translate(labels.QUANTITIES[quantity])}: {convention.id}"
            table = wrong_claims_table(site, printings, numbers, title)
            yield Miscounted(convention, table, sum(printing.claims for printing in printings))


def number_errata(wrong: Iterable[Printing]) -> list[NumberedErratum]:
    """Number the errata; the same finding about the same source in several records is listed once."""
    groups: dict[tuple[object, ...], list[tuple[Erratum, Printing]]] = {}
    for printing in wrong:
        erratum = printing.erratum
        if erratum is not None:
            groups.setdefault((printing.claim.source, *sorted(erratum.finding.items())), []).append((erratum, printing))
    return [
        NumberedErratum(
            number,
            members[0][0],
            tuple({id(erratum): erratum for erratum, _ in members}.values()),
            members[0][1].claim.source,
            sum(printing.claims for _, printing in members),
        )
        for number, members in enumerate(groups.values(), start=1)
    ]
