"""How a model's latency grows: small charts over the batch size or the threads, one a device."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import Literal

from markupsafe import Markup

from catalog.claims import Claim
from generator import labels, paths
from generator.charts.axes import Axis
from generator.charts.lines import Line, Point, line_chart
from generator.charts.marks import SERIES
from generator.conditions import condition_text
from generator.context import Site
from generator.snapshot import Printing
from generator.tables import plain

Varied = Literal["batch", "threads"]


def latency_charts(site: Site, printings: Sequence[Printing]) -> Iterator[Markup]:
    """Yield a chart for each device where one series was measured at two batch sizes or numbers of threads at least."""
    by_device: dict[str, list[Printing]] = {}
    for printing in printings:
        if printing.claim.device:
            by_device.setdefault(printing.claim.device, []).append(printing)
    for device, measured in by_device.items():
        varied: Varied = "threads" if len({entry.claim.threads for entry in measured}) > 1 else "batch"
        series = _series(site, measured, varied)
        if series:
            yield _chart(site, device, varied, series[:SERIES])


def _series(site: Site, measured: Sequence[Printing], varied: Varied) -> list[Line]:
    """Lines of numbers of one source that differ in nothing but the condition; lone points are left to the table."""
    grouped: dict[tuple[object, ...], list[Claim]] = {}
    for printing in measured:
        claim = printing.claim
        if getattr(claim, varied) is not None:
            same = [(name, value) for name, value in claim.stated if name != varied]
            grouped.setdefault((claim.source, *same), []).append(claim)
    drawn: dict[tuple[Point, ...], list[Claim]] = {}
    for claims in grouped.values():
        if len({getattr(claim, varied) for claim in claims}) > 1:
            # Sources that print the same measurements share a line.
            drawn.setdefault(tuple(_points(claims, varied)), claims)
    names = _names(site, list(drawn.values()), varied)
    return [Line(name, points) for name, points in zip(names, drawn, strict=True)]


def _points(claims: Sequence[Claim], varied: Varied) -> Iterator[Point]:
    at: dict[int, Claim] = {}
    for claim in claims:
        at.setdefault(getattr(claim, varied), claim)
    for value, claim in sorted(at.items()):
        yield Point(Decimal(value), claim.value, f"{value}: {claim.number}")


def _names(site: Site, lines: Sequence[Sequence[Claim]], varied: Varied) -> list[str]:
    """Name each line by the conditions in which the lines differ; a lone one needs no name."""
    if len(lines) == 1:
        return [""]
    zoo, words = site.snapshot.zoo, site.words
    firsts = [claims[0] for claims in lines]
    written: dict[str, Callable[[Claim], str]] = {
        "precision": lambda claim: condition_text("precision", claim.precision, words),
        "engine": lambda claim: zoo.engines[claim.engine].name if claim.engine else "",
        "input_size": lambda claim: condition_text("input_size", claim.input_size, words),
        "batch": lambda claim: condition_text("batch", claim.batch, words),
        "threads": lambda claim: condition_text("threads", claim.threads, words),
        "source": lambda claim: words.plain(zoo.sources[claim.source].title),
    }
    telling = [name for name in written if name != varied and len({getattr(claim, name) for claim in firsts}) > 1]
    return [words.listed(written[name](claim) for name in telling) for claim in firsts]


def _chart(site: Site, device: str, varied: Varied, series: Sequence[Line]) -> Markup:
    words, name = site.words, site.snapshot.zoo.devices[device].name
    condition = words.translate(labels.CONDITIONS[varied])
    told = "; ".join(words.listed([line.name, *(point.told for point in line.points)]) for line in series)
    return line_chart(
        f"latency-{paths.anchor(device)}",
        name,
        words.gettext("Latency by %(condition)s: %(numbers)s", condition=condition, numbers=told),
        series,
        Axis(condition, plain),
        Axis(f"{words.translate(labels.QUANTITIES['latency'])}, ms", words.number),
    )
