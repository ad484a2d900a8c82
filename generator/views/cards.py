"""A model's headline numbers as cards: the printed digits, who prints them, what was found of them."""

from __future__ import annotations

from typing import NamedTuple

from catalog.claims import Claim
from catalog.record import Model
from generator.cells import badge, count_cell, engine_name, scored_label
from generator.conditions import condition_text
from generator.context import Site
from generator.conventions import true_count
from generator.headlines import HEADLINES, headline, headline_latency
from generator.snapshot import Printing
from generator.tables import Badge, Cell


class Card(NamedTuple):
    """One headline number."""

    label: str
    number: str
    """Printed digits and unit."""
    source: Cell
    """The source that prints it, linked to its page."""
    conditions: str
    """Conditions that it holds under, in words."""
    badge: Badge
    counted: str
    """What the graph holds in words, where it was counted and does not confirm the printed number."""


def headline_cards(site: Site, model: Model) -> list[Card]:
    """The numbers that a model is chosen by, those it has no claim of left out."""
    found = [headline(site.snapshot, model, quantity) for quantity in HEADLINES]
    latency = headline_latency(site.snapshot.printings[model.name])
    scores, sizes = [entry for entry in found[:-3] if entry], [entry for entry in found[-3:] if entry]
    return [_card(site, entry) for entry in (*scores, *([latency] if latency else []), *sizes)]


def _card(site: Site, printing: Printing) -> Card:
    claim, words = printing.claim, site.words
    counted = true_count(site.snapshot, printing) if printing.kind != "confirmed" else None
    held = count_cell(printing, counted, words) if counted else None
    return Card(
        label=scored_label(site.snapshot, claim, words),
        number=claim.with_unit,
        source=site.source_cells[claim.source],
        conditions=conditions_text(site, claim) if claim.quantity == "latency" else "",
        badge=badge(printing, words),
        counted=words.gettext("the graph holds %(counted)s", counted=held.text) if held else "",
    )


def conditions_text(site: Site, claim: Claim) -> str:
    """What a latency was measured under, as far as the source states it: device, engine, precision, batch, threads."""
    words = site.words
    return words.listed(
        [
            site.snapshot.zoo.devices[claim.device].name if claim.device else "",
            engine_name(site.snapshot, claim.engine),
            *(condition_text(name, getattr(claim, name), words) for name in ("precision", "batch", "threads")),
        ]
    )
