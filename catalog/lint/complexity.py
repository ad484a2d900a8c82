"""FLOPs, params and sizes that do not go with each other, with the model's size or with its base."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import cache, partial

from catalog.catalog import Catalog
from catalog.claims import Claim
from catalog.lint.groups import (
    apart,
    below,
    claims_about,
    column,
    compression_methods,
    counts_of,
    derived_pairs,
    equal_pairs,
    graph_owner,
    grouped,
    next_larger,
    pairs,
    same_graph,
    series,
    significant_digits,
)
from catalog.lint.rule import Found, found, rule, smaller_is_larger
from catalog.quantities import METRICS
from catalog.sentence import say, significant
from catalog.statements import printed_interval

SIZES = ("flops", "params", "storage")

BYTES = {None: 4, "fp32": 4, "fp16": 2, "bf16": 2, "int8": 1}
"""Bytes of a weight by precision; single precision where none is stated."""

LEAST_STORED = Decimal("0.9")
MOST_STORED = Decimal("1.5")
"""What a stored model may weigh, in bytes of its printed params."""

SCALING = Decimal("0.01")
"""How far FLOPs may be from growing with the area of the input: what the last layers leave over."""


@rule(
    "size-falls-with-model-size",
    "error",
    say("A wider or deeper model has fewer FLOPs, params or bytes than the next smaller one of its series."),
)
def falls_with_model_size(zoo: Catalog) -> Iterator[Found]:
    """Yield FLOPs, params and sizes of a model that are below those of the next smaller one of its series."""
    for small, large in next_larger(zoo, SIZES):
        if below(large, small):
            said = smaller_is_larger(large, small)
            yield found(zoo, said, (large, small))


@rule(
    "same-network-other-size",
    "error",
    say("Models that are one network with other weights have different FLOPs, params or bytes in one table."),
)
def same_network_other_size(zoo: Catalog) -> Iterator[Found]:
    """Yield models that share a graph and whose FLOPs or params differ in one table."""
    for members in grouped(claims_about(zoo, SIZES), column).values():
        for one, other in equal_pairs(members, lambda claim: graph_owner(zoo, claim.model)):
            if apart(one, other):
                said = say(
                    "%(model)s and %(other)s are one network with other weights, yet %(where)s prints %(quantity)s "
                    "%(value)s and %(other_value)s.",
                    model=one.model,
                    other=other.model,
                    where=one.printed_in,
                    quantity=one.quantity,
                    value=one.with_unit,
                    other_value=other.with_unit,
                )
                yield found(zoo, said, (one, other))


@rule("compressed-larger", "error", say("A pruned or quantized model is larger than the one it was made from."))
def grows_by_compression(zoo: Catalog) -> Iterator[Found]:
    """Yield pruned or quantized models that are larger than what they were made from."""
    for claim, base in derived_pairs(zoo, SIZES):
        if compression_methods(zoo, claim.model) & {"pruning", "quantization"} and below(base, claim):
            said = say(
                "%(model)s has %(quantity)s %(value)s, %(baseline)s, from which it was compressed, %(other_value)s.",
                model=claim.model,
                quantity=claim.quantity,
                value=claim.with_unit,
                baseline=base.model,
                other_value=base.with_unit,
            )
            yield found(zoo, said, (claim, base))


@rule(
    "storage-against-params",
    "warning",
    say("The size of the stored model does not fit the params that the same source prints."),
)
def storage_against_params(zoo: Catalog) -> Iterator[Found]:
    """Yield stored sizes that are less than the printed params need, or half as much again."""
    for name in zoo.models:
        params = [claim for claim in zoo.claims(name) if claim.quantity == "params"]
        for stored in (claim for claim in zoo.claims(name) if claim.quantity == "storage"):
            counted = next((claim for claim in params if claim.source == stored.source), None)
            if counted is None:
                continue
            needed = counted.value * BYTES[stored.precision] / 10**6
            weight = printed_interval(stored)
            if weight.high < needed * LEAST_STORED or weight.low > needed * MOST_STORED:
                said = say(
                    "%(model)s: %(params)s params need %(needed)s MB, the model is said to be %(storage)s.",
                    model=name,
                    params=counted.with_unit,
                    needed=significant(needed, 3),
                    storage=stored.with_unit,
                )
                yield found(zoo, said, (stored, counted))


@rule("flops-against-input-size", "error", say("The FLOPs of a detector do not grow with the area of its input."))
def flops_against_input(zoo: Catalog) -> Iterator[Found]:
    """Yield FLOPs of a detector that do not grow with the area of its input."""
    for claims in series(zoo, "flops", "input_size"):
        largest = claims[-1]
        for claim in claims[:-1]:
            area = Decimal(int(claim.input_size or 1) ** 2) / Decimal(int(largest.input_size or 1) ** 2)
            expected = largest.value * area
            room = expected * SCALING + claim.number.step / 2 + largest.number.step / 2 * area
            if zoo.models[claim.model].task != "image-classification" and abs(claim.value - expected) > room:
                said = say(
                    "%(model)s in %(where)s: %(value)s at %(size)s px; %(other_value)s at %(other_size)s px would be "
                    "%(expected)s G there.",
                    model=claim.model,
                    where=claim.printed_in,
                    value=claim.with_unit,
                    size=str(claim.input_size),
                    other_value=largest.with_unit,
                    other_size=str(largest.input_size),
                    expected=significant(expected / 10**9, 3),
                )
                yield found(zoo, said, (claim, largest))


@rule("weights-change-with-input-size", "error", say("Params or bytes of one model differ between sizes of its input."))
def weights_change_with_input(zoo: Catalog) -> Iterator[Found]:
    """Yield params and sizes that differ between sizes of the input of one model."""
    for quantity in ("params", "storage"):
        for claims in series(zoo, quantity, "input_size"):
            for claim in claims[1:]:
                if apart(claims[0], claim):
                    said = say(
                        "%(model)s: %(quantity)s %(value)s at %(size)s px, %(other_value)s at %(other_size)s px.",
                        model=claim.model,
                        quantity=quantity,
                        value=claims[0].with_unit,
                        size=str(claims[0].input_size),
                        other_value=claim.with_unit,
                        other_size=str(claim.input_size),
                    )
                    yield found(zoo, said, (claim, claims[0]))


@rule(
    "unit-slip",
    "error",
    say("A number is about a thousand times, or a thousandth of, what others print or the graph holds."),
)
def unit_slipped(zoo: Catalog) -> Iterator[Found]:
    """Yield numbers about 10³ times, or a thousandth of, what the graph holds or else another source prints."""
    for name in zoo.models:
        held = _held(zoo, name)
        comparable = [claim for claim in zoo.claims(name) if claim.quantity not in METRICS]
        for claims in grouped(comparable, lambda claim: column(claim)[2:]).values():
            amount = held.get(claims[0].quantity)
            for claim in claims if amount else ():
                if _about_a_thousand(claim.value / Decimal(amount or 1)):
                    said = say(
                        "%(model)s: %(quantity)s %(value)s of %(where)s is %(factor)s times what the graph holds.",
                        model=name,
                        quantity=claim.quantity,
                        value=claim.with_unit,
                        where=claim.printed_in,
                        factor=significant(claim.value / Decimal(amount or 1), 3),
                    )
                    yield found(zoo, said, (claim,))
            for one, other in () if amount else pairs(claims):
                if _about_a_thousand(one.value / other.value):
                    said = say(
                        "%(model)s: %(quantity)s is %(value)s in %(where)s, %(other_value)s in %(elsewhere)s.",
                        model=name,
                        quantity=one.quantity,
                        value=one.with_unit,
                        where=one.printed_in,
                        other_value=other.with_unit,
                        elsewhere=other.printed_in,
                    )
                    yield found(zoo, said, (one, other))


def _held(zoo: Catalog, model: str) -> dict[str, int]:
    counts = counts_of(zoo, model)
    return {"flops": counts.macs, "params": counts.params} if counts else {}


def _about_a_thousand(ratio: Decimal) -> bool:
    factor = ratio if ratio > 1 else 1 / ratio
    return Decimal(400) <= factor <= Decimal(2500)


@rule(
    "other-network-same-size",
    "warning",
    say("Different networks have the same FLOPs and params in one table: a row was copied."),
)
def other_network_same_size(zoo: Catalog) -> Iterator[Found]:
    """Yield models of one table with the same FLOPs and params to four digits or more, though their graphs differ."""
    claims = claims_about(zoo, ("flops", "params"))
    held = cache(partial(_held, zoo))
    by_row: dict[tuple[str, str | None, str], dict[str, Claim]] = {}
    for claim in claims:
        by_row.setdefault((claim.source, claim.table, claim.model), {})[claim.quantity] = claim
    rows = [row for row in by_row.values() if len(row) == 2]
    for members in grouped(
        rows, lambda row: (row["flops"].source, row["flops"].table, *(str(row[q].number) for q in ("flops", "params")))
    ).values():
        for one, other in pairs(members):
            digits = sum(map(significant_digits, one.values()))
            models = (one["flops"].model, other["flops"].model)
            if digits >= 4 and not same_graph(zoo, *models) and held(models[0]) != held(models[1]):
                said = say(
                    "%(model)s and %(other)s are different networks with the same FLOPs %(flops)s and params "
                    "%(params)s in %(where)s.",
                    model=models[0],
                    other=models[1],
                    flops=one["flops"].with_unit,
                    params=one["params"].with_unit,
                    where=one["flops"].printed_in,
                )
                yield found(zoo, said, (one["flops"], other["flops"], one["params"], other["params"]))


RULES = (
    falls_with_model_size,
    same_network_other_size,
    other_network_same_size,
    grows_by_compression,
    storage_against_params,
    flops_against_input,
    weights_change_with_input,
    unit_slipped,
)
