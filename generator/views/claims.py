"""What a source prints of one model, beside what its graph really holds."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from generator import labels, paths
from generator.cells import (
    convention_cell,
    model_cell,
    reason_cell,
    scored_label,
    tables_text,
    text_cell,
    verdict_cell,
    whole_number_cell,
)
from generator.context import Site
from generator.i18n import PER_LANGUAGE, Words
from generator.snapshot import Printing
from generator.tables import MISSING, Cell, Column, Table, make_table
from generator.views.judged import Judged, judge
from generator.views.latency import claim_ids, source_cell


def claims_table(site: Site, claims: Sequence[Judged], caption: str) -> Table:
    """Claims of one model, latencies excepted; each row has the id that links to its claim end in."""
    words = site.words
    anchors = claim_ids(entry.printing for entry in claims)
    rows = (
        [
            Cell(scored_label(site.snapshot, printing.claim, words), id=anchor),
            source_cell(site, printing.claim.source),
            whole_number_cell(printing.claim.input_size),
            text_cell((printing.claim.precision or "").upper()),
            printed,
            counted,
            gap,
            reason_cell(printing, words) if printing.kind == "unchecked" else convention_cell(printing, words),
            verdict_cell(printing, words),
            Cell(tables_text(site.snapshot, printing, words) if printing.tables else ""),
        ]
        for (printing, printed, counted, gap, _), anchor in zip(claims, anchors, strict=True)
    )
    return make_table(caption, _columns(words), rows)


@lru_cache(PER_LANGUAGE)
def _columns(words: Words) -> tuple[Column, ...]:
    return (
        Column(words.gettext("Quantity")),
        Column(words.gettext("Source"), choice=True, fold=True),
        Column(words.translate(labels.CONDITIONS["input_size"]), unit="px", numeric=True, fold=True),
        Column(words.translate(labels.CONDITIONS["precision"]), fold=True),
        *_judged_columns(words),
        Column(
            words.gettext("Convention or reason"),
            absent=words.gettext("not counted"),
            title=words.gettext("The convention that the digits fit, or the nearest; else why nothing was checked"),
        ),
        Column(words.gettext("Verdict"), numeric=True),
        Column(words.gettext("Printed in"), fold=True),
    )


def wrong_claims_table(site: Site, printings: Sequence[Printing], errata: dict[int, int], caption: str) -> Table:
    """Claims of any model that the evidence speaks against.

    Args:
        site: The site.
        printings: The claims.
        errata: Numbers of the errata listed on the page, by the identity of the erratum.
        caption: What the table shows.
    """
    words = site.words
    columns = [
        Column(words.gettext("Model")),
        Column(words.gettext("Quantity"), choice=True, fold=True),
        *_judged_columns(words),
        Column(
            words.gettext("Convention"),
            fold=True,
            absent=words.gettext("not counted"),
            title=words.gettext("The convention that the printed digits fit, or the nearest"),
        ),
        Column(words.gettext("Erratum"), numeric=True, choice=True, absent=words.gettext("none")),
        Column(words.translate(labels.CONDITIONS["input_size"]), unit="px", numeric=True, fold=True),
        Column(words.gettext("Family"), choice=True),
        Column(words.gettext("Printed in"), choice=True, fold=True),
    ]
    rows = (
        [
            model_cell(printing.claim.model),
            Cell(scored_label(site.snapshot, printing.claim, words)),
            printed,
            counted,
            gap,
            convention_cell(printing, words),
            _erratum_cell(printing, errata),
            whole_number_cell(printing.claim.input_size),
            Cell(printing.claim.family, page=paths.family(printing.claim.family)),
            Cell(tables_text(site.snapshot, printing, words)),
        ]
        for printing, printed, counted, gap, _ in judge(site, printings)
    )
    return make_table(caption, columns, rows)


def _judged_columns(words: Words) -> list[Column]:
    absent = words.gettext("not counted")
    return [
        Column(words.gettext("Printed"), numeric=True),
        Column(
            words.gettext("Counted"),
            numeric=True,
            title=words.gettext("What the graph holds by the convention named, in the printed unit"),
            absent=absent,
        ),
        Column(
            words.gettext("Gap"),
            unit="%",
            numeric=True,
            title=words.gettext("How far the printed number is from the counted one"),
            absent=absent,
        ),
    ]


def _erratum_cell(printing: Printing, errata: dict[int, int]) -> Cell:
    number = errata.get(id(printing.erratum))
    return MISSING if number is None else Cell(f"#{number}", sort=str(number), anchor=f"erratum-{number}")
