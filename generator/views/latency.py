"""Tables of measured latencies. The conditions are columns, so that no two are mixed in silence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from catalog.claims import Claim
from catalog.quantities import QUANTITIES, Quantity
from generator import labels, paths
from generator.cells import (
    HEADLINE_METRICS,
    engine_name,
    model_cell,
    number_cell,
    reason_cell,
    scored_label,
    text_cell,
    verdict_cell,
    whole_number_cell,
)
from generator.conditions import condition_text
from generator.context import Site
from generator.i18n import PER_LANGUAGE, Words
from generator.snapshot import Printing
from generator.tables import Cell, Column, Table, make_table

CONDITIONS = ("engine", "precision", "batch", "threads", "input_size", "resize")
"""Conditions of a latency, in the order of the columns."""

PIVOTED = ("precision", "batch", "threads")
"""Conditions that a family's benchmark spreads over columns."""


def latencies(printings: Iterable[Printing]) -> list[Printing]:
    """Keep the latencies."""
    return [printing for printing in printings if printing.claim.quantity == "latency"]


def unstated(site: Site, printings: Sequence[Printing], *, cpu: bool) -> str:
    """A sentence that names the conditions that none of the numbers states; empty when all are stated."""
    names = [name for name in CONDITIONS if name != "resize" and (cpu or name != "threads")]
    missing = [name for name in names if all(getattr(printing.claim, name) is None for printing in printings)]
    if not missing:
        return ""
    words = site.words
    listed = words.listed(words.translate(labels.CONDITIONS[name]) for name in missing)
    return words.gettext("Not stated by the source: %(conditions)s.", conditions=listed)


def device_table(site: Site, printings: Sequence[Printing], caption: str) -> Table:
    """Every measurement on one device, the model's accuracy from the same source beside it."""
    words = site.words
    ordered = sorted(printings, key=lambda printing: (_group(printing.claim), printing.claim.value))
    scored = {id(printing): _scores(site, printing) for printing in ordered}
    examples = {key: score.claim for scores in scored.values() for key, score in scores.items()}
    metrics = sorted(examples, key=_metric_order)
    columns = [
        Column(words.gettext("Model")),
        Column(words.gettext("Latency"), unit="ms", numeric=True),
        *condition_columns(words),
        *(Column(scored_label(site.snapshot, examples[key], words), numeric=True) for key in metrics),
        Column(words.gettext("Family"), choice=True),
        Column(words.gettext("Source"), choice=True, fold=True),
    ]
    rows = (
        [
            model_cell(printing.claim.model),
            number_cell(printing),
            *condition_cells(site, printing.claim),
            *(number_cell(scored[id(printing)].get(key), unit=True) for key in metrics),
            Cell(printing.claim.family, page=paths.family(printing.claim.family)),
            source_cell(site, printing.claim.source),
        ]
        for printing in ordered
    )
    return make_table(caption, columns, rows)


def conditions_table(site: Site, printings: Sequence[Printing]) -> Table:
    """The conditions that a device was measured under: a row for each, with the range of the latencies."""
    words = site.words
    groups: dict[tuple[object, ...], list[Printing]] = {}
    for printing in sorted(printings, key=lambda printing: _group(printing.claim)):
        claim = printing.claim
        key = (claim.source, *(getattr(claim, name) for name in CONDITIONS))
        groups.setdefault(key, []).append(printing)
    columns = [
        Column(words.gettext("Source")),
        *condition_columns(words),
        Column(words.gettext("Models"), numeric=True),
        Column(words.gettext("Fastest"), unit="ms", numeric=True),
        Column(words.gettext("Slowest"), unit="ms", numeric=True),
    ]
    rows = (
        [
            source_cell(site, members[0].claim.source),
            *condition_cells(site, members[0].claim),
            whole_number_cell(len({printing.claim.model for printing in members})),
            number_cell(min(members, key=lambda printing: printing.claim.value)),
            number_cell(max(members, key=lambda printing: printing.claim.value)),
        ]
        for members in groups.values()
    )
    return make_table(words.gettext("Conditions of the measurements"), columns, rows)


def model_table(site: Site, printings: Sequence[Printing], caption: str) -> Table:
    """Every latency of one model, with a bar against the slowest on the same device."""
    words = site.words
    slowest: dict[str | None, Printing] = {}
    for printing in printings:
        known = slowest.setdefault(printing.claim.device, printing)
        if printing.claim.value > known.claim.value:
            slowest[printing.claim.device] = printing
    rows = []
    for printing, anchor in zip(printings, claim_ids(printings), strict=True):
        device = printing.claim.device or ""
        value = number_cell(printing)
        rows.append(
            [
                device_cell(site, device, key=anchor),
                Cell(value.text, sort=value.sort, share=printing.claim.value / slowest[device].claim.value),
                *condition_cells(site, printing.claim),
                source_cell(site, printing.claim.source),
                verdict_cell(printing, words),
                reason_cell(printing, words),
            ]
        )
    return make_table(caption, _model_columns(words), rows)


@lru_cache(PER_LANGUAGE)
def _model_columns(words: Words) -> tuple[Column, ...]:
    return (
        Column(words.gettext("Device"), choice=True),
        Column(words.gettext("Latency"), unit="ms", numeric=True),
        *condition_columns(words),
        Column(words.gettext("Source"), choice=True, fold=True),
        Column(words.gettext("Verdict"), numeric=True, fold=True),
        Column(words.gettext("Reason"), fold=True),
    )


