"""Claims side by side: those that differ in one condition only, and models that differ in size only."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator
from decimal import Decimal
from itertools import combinations, pairwise
from typing import TypeVar

from catalog.catalog import Catalog
from catalog.claims import CONDITIONS, Claim
from catalog.evidence import CountFacts

_Item = TypeVar("_Item")
_Key = TypeVar("_Key", bound=Hashable)

_STEPS = (
    re.compile(r"_x(?P<step>\d+_\d+)"),
    re.compile(r"(?<=ResNeXt)(?P<step>\d{2,3})(?=_)"),
    re.compile(r"(?<=V2_B)(?P<step>\d)$"),
)
"""What names the size of a model within its series: a width, a depth, the number of a variant."""


def claims_about(zoo: Catalog, quantities: Collection[str]) -> list[Claim]:
    """Return the claims of all models about some quantities."""
    return [claim for claim in zoo.claims() if claim.quantity in quantities]


def grouped(items: Iterable[_Item], key: Callable[[_Item], _Key]) -> dict[_Key, list[_Item]]:
    """Return the items by key, both in the order of their first appearance."""
    groups: dict[_Key, list[_Item]] = {}
    for item in items:
        groups.setdefault(key(item), []).append(item)
    return groups


def conditions(claim: Claim, *without: str) -> tuple[Hashable, ...]:
    """Return quantity and conditions of a claim, as a key; those in `without` are left out."""
    return (claim.quantity, *(getattr(claim, name) for name in CONDITIONS if name not in without))


def column(claim: Claim, *without: str) -> tuple[Hashable, ...]:
    """Return the column of a table that a claim stands in, as a key."""
    return (claim.source, claim.table, *conditions(claim, *without))


def series(zoo: Catalog, quantity: str, varying: str) -> Iterator[list[Claim]]:
    """Yield claims of one model and table that differ in the condition `varying` alone, sorted by it."""
    stated = [claim for claim in claims_about(zoo, (quantity,)) if getattr(claim, varying) is not None]
    without = (varying, "resize") if varying == "input_size" else (varying,)
    for claims in grouped(stated, lambda claim: (claim.model, *column(claim, *without))).values():
        if len(claims) > 1:
            yield sorted(claims, key=lambda claim: int(getattr(claim, varying)))


def pairs_in_series(zoo: Catalog, quantity: str, varying: str) -> Iterator[tuple[Claim, Claim]]:
    """Yield each claim of a series with the next one."""
    for claims in series(zoo, quantity, varying):
        yield from pairwise(claims)


def size_in_series(model: str) -> tuple[str, Decimal]:
    """Return the series of a model and its size there; a name without a size is the one of size 1.

    `MobileNetV2_x0_5` is 0.5 of the series `MobileNetV2`, `ResNeXt50_32x4d` is 50 of the series `ResNeXt_32x4d`.
    """
    for pattern in _STEPS:
        if match := pattern.search(model):
            rest = model[: match.start()] + model[match.end() :]
            return rest, Decimal(match["step"].replace("_", "."))
    return model, Decimal(1)


def next_larger(zoo: Catalog, quantities: Collection[str]) -> Iterator[tuple[Claim, Claim]]:
    """Yield a claim and that of the next larger model of the same series, in the same column of the same table."""
    claims = [claim for claim in claims_about(zoo, quantities) if claim.origin is None]
    for members in grouped(claims, lambda claim: (size_in_series(claim.model)[0], *column(claim))).values():
        ordered = sorted(members, key=lambda claim: size_in_series(claim.model)[1])
        yield from ((a, b) for a, b in pairwise(ordered) if a.model != b.model)


def derived_pairs(zoo: Catalog, quantities: Collection[str]) -> Iterator[tuple[Claim, Claim]]:
    """Yield a claim of a model and the one of its baseline in the same column; precision may differ."""
    for name, model in zoo.models.items():
        if model.baseline not in zoo.models:
            continue
        of_baseline = {
            column(claim, "precision"): claim for claim in zoo.claims(model.baseline) if claim.quantity in quantities
        }
        for claim in zoo.claims(name):
            base = of_baseline.get(column(claim, "precision"))
            if base is not None and claim.origin is None:
                yield claim, base


def compression_methods(zoo: Catalog, model: str) -> set[str]:
    """Return the methods of the strategies that a model was compressed with."""
    return {zoo.strategies[key].method for key in zoo.models[model].compression if key in zoo.strategies}


def same_graph(zoo: Catalog, one: str, other: str) -> bool:
    """Whether two models are the same network with other weights."""
    owners = [zoo.models[name].graph_of or name for name in (one, other) if name in zoo.models]
    return len(owners) == 2 and owners[0] == owners[1]


def below(smaller: Claim, larger: Claim) -> bool:
    """Whether a claim's number is smaller than another's whatever the unprinted digits are."""
    return smaller.value + smaller.number.step / 2 <= larger.value - larger.number.step / 2


def apart(one: Claim, other: Claim) -> bool:
    """Whether two printed numbers differ beyond what rounding explains."""
    return below(one, other) or below(other, one)


def graph_owner(zoo: Catalog, model: str) -> str:
    """Return the model whose graph a model has: its own name, or that of the one it shares the graph with."""
    return zoo.models[model].graph_of or model


def counts_of(zoo: Catalog, model: str) -> CountFacts | None:
    """Return what was counted in a model's graph at its own input size; `None` if that is not known."""
    evidence = zoo.evidence(model)
    return evidence.counts[0] if evidence and evidence.counts else None


def significant_digits(claim: Claim) -> int:
    """Return how many digits of a printed number tell something: all but the zeros before the first other one."""
    return len(claim.printed.replace(".", "").lstrip("0"))


def pairs(items: Iterable[_Item]) -> Iterator[tuple[_Item, _Item]]:
    """Yield every two of the items."""
    return combinations(items, 2)


def equal_pairs(items: Iterable[_Item], key: Callable[[_Item], Hashable]) -> Iterator[tuple[_Item, _Item]]:
    """Yield every two of the items that have the same key, in the order of `pairs`, without looking at the others."""
    listed = list(items)
    places: dict[Hashable, list[int]] = {}
    for place, item in enumerate(listed):
        places.setdefault(key(item), []).append(place)
    for one, other in sorted(pair for alike in places.values() for pair in combinations(alike, 2)):
        yield listed[one], listed[other]
