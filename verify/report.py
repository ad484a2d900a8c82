"""Say what a check found, in tables for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from verify.accuracy.judging import describe_score
from verify.check import CheckReport, ModelReport
from verify.errata import JudgedClaim
from verify.reasons import REASON_NAMES
from verify.rows import verdict_counts

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

STYLES = {"confirmed": "green", "close": "cyan", "miscounted": "yellow", "contradicted": "bold red", "unchecked": "dim"}
"""How a terminal shows each verdict."""

NOTE_WIDTH = 110
"""Columns that notes below a table are wrapped at."""


def print_model(console: Console, model: ModelReport) -> None:
    """Print one model: what its graph holds, then a row a judged claim; unchecked claims are grouped by reason."""
    from rich.markup import escape

    console.print(f"[bold]{model.model}[/]  {_graph_line(model)}", highlight=False, soft_wrap=True)
    for problem in model.problems:
        console.print(f"  [bold red]problem[/] {escape(problem)}", highlight=False, soft_wrap=True)
    for position, place in enumerate(dict.fromkeys(entry.claim.printed_in for entry in model.judged)):
        entries = [entry for entry in model.judged if entry.claim.printed_in == place]
        console.print(_claims_table(place, entries, header=position == 0))
    for note in _notes(model):
        console.print(note, style="dim", width=min(NOTE_WIDTH, console.width), highlight=False, markup=False)
    for entry in model.unexplained:
        console.print(
            f"  [bold red]finding[/] {escape(entry.claim.key)} prints {entry.claim.number}: {entry.verdict.verdict}, "
            "and no erratum explains it",
            highlight=False,
            soft_wrap=True,
        )
    for position, erratum in model.needless_errata:
        console.print(
            f"  [bold red]finding[/] erratum {position + 1} of the record ({', '.join(erratum.claims)}) "
            "explains no wrong claim",
            highlight=False,
            soft_wrap=True,
        )
    console.print()


def _notes(model: ModelReport) -> Iterator[str]:
    """Yield, once each, what the tools got wrong whose numbers were found, and what the errata say."""
    yield from dict.fromkeys(sentence for entry in model.judged for sentence in _faults(entry))
    findings = dict.fromkeys(entry.erratum.finding["en"] for entry in model.judged if entry.erratum)
    yield from (f"erratum: {finding.strip()}" for finding in findings)


def _faults(entry: JudgedClaim) -> Iterator[str]:
    from verify.conventions import CONVENTIONS
    from verify.ranking import conventions_for

    for convention in CONVENTIONS.get(entry.claim.quantity, ()):
        if convention.fault and (entry.verdict.verdict, entry.verdict.convention) == ("miscounted", convention.id):
            plain = f"{entry.verdict.plain:,} ({conventions_for(entry.claim)[0].id})"
            yield (
                f"{entry.claim.quantity}: the graph holds {plain}. {entry.claim.number} is what {convention.tool} "
                f"makes of it. {convention.fault}"
            )


def _graph_line(model: ModelReport) -> str:
    evidence = model.evidence
    if evidence.graph is None:
        return "[dim]no graph[/]" if not model.problems else "[red]graph not usable[/]"
    first = evidence.counts[0]
    uncounted = {name: nodes for entry in evidence.counts for name, nodes in entry.uncounted.items()}
    missing = f", [yellow]not counted: {', '.join(uncounted)}[/]" if uncounted else ""
    return (
        f"{first.macs:,} MACs at {first.input_size} px, {first.params:,} params, opset {evidence.graph.opset}{missing}"
    )


COLUMN_WIDTHS = {"claim": 13, "printed": 12, "counted": 14, "gap": 8, "verdict": 12, "convention or reason": 0}
"""Characters that the columns of a model's tables take at least, so that the tables of several sources line up."""


def _claims_table(place: str, entries: list[JudgedClaim], *, header: bool) -> Table:
    from rich.box import Box
    from rich.table import Table

    # A box of blanks keeps columns apart at less work for rich than padding in every cell.
    table = Table(box=Box("    \n" * 8), padding=0, show_edge=False, show_header=False, title=place)
    table.title_justify = "left"
    for name, width in COLUMN_WIDTHS.items():
        justify: Literal["left", "right"] = "right" if name in {"printed", "counted", "gap"} else "left"
        table.add_column(name, justify=justify, no_wrap=width > 0, min_width=width, overflow="fold")
    if header:
        table.add_row(*COLUMN_WIDTHS, style="dim")
    for entry in entries:
        if entry.verdict.verdict != "unchecked":
            table.add_row(*_judged_cells(entry))
    for cells in _unchecked_cells(entries):
        table.add_row(*cells, style="dim")
    return table


def _judged_cells(entry: JudgedClaim) -> tuple[str, ...]:
    claim, verdict = entry.claim, entry.verdict
    note = verdict.convention or describe_score(claim.quantity, verdict)
    if verdict.also:
        note += f" [dim](or {', '.join(verdict.also)})[/]"
    if entry.erratum is not None:
        note += " [dim]· erratum[/]"
    style = STYLES[verdict.verdict]
    gap = "" if verdict.gap is None else f"{verdict.gap:+.2%}".replace("-0.00%", "0.00%").replace("+0.00%", "0.00%")
    counted = "" if verdict.counted is None else f"{verdict.counted:,}"
    if verdict.score is not None:
        counted = f"{verdict.score:.4f}"
    size = f" @{claim.input_size}" if claim.input_size and claim.quantity not in ("params", "storage") else ""
    name = f"  {claim.quantity}{size}"
    return (name, str(claim.number), counted, gap, f"[{style}]{verdict.verdict}[/]", note)


def _unchecked_cells(entries: list[JudgedClaim]) -> Iterator[tuple[str, ...]]:
    groups: Counter[tuple[str, str]] = Counter()
    for entry in entries:
        if entry.verdict.verdict == "unchecked":
            reason = str(REASON_NAMES[entry.verdict.reason or "not-judged"])
            device = f" ({entry.claim.device})" if entry.claim.device else ""
            groups[entry.claim.quantity, reason + device] += 1
    for (quantity, reason), number in groups.items():
        yield (f"  {quantity}" if number == 1 else f"  {quantity} ×{number}", "", "", "", "unchecked", reason)


def print_summary(console: Console, report: CheckReport) -> None:
    """Print the verdicts of all models together, and what CI must not pass over."""
    for source, position, erratum in report.needless_source_errata:
        console.print(
            f"[bold red]finding[/] source {source}: erratum {position + 1} ({', '.join(erratum.claims)}) "
            "explains no wrong claim of any model",
            highlight=False,
            soft_wrap=True,
        )
    counts = verdict_counts(report)
    total = sum(counts.values())
    told = ", ".join(f"[{STYLES[verdict]}]{number} {verdict}[/]" for verdict, number in counts.items())
    models = "1 model" if len(report.models) == 1 else f"{len(report.models)} models"
    console.print(f"{models}, {total} claims{': ' if told else ''}{told}", highlight=False, soft_wrap=True)
    failed = [model.model for model in report.models if not model.passed]
    if failed:
        console.print(f"[bold red]{len(failed)} with findings:[/] {', '.join(failed)}", highlight=False, soft_wrap=True)
