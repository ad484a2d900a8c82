"""A model's headline numbers as cards: the printed digits, who prints them, what was found of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from catalog.claims import Claim
from catalog.record import Model
from generator.cells import badge, count_cell, quantity_label, scored_label
from generator.context import Site
from generator.conventions import true_count
from generator.headlines import HEADLINES, headline
from generator.snapshot import Printing
from generator.tables import Badge


class Card(NamedTuple):
    """One headline number."""

    label: str
    number: str
    """Printed digits and unit."""
    source: str
    """Key of the source that prints it."""
    conditions: str
    """Conditions that it holds under, in words."""
    badge: Badge
    counted: str
    """What the graph holds, where it was counted and the printed number does not confirm it."""


def headline_cards(site: Site, model: Model) -> list[Card]:
    """The numbers that a model is chosen by, those it has no claim of left out."""
    found = [headline(site.snapshot, model, quantity) for quantity in HEADLINES]
    latency = headline_latency(site.snapshot.printings[model.name])
    scores, sizes = [entry for entry in found[:-3] if entry], [entry for entry in found[-3:] if entry]
    return [_card(site, entry) for entry in (*scores, *([latency] if latency else []), *sizes)]


def headline_latency(printings: Sequence[Printing]) -> Printing | None:
    """The latency that stands for a model: on the device with most of its measurements, of the smallest batch.

    Among those the first that the record lists with the most threads.
    """
    measured = [printing for printing in printings if printing.claim.quantity == "latency"]
    if not measured:
        return None
    device = Counter(printing.claim.device for printing in measured).most_common(1)[0][0]
    there = [printing for printing in measured if printing.claim.device == device]
    return min(there, key=lambda printing: (printing.claim.batch or 1, -(printing.claim.threads or 0)))


def _card(site: Site, printing: Printing) -> Card:
    claim, words = printing.claim, site.words
    counted = true_count(site.snapshot, printing) if printing.kind != "confirmed" else None
    scored = claim.quantity not in {"latency", "flops", "params", "storage"}
    return Card(
        label=scored_label(site.snapshot, claim, words) if scored else quantity_label(claim, words),
        number=f"{claim.number} ms" if claim.quantity == "latency" else str(claim.number),
        source=claim.source,
        conditions=conditions_text(site, claim) if claim.quantity == "latency" else "",
        badge=badge(printing, words),
        counted=count_cell(printing, counted, words).text if counted else "",
    )


def conditions_text(site: Site, claim: Claim) -> str:
    """What a latency was measured under, as far as the source states it: device, engine, precision, batch, threads."""
    return site.words.listed(_conditions(site, claim))


def _conditions(site: Site, claim: Claim) -> Iterator[str]:
    zoo, words = site.snapshot.zoo, site.words
    if claim.device:
        yield zoo.devices[claim.device].name
    if claim.engine:
        yield zoo.engines[claim.engine].name
    if claim.precision:
        yield claim.precision.upper()
    if claim.batch:
        yield words.gettext("batch size %(size)s", size=claim.batch)
    if claim.threads:
        yield words.ngettext("%(num)s thread", "%(num)s threads", claim.threads)
