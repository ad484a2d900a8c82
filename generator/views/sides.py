"""What all sources print of one model, side by side: a row a source, a column a quantity."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from catalog.quantities import QUANTITIES
from generator.cells import badge, scored_label, text_cell
from generator.context import Site
from generator.conventions import convention_of
from generator.snapshot import Printing
from generator.tables import MISSING, Cell, Column, Table, make_table
from generator.views.judged import Judged

Place = tuple[int, str, str | None, str | None]
"""A column: rank and name of the quantity, data set, origin."""


@dataclass
class _Line:
    """One row: numbers of one source that hold under the same conditions."""

    source: str
    input_size: int | None
    precision: str | None
    numbers: dict[Place, Judged] = field(default_factory=dict)


def sides_table(site: Site, claims: Sequence[Judged], caption: str) -> Table:
    """Numbers of one model by source, latencies excepted; each with its verdict and the convention that it fits."""
    words = site.words
    lines = _lines(claims)
    examples = {place: entry.printing for line in lines for place, entry in line.numbers.items()}
    places = sorted(examples, key=lambda place: (place[3] is not None, place[0], place[2] or ""))
    columns = [
        Column(words.gettext("Source")),
        *(Column(scored_label(site.snapshot, examples[place].claim, words), numeric=True) for place in places),
        Column(words.gettext("Input"), unit="px", numeric=True, fold=True),
        Column(words.gettext("Precision"), fold=True),
    ]
    rows = (
        [
            site.source_cells[line.source],
            *(_number_cell(site, line.numbers.get(place)) for place in places),
            Cell(str(line.input_size or ""), sort=str(line.input_size or "")),
            text_cell((line.precision or "").upper()),
        ]
        for line in lines
    )
    return make_table(caption, columns, rows)


def _lines(claims: Sequence[Judged]) -> list[_Line]:
    """Put each number into the first row of its source and conditions that has no other number in its place.

    A number without a stated input size, such as a storage, goes into the row of the only size.
    """
    lines: list[_Line] = []
    for entry in sorted(claims, key=lambda entry: entry.printing.claim.input_size is None):
        printing = entry.printing
        place = _place(printing)
        line = next((line for line in _fitting(lines, printing) if place not in line.numbers), None)
        if line is None:
            line = _Line(printing.claim.source, printing.claim.input_size, printing.claim.precision)
            lines.append(line)
        line.numbers[place] = entry
    order = list(dict.fromkeys(entry.printing.claim.source for entry in claims))
    return sorted(lines, key=lambda line: order.index(line.source))


def _fitting(lines: Sequence[_Line], printing: Printing) -> Iterator[_Line]:
    claim = printing.claim
    of_source = [line for line in lines if line.source == claim.source and line.precision == claim.precision]
    sizes = {line.input_size for line in of_source}
    for line in of_source:
        if line.input_size == claim.input_size or (claim.input_size is None and len(sizes) == 1):
            yield line


def _place(printing: Printing) -> Place:
    claim = printing.claim
    scored_on = claim.dataset if claim.quantity not in {"flops", "params", "storage"} else None
    return list(QUANTITIES).index(claim.quantity), claim.quantity, scored_on, claim.origin


def _number_cell(site: Site, entry: Judged | None) -> Cell:
    if entry is None:
        return MISSING
    printing, shown = entry.printing, entry.printed
    if printing.kind == "unchecked":
        return shown
    convention = convention_of(printing)
    return Cell(
        shown.text,
        sort=shown.sort,
        title=_against_count(site, entry) if entry.differs else "",
        badge=badge(printing, site.words),
        note=convention.id if convention else "",
    )


def _against_count(site: Site, entry: Judged) -> str:
    """How the number compares with the graph, in words."""
    return site.words.gettext(
        "The graph holds %(counted)s: %(gap)s %%.", counted=entry.counted.text, gap=entry.gap.text
    )
