"""What one source prints, table by table, and what became of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from markupsafe import Markup

from catalog.evidence import VerdictKind
from catalog.quantities import QUANTITIES
from catalog.record import Erratum
from catalog.statements import Checked, Outcome
from catalog.vocabulary import Statement
from generator import labels
from generator.cells import convention_link, dataset_name, model_cell, whole_number_cell
from generator.conditions import condition_text
from generator.context import Site
from generator.conventions import find_convention
from generator.snapshot import Printing
from generator.tables import MISSING, Badge, Cell, Column, Table, make_table, plain
from generator.verdict_bar import verdict_bar

SIGNS: Mapping[Outcome, VerdictKind] = MappingProxyType(
    {"follows": "confirmed", "contradicted": "contradicted", "unchecked": "unchecked"}
)
"""Outcomes of a statement with the verdict whose sign they share."""


@dataclass(frozen=True)
class Explanation:
    """An erratum, with the models whose records repeat it."""

    erratum: Erratum
    models: tuple[str, ...]
    claims: int
    """Claims that it explains."""


def tables_table(site: Site, source: str, printings: Sequence[Printing]) -> Table:
    """The source's tables: how much each prints, and the verdicts on it."""
    words, tables = site.words, site.snapshot.zoo.sources[source].tables
    language = site.snapshot.zoo.sources[source].language
    groups: dict[str | None, list[Printing]] = {key: [] for key in tables}
    for printing in printings:
        for table in printing.tables or (None,):
            groups.setdefault(table, []).append(printing)
    columns = [
        Column(words.gettext("Table")),
        Column(words.gettext("Prints")),
        Column(words.gettext("Models"), numeric=True),
        Column(words.gettext("Numbers"), numeric=True),
        *(Column(words.translate(labels.VERDICT_NAMES[kind]), numeric=True) for kind in labels.VERDICTS),
        Column(words.gettext("Verdicts"), absent=words.gettext("none")),
    ]
    rows = []
    for key, members in groups.items():
        counter = Counter(printing.kind for printing in members)
        title, section = words.gettext("Whole document"), ""
        if key is not None:
            title = words.plain(tables[key].title)
            section = Markup('<span lang="{}">{}</span>').format(language, tables[key].section or "")
        rows.append(
            [
                Cell(title, note=section if key is not None and tables[key].section else ""),
                Cell(_printed_in(site, members)),
                _count(site, len({printing.claim.model for printing in members})),
                _count(site, len(members)),
                *(_count(site, counter[kind]) for kind in labels.VERDICTS),
                Cell(bar=verdict_bar(members, words)) if members else MISSING,
            ]
        )
    return make_table(words.gettext("Tables of the source, and the verdicts on their numbers"), columns, rows)


def fitted_table(site: Site, printings: Iterable[Printing]) -> Table:
    """The conventions that the source's FLOPs, params and sizes fit."""
    words = site.words
    fitted: dict[tuple[str, str], Counter[VerdictKind]] = {}
    for printing in printings:
        if printing.verdict.convention:
            key = (printing.claim.quantity, printing.verdict.convention)
            fitted.setdefault(key, Counter())[printing.kind] += printing.claims
    kinds = [kind for kind in labels.VERDICTS if any(counter[kind] for counter in fitted.values())]
    columns = [
        Column(words.gettext("Convention")),
        Column(words.gettext("Quantity")),
        *(Column(words.translate(labels.VERDICT_NAMES[kind]), numeric=True) for kind in kinds),
    ]
    rows = []
    for (quantity, name), counter in sorted(fitted.items(), key=lambda entry: -entry[1].total()):
        convention = find_convention(quantity, name)
        rows.append(
            [
                convention_link(convention, words) if convention else Cell(name, code=True),
                Cell(words.translate(labels.QUANTITIES[quantity])),
                *(_count(site, counter[kind]) for kind in kinds),
            ]
        )
    return make_table(words.gettext("Conventions that the numbers fit, or are nearest to"), columns, rows)


