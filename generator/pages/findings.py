"""The page that lists every claim the evidence speaks against, and the page of conventions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from catalog.quantities import Quantity
from catalog.record import Erratum
from generator import labels, paths
from generator.context import Site
from generator.conventions import find_convention
from generator.page import Page
from generator.snapshot import Printing
from generator.tables import Table
from generator.views.claims import wrong_claims_table
from verify.conventions import CONVENTIONS, Convention
from verify.reasons import REASON_NAMES, REASONS


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


@dataclass(frozen=True)
class ConventionUse:
    """A convention, and how many printed numbers fit it."""

    convention: Convention
    claims: int
    sources: tuple[tuple[str, int], ...]
    """Sources whose numbers fit it, with how many; the one with most first."""


def render_contradicted(site: Site) -> Page:
    """Render the page of claims that are wrong."""
    words = site.words
    wrong = [entry for entry in site.snapshot.all_printings() if entry.kind in {"contradicted", "miscounted"}]
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


def render_conventions(site: Site) -> Page:
    """Render the page of conventions of counting."""
    words = site.words
    claims: dict[tuple[str, str | None], Counter[str]] = {}
    for printing in site.snapshot.all_printings():
        if printing.kind in {"confirmed", "miscounted"}:
            key = (printing.claim.quantity, printing.verdict.convention)
            claims.setdefault(key, Counter())[printing.claim.source] += printing.claims
    uses = {
        quantity: [_use(entry, claims.get((quantity, entry.id), Counter())) for entry in conventions]
        for quantity, conventions in CONVENTIONS.items()
    }
    return site.page(
        "conventions",
        paths.CONVENTIONS,
        words.gettext("Conventions of counting"),
        words.gettext("What FLOPs, params and storage mean: the rules by which tools count, and their known faults."),
        uses=uses,
        quantities={quantity: words.translate(labels.QUANTITIES[quantity]) for quantity in CONVENTIONS},
        reasons=[(words.say(name), words.say(REASONS[reason])) for reason, name in REASON_NAMES.items()],
    )


def _use(convention: Convention, by_source: Counter[str]) -> ConventionUse:
    return ConventionUse(convention, by_source.total(), tuple(by_source.most_common()))


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
