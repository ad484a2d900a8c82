"""Latencies that nobody can repeat, because a condition is not stated."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from catalog.catalog import Catalog
from catalog.claims import Claim
from catalog.lint.groups import grouped
from catalog.lint.rule import Found, Rule, both, found, place_of


def without_batch(zoo: Catalog) -> Iterator[Found]:
    """Yield tables and devices whose latencies state no batch size."""
    yield from _unstated(zoo, "batch", "batch size", "批大小", lambda claim: True)


def on_cpu_without_threads(zoo: Catalog) -> Iterator[Found]:
    """Yield tables and devices whose latencies on CPU cores state no number of threads."""
    yield from _unstated(zoo, "threads", "number of threads", "线程数", lambda claim: _on_cpu(zoo, claim))


def without_engine(zoo: Catalog) -> Iterator[Found]:
    """Yield tables and devices whose latencies state no inference engine."""
    yield from _unstated(zoo, "engine", "inference engine", "推理引擎", lambda claim: True)


def without_precision(zoo: Catalog) -> Iterator[Found]:
    """Yield tables and devices whose latencies state no precision."""
    yield from _unstated(zoo, "precision", "precision", "数值精度", lambda claim: True)


def _unstated(zoo: Catalog, condition: str, en: str, zh: str, concerns: Callable[[Claim], bool]) -> Iterator[Found]:
    latencies = [claim for claim in zoo.claims() if claim.quantity == "latency" and concerns(claim)]
    for claims in grouped(latencies, lambda claim: (claim.source, claim.table, claim.device)).values():
        without = [claim for claim in claims if getattr(claim, condition) is None]
        if without:
            where = place_of(without[0])
            said = both(
                f"{len(without)} latencies on {without[0].device} in {where} state no {en}.",
                f"{where} 中 {without[0].device} 上的 {len(without)} 个时延没有说明{zh}。",
            )
            yield found(zoo, said, without[:3], of_table=True)


def _on_cpu(zoo: Catalog, claim: Claim) -> bool:
    device = zoo.devices.get(claim.device or "")
    return device is not None and device.kind in ("cpu", "soc")


RULES = (
    Rule(
        "latency-without-batch",
        "warning",
        both("Latencies state no batch size.", "时延没有说明批大小。"),
        without_batch,
    ),
    Rule(
        "cpu-latency-without-threads",
        "warning",
        both("Latencies on CPU cores state no number of threads.", "CPU 上的时延没有说明线程数。"),
        on_cpu_without_threads,
    ),
    Rule(
        "latency-without-engine",
        "note",
        both("Latencies state no inference engine.", "时延没有说明推理引擎。"),
        without_engine,
    ),
    Rule(
        "latency-without-precision",
        "note",
        both("Latencies state no precision.", "时延没有说明数值精度。"),
        without_precision,
    ),
)
