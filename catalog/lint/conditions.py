"""Latencies that nobody can repeat, because a condition is not stated."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from catalog.catalog import Catalog
from catalog.claims import Claim
from catalog.lint.groups import claims_about, grouped
from catalog.lint.rule import Found, found, rule
from catalog.sentence import say

_UNSTATED = {
    "batch": say("%(count)s latencies on %(device)s in %(where)s state no batch size."),
    "threads": say("%(count)s latencies on %(device)s in %(where)s state no number of threads."),
    "engine": say("%(count)s latencies on %(device)s in %(where)s state no inference engine."),
    "precision": say("%(count)s latencies on %(device)s in %(where)s state no precision."),
}
"""What is said of latencies that do not state a condition."""


@rule("latency-without-batch", "warning", say("Latencies state no batch size."))
def without_batch(zoo: Catalog) -> Iterator[Found]:
    """Yield tables and devices whose latencies state no batch size."""
    yield from _unstated(zoo, "batch", lambda claim: True)


@rule("cpu-latency-without-threads", "warning", say("Latencies on CPU cores state no number of threads."))
def on_cpu_without_threads(zoo: Catalog) -> Iterator[Found]:
    """Yield tables and devices whose latencies on CPU cores state no number of threads."""
    yield from _unstated(zoo, "threads", lambda claim: _on_cpu(zoo, claim))


@rule("latency-without-engine", "note", say("Latencies state no inference engine."))
def without_engine(zoo: Catalog) -> Iterator[Found]:
    """Yield tables and devices whose latencies state no inference engine."""
    yield from _unstated(zoo, "engine", lambda claim: True)


@rule("latency-without-precision", "note", say("Latencies state no precision."))
def without_precision(zoo: Catalog) -> Iterator[Found]:
    """Yield tables and devices whose latencies state no precision."""
    yield from _unstated(zoo, "precision", lambda claim: True)


def _unstated(zoo: Catalog, condition: str, concerns: Callable[[Claim], bool]) -> Iterator[Found]:
    latencies = [claim for claim in claims_about(zoo, ("latency",)) if concerns(claim)]
    for claims in grouped(latencies, lambda claim: (claim.source, claim.table, claim.device)).values():
        without = [claim for claim in claims if getattr(claim, condition) is None]
        if without:
            said = _UNSTATED[condition].filled(
                count=len(without), device=str(without[0].device), where=without[0].printed_in
            )
            yield found(zoo, said, without[:3], of_table=True)


def _on_cpu(zoo: Catalog, claim: Claim) -> bool:
    device = zoo.devices.get(claim.device or "")
    return device is not None and device.kind in ("cpu", "soc")


RULES = (without_batch, on_cpu_without_threads, without_engine, without_precision)