def statements_table(site: Site, checked: Iterable[Checked]) -> Table:
    """What the source says of differences between its numbers, beside what they can be."""
    words, none = site.words, site.words.gettext("none")
    columns = [
        Column(words.gettext("Model"), absent=words.gettext("the source as a whole")),
        Column(words.gettext("Compared with"), absent=none),
        Column(words.gettext("Quantity"), choice=True, absent=words.gettext("number of models")),
        Column(words.gettext("Conditions"), absent=none),
        Column(words.gettext("Says")),
        Column(words.gettext("Numbers allow"), absent=words.gettext("not printed")),
        Column(words.gettext("Outcome"), choice=True),
    ]
    rows = (
        [
            model_cell(entry.statement.model) if entry.statement.model else MISSING,
            model_cell(entry.statement.against) if entry.statement.against else MISSING,
            _quantity(site, entry.statement),
            Cell(_conditions(site, entry.statement)),
            _said(site, entry.statement),
            _allowed(site, entry),
            Cell(badge=_outcome(site, entry), sort=str(list(SIGNS).index(entry.outcome))),
        ]
        for entry in checked
    )
    return make_table(words.gettext("Statements of the source on its own numbers"), columns, rows)


def explanations(site: Site, source: str, printings: Iterable[Printing]) -> list[Explanation]:
    """Return the errata about a source, those of records that say the same once."""
    zoo = site.snapshot.zoo
    claims: Counter[int] = Counter()
    for printing in printings:
        claims[id(printing.erratum)] += printing.claims
    named = [(erratum, "") for erratum in zoo.sources[source].errata] + [
        (erratum, model.name) for model in zoo.models.values() for erratum in model.errata if erratum.source == source
    ]
    groups: dict[tuple[object, ...], list[tuple[Erratum, str]]] = {}
    for erratum, model in named:
        groups.setdefault(tuple(sorted(erratum.finding.items())), []).append((erratum, model))
    return [
        Explanation(
            members[0][0],
            tuple(model for _, model in members if model),
            sum(claims[id(erratum)] for erratum, _ in members),
        )
        for members in groups.values()
    ]


def _count(site: Site, number: int) -> Cell:
    return Cell(site.words.number(number), sort=str(number))


def _printed_in(site: Site, printings: Sequence[Printing]) -> str:
    """The quantities that are printed, and the devices of latencies."""
    quantities = {printing.claim.quantity for printing in printings}
    devices = dict.fromkeys(printing.claim.device for printing in printings if printing.claim.device)
    words = site.words
    named = [words.translate(labels.QUANTITIES[quantity]) for quantity in QUANTITIES if quantity in quantities]
    return words.listed([*named, *(site.snapshot.zoo.devices[device].name for device in devices)])


def _quantity(site: Site, statement: Statement) -> Cell:
    return Cell(site.words.translate(labels.QUANTITIES[statement.quantity])) if statement.quantity else MISSING


def _conditions(site: Site, statement: Statement) -> str:
    words = site.words
    return words.listed(
        [
            dataset_name(site.snapshot, statement.dataset),
            site.snapshot.zoo.devices[statement.device].name if statement.device else "",
            *(condition_text(name, getattr(statement, name), words) for name in ("batch", "threads", "input_size")),
        ]
    )


def _said(site: Site, statement: Statement) -> Cell:
    if statement.models is not None:
        return whole_number_cell(statement.models)
    if statement.change is not None:
        return Cell(statement.change)
    return Cell(site.words.gettext("more") if statement.relation == "more" else site.words.gettext("less"))


def _allowed(site: Site, entry: Checked) -> Cell:
    """What the difference can be; two decimals more than the statement has."""
    if entry.computed is None:
        return MISSING
    low, high = entry.computed.low, entry.computed.high
    if entry.statement.models is not None:
        return Cell(site.words.number(int(low)), sort=plain(low))
    change = entry.statement.change
    if change is None:
        first, second = (str(claim.number) for claim in entry.claims)
        return Cell(site.words.gettext("%(one)s against %(other)s", one=first, other=second))
    step = Decimal(1).scaleb(-len(change.partition(" ")[0].partition(".")[2]) - 2)
    between = f"{site.words.signed(low.quantize(step))} … {site.words.signed(high.quantize(step))}"
    return Cell(" ".join([between, *change.split(" ")[1:]]), sort=plain(low.quantize(step)))


def _outcome(site: Site, entry: Checked) -> Badge:
    words = site.words
    return Badge(
        SIGNS[entry.outcome],
        words.translate(labels.OUTCOMES[entry.outcome]),
        words.translate(labels.OUTCOME_MEANINGS[entry.outcome]),
    )