def claim_ids(printings: Iterable[Printing]) -> Iterator[str]:
    """Yield each claim's element id; nothing for a claim whose id an earlier one has."""
    taken: set[str] = set()
    for printing in printings:
        anchor = paths.claim_anchor(printing.claim)
        yield "" if anchor in taken else anchor
        taken.add(anchor)


@dataclass(frozen=True)
class _RowKey:
    model: str
    source: str
    engine: str | None
    input_size: int | None
    resize: int | None


def benchmark_table(site: Site, printings: Sequence[Printing], caption: str) -> Table:
    """Latencies of a family on one device: a row per model, a column per precision, batch size and threads."""
    words = site.words
    spread = sorted({_spread(printing.claim) for printing in printings}, key=_none_first)
    varying = [place for place in range(len(PIVOTED)) if len({key[place] for key in spread}) > 1]
    rows: dict[_RowKey, dict[tuple[str | int | None, ...], Printing]] = {}
    for printing in printings:
        claim = printing.claim
        key = _RowKey(claim.model, claim.source, claim.engine, claim.input_size, claim.resize)
        rows.setdefault(key, {})[_spread(claim)] = printing
    columns = [
        Column(words.gettext("Model")),
        *(Column(_spread_label(site, key, varying), unit="ms", numeric=True) for key in spread),
        Column(words.translate(labels.CONDITIONS["input_size"]), unit="px", numeric=True, choice=True, fold=True),
        Column(words.translate(labels.CONDITIONS["resize"]), unit="px", numeric=True, fold=True),
        Column(words.translate(labels.CONDITIONS["engine"]), choice=True, fold=True),
        Column(words.gettext("Source"), choice=True, fold=True),
    ]
    lines = (
        [
            model_cell(key.model),
            *(number_cell(numbers.get(place)) for place in spread),
            whole_number_cell(key.input_size),
            whole_number_cell(key.resize),
            text_cell(engine_name(site.snapshot, key.engine)),
            source_cell(site, key.source),
        ]
        for key, numbers in rows.items()
    )
    return make_table(caption, columns, lines, _shared_conditions(site, printings))


def _shared_conditions(site: Site, printings: Sequence[Printing]) -> list[tuple[str, str]]:
    """The conditions among `PIVOTED` that all the numbers share, with their names."""
    shared = []
    for name in PIVOTED:
        values = {getattr(printing.claim, name) for printing in printings}
        value = values.pop() if len(values) == 1 else None
        if value is not None:
            shared.append((site.words.translate(labels.CONDITIONS[name]), str(value).upper()))
    return shared


def device_cell(site: Site, device: str | None, key: str = "") -> Cell:
    """A device's name, linked to its page; `key` is the element id of its row, if it has one."""
    return Cell(site.snapshot.zoo.devices[device].name, page=paths.device(device), id=key) if device else Cell(id=key)


def source_cell(site: Site, source: str) -> Cell:
    """A source's title, linked to its entry."""
    return site.source_cells[source]


def condition_columns(words: Words) -> list[Column]:
    """A column for each of `CONDITIONS`."""
    numeric = {"batch", "threads", "input_size", "resize"}
    return [
        Column(
            words.translate(labels.CONDITIONS[name]),
            unit="px" if name in {"input_size", "resize"} else "",
            numeric=name in numeric,
            choice=True,
            fold=True,
        )
        for name in CONDITIONS
    ]


def condition_cells(site: Site, claim: Claim) -> list[Cell]:
    """The conditions of a claim, in the order of `CONDITIONS`."""
    return [
        text_cell(engine_name(site.snapshot, claim.engine)),
        text_cell((claim.precision or "").upper()),
        whole_number_cell(claim.batch),
        whole_number_cell(claim.threads),
        whole_number_cell(claim.input_size),
        whole_number_cell(claim.resize),
    ]


def _spread(claim: Claim) -> tuple[str | int | None, ...]:
    return tuple(getattr(claim, name) for name in PIVOTED)


def _spread_label(site: Site, key: tuple[str | int | None, ...], varying: Sequence[int]) -> str:
    parts = [condition_text(PIVOTED[place], key[place], site.words) for place in varying]
    label = site.words.listed(parts) or site.words.gettext("Latency")
    return label[0].upper() + label[1:]


def _group(claim: Claim) -> tuple[tuple[bool, str | int], ...]:
    return _none_first((claim.source, *(getattr(claim, name) for name in CONDITIONS)))


def _none_first(values: Iterable[str | int | None]) -> tuple[tuple[bool, str | int], ...]:
    return tuple((value is not None, value if value is not None else 0) for value in values)


def _scores(site: Site, printing: Printing) -> dict[tuple[Quantity, str], Printing]:
    """The model's own top-1 or box AP from the same source, at the same input size if it depends on one there."""
    claim = printing.claim
    return {
        (score.claim.quantity, score.claim.dataset or ""): score
        for score in site.snapshot.printings[claim.model]
        if score.claim.quantity in HEADLINE_METRICS
        and score.claim.origin is None
        and score.claim.source == claim.source
        and score.claim.input_size in (None, claim.input_size)
    }


def _metric_order(key: tuple[Quantity, str]) -> tuple[int, str]:
    return (QUANTITIES.index(key[0]), key[1])
