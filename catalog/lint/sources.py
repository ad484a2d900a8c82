"""Sources that disagree about one model, and tables that were updated in one place only."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from catalog.catalog import Catalog
from catalog.claims import Claim
from catalog.lint.groups import apart, claims_about, conditions, grouped, pairs
from catalog.lint.rule import Found, found, rule
from catalog.quantities import METRICS
from catalog.sentence import Sentence, Value, say, significant

_LOOSE = ("engine", "resize", "input_size", "precision")
"""Conditions that one source states and another leaves out."""


@rule(
    "sources-disagree-on-score",
    "warning",
    say("Sources print different scores of one model on one data set, beyond rounding."),
)
def disagree_on_score(zoo: Catalog) -> Iterator[Found]:
    """Yield scores of one model that sources print differently, beyond rounding."""
    scores = claims_about(zoo, METRICS)
    yield from _disagreements(zoo, scores)


@rule(
    "sources-disagree-on-size",
    "warning",
    say("Sources print different FLOPs, params or bytes of one model, beyond rounding."),
)
def disagree_on_size(zoo: Catalog) -> Iterator[Found]:
    """Yield FLOPs, params and sizes of one model that sources print differently, beyond rounding."""
    sizes = claims_about(zoo, ("flops", "params", "storage"))
    yield from _disagreements(zoo, sizes)


@rule(
    "sources-disagree-on-latency",
    "warning",
    say("Two sources print different latencies of the same models under the same conditions."),
)
def disagree_on_latency(zoo: Catalog) -> Iterator[Found]:
    """Yield devices on which two sources print different latencies, one finding for each pair of sources and device."""
    latencies = claims_about(zoo, ("latency",))
    differing: dict[tuple[str, str, str | None], list[tuple[Claim, Claim]]] = {}
    compared: dict[tuple[str, str, str | None], int] = {}
    for claims in grouped(latencies, lambda claim: (claim.model, *conditions(claim, *_LOOSE))).values():
        for one, other in pairs(_one_a_source(claims)):
            if not _compatible(one, other):
                continue
            key = (one.source, other.source, one.device)
            compared[key] = compared.get(key, 0) + 1
            if apart(one, other):
                differing.setdefault(key, []).append((one, other))
    for (one_source, other_source, device), found_pairs in differing.items():
        total = compared[one_source, other_source, device]
        widest = sorted(found_pairs, key=lambda pair: -_ratio(*pair))[:3]
        said = say(
            "%(source)s and %(other)s differ in %(count)s of %(total)s latencies on %(device)s, by up to a factor of "
            "%(factor)s (%(model)s).",
            source=one_source,
            other=other_source,
            count=len(found_pairs),
            total=total,
            device=str(device),
            factor=Decimal(f"{_ratio(*widest[0]):.2f}"),
            model=widest[0][0].model,
        )
        yield found(zoo, said, [claim for pair in widest for claim in pair])


def _disagreements(zoo: Catalog, claims: list[Claim]) -> Iterator[Found]:
    for members in grouped(claims, lambda claim: (claim.model, *conditions(claim, *_LOOSE))).values():
        sources = _one_a_source(members)
        if any(apart(one, other) and _compatible(one, other) for one, other in pairs(sources)):
            size = f" @{sources[0].input_size}" if len({claim.input_size for claim in members}) > 1 else ""
            yield found(zoo, _apart(sources, f"{sources[0].quantity}{size}"), sources)


def _apart(claims: list[Claim], quantity: str) -> Sentence:
    """Say how far the numbers of sources lie apart: scores in points, others in percent or by a factor."""
    values: dict[str, Value] = {
        "model": claims[0].model,
        "quantity": quantity,
        "numbers": tuple(f"{claim.with_unit} ({claim.source})" for claim in claims),
    }
    low, high = min(claim.value for claim in claims), max(claim.value for claim in claims)
    if claims[0].quantity in METRICS:
        points = significant((high - low) * 100, 2)
        return say("%(model)s, %(quantity)s: %(numbers)s; %(points)s points apart.", points=points, **values)
    if high < low * 11 / 10:
        percent = significant((high / low - 1) * 100, 2)
        return say("%(model)s, %(quantity)s: %(numbers)s; %(percent)s %% apart.", percent=percent, **values)
    return say(
        "%(model)s, %(quantity)s: %(numbers)s; a factor of %(factor)s.", factor=significant(high / low, 3), **values
    )


def _one_a_source(claims: list[Claim]) -> list[Claim]:
    """Keep the first claim of each source."""
    return list({claim.source: claim for claim in reversed(claims)}.values())[::-1]


def _compatible(one: Claim, other: Claim) -> bool:
    """Whether no condition is stated differently by both."""
    stated = ((getattr(one, name), getattr(other, name)) for name in _LOOSE)
    return all(a is None or b is None or a == b for a, b in stated)


def _ratio(one: Claim, other: Claim) -> float:
    high, low = max(one.value, other.value), min(one.value, other.value)
    return float(high / low)


RULES = (disagree_on_score, disagree_on_size, disagree_on_latency)
