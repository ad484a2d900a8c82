"""The home page: what the zoo holds, how much of it is verified, and how to choose a model."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from catalog.quantities import METRICS, QUANTITIES, Quantity
from generator import labels, paths
from generator.cells import HEADLINE_METRICS
from generator.context import Site
from generator.page import Page
from generator.pages.devices import device_cards
from generator.pages.families import family_cards
from generator.snapshot import Printing
from generator.verdict_bar import VerdictBar, verdict_bar
from generator.views.latency import CONDITIONS


@dataclass(frozen=True)
class QuantityVerdicts:
    """Verdicts on all claims of one quantity, or of all accuracies."""

    name: str
    bar: VerdictBar


@dataclass(frozen=True)
class ExampleQuery:
    """A query by latency budget that the zoo can answer."""

    command: str
    python: str
    device: str
    threads: int | None
    budget: str
    sort: Quantity


def render_home(site: Site) -> Page:
    """Render the home page."""
    words, snapshot = site.words, site.snapshot
    printings = list(snapshot.all_printings())
    return site.page(
        "home",
        paths.HOME,
        words.gettext("A model zoo with proof"),
        words.gettext("Models as data: every printed number with its source, its conditions and a verdict."),
        bar=verdict_bar(printings, words),
        by_quantity=_by_quantity(site, printings),
        families=family_cards(site),
        devices=device_cards(site),
        query=_example_query(site),
        threads=sorted({claim.threads for printing in printings if (claim := printing.claim).threads and claim.device}),
    )


def _by_quantity(site: Site, printings: list[Printing]) -> list[QuantityVerdicts]:
    groups: dict[str, list[Printing]] = {}
    counted: list[Quantity] = [quantity for quantity in QUANTITIES if quantity not in METRICS]
    for quantity in counted:
        name = site.words.translate(labels.QUANTITIES[quantity])
        groups[name] = [printing for printing in printings if printing.claim.quantity == quantity]
    accuracy = site.words.gettext("Accuracy")
    groups[accuracy] = [printing for printing in printings if printing.claim.quantity in METRICS]
    return [QuantityVerdicts(name, verdict_bar(members, site.words)) for name, members in groups.items() if members]


def _example_query(site: Site) -> ExampleQuery | None:
    """Ask for the best model within a budget that about half of the models keep, where most can be compared."""
    groups: dict[tuple[object, ...], list[Printing]] = {}
    for device, printings in site.snapshot.by_device.items():
        for printing in printings:
            stated = tuple(getattr(printing.claim, name) for name in CONDITIONS)
            groups.setdefault((device, *stated), []).append(printing)
    if not groups:
        return None
    best = max(
        groups.values(),
        key=lambda members: (bool(members[0].claim.threads), len(members), members[0].claim.threads or 0),
    )
    claim = best[0].claim
    limit = sorted(printing.claim.value for printing in best)[len(best) // 2]
    budget = f"{max(Decimal(1), limit.to_integral_value(rounding='ROUND_CEILING')):f}"
    options = [("device", claim.device), ("threads", claim.threads)]
    shell = " ".join(f"--{name} {value}" for name, value in options if value is not None)
    python = ", ".join(
        f'{name}="{value}"' if isinstance(value, str) else f"{name}={value}" for name, value in options if value
    )
    sort = _accuracy(site, best)
    return ExampleQuery(
        command=f"catalog query {shell} --max-latency {budget}ms --sort {sort}",
        python=f'catalog.load().query({python}, max_latency={budget}, sort="{sort}")',
        device=claim.device or "",
        threads=claim.threads,
        budget=budget,
        sort=sort,
    )


def _accuracy(site: Site, printings: list[Printing]) -> Quantity:
    """The accuracy that most of the models are scored by."""
    scored: list[Quantity] = [
        entry.claim.quantity
        for model in {printing.claim.model for printing in printings}
        for entry in site.snapshot.printings[model]
        if entry.claim.quantity in HEADLINE_METRICS
    ]
    return max(sorted(set(scored)), key=scored.count, default="latency")
