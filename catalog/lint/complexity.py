"""FLOPs, params and sizes that do not go with each other, with the model's size or with its base."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from catalog.catalog import Catalog
from catalog.claims import Claim
from catalog.lint.groups import apart, below, column, derived_pairs, grouped, next_larger, pairs, same_graph, series
from catalog.lint.rule import Found, Rule, both, found, place_of, spell
from catalog.quantities import METRICS

SIZES = ("flops", "params", "storage")

BYTES = {None: 4, "fp32": 4, "fp16": 2, "bf16": 2, "int8": 1}
"""Bytes of a weight by precision; single precision where none is stated."""

LEAST_STORED = Decimal("0.9")
MOST_STORED = Decimal("1.5")
"""What a stored model may weigh, in bytes of its printed params."""

SCALING = Decimal("0.01")
"""How far FLOPs may be from growing with the area of the input: what the last layers leave over."""


def falls_with_model_size(zoo: Catalog) -> Iterator[Found]:
    """Yield FLOPs, params and sizes of a model that are below those of the next smaller one of its series."""
    for small, large in next_larger(zoo, SIZES):
        if below(large, small):
            said = both(
                f"{large.model} has {large.quantity} {spell(large)}, the smaller {small.model} {spell(small)}.",
                f"{large.model} 的 {large.quantity} 为 {spell(large)}，更小的 {small.model} 却为 {spell(small)}。",
            )
            yield found(zoo, said, (large, small))


def same_network_other_size(zoo: Catalog) -> Iterator[Found]:
    """Yield models that share a graph and whose FLOPs or params differ in one table."""
    claims = [claim for claim in zoo.claims() if claim.quantity in SIZES]
    for members in grouped(claims, column).values():
        for one, other in pairs(members):
            if same_graph(zoo, one.model, other.model) and apart(one, other):
                said = both(
                    f"{one.model} and {other.model} are one network with other weights, yet {place_of(one)} prints "
                    f"{one.quantity} {spell(one)} and {spell(other)}.",
                    f"{one.model} 与 {other.model} 网络相同，仅权重不同，但 {place_of(one)} 给出的 {one.quantity} "
                    f"分别为 {spell(one)} 和 {spell(other)}。",
                )
                yield found(zoo, said, (one, other))


def grows_by_compression(zoo: Catalog) -> Iterator[Found]:
    """Yield pruned or quantized models that are larger than what they were made from."""
    for claim, base in derived_pairs(zoo, SIZES):
        methods = {zoo.strategies[key].method for key in zoo.models[claim.model].compression if key in zoo.strategies}
        if methods & {"pruning", "quantization"} and below(base, claim):
            said = both(
                f"{claim.model} has {claim.quantity} {spell(claim)}, {base.model}, from which it was compressed, "
                f"{spell(base)}.",
                f"{claim.model} 的 {claim.quantity} 为 {spell(claim)}，而压缩前的 {base.model} 为 {spell(base)}。",
            )
            yield found(zoo, said, (claim, base))


def storage_against_params(zoo: Catalog) -> Iterator[Found]:
    """Yield stored sizes that are less than the printed params need, or half as much again."""
    for name in zoo.models:
        params = [claim for claim in zoo.claims(name) if claim.quantity == "params"]
        for stored in (claim for claim in zoo.claims(name) if claim.quantity == "storage"):
            counted = next((claim for claim in params if claim.source == stored.source), None)
            if counted is None:
                continue
            needed = counted.value * BYTES[stored.precision] / 10**6
            lowest, highest = stored.value - stored.number.step / 2, stored.value + stored.number.step / 2
            if highest < needed * LEAST_STORED or lowest > needed * MOST_STORED:
                said = both(
                    f"{name}: {spell(counted)} params need {float(needed):.3g} MB, the model is said to be "
                    f"{spell(stored)}.",
                    f"{name}：{spell(counted)} 参数需要 {float(needed):.3g} MB，而模型大小标为 {spell(stored)}。",
                )
                yield found(zoo, said, (stored, counted))


def flops_against_input(zoo: Catalog) -> Iterator[Found]:
    """Yield FLOPs of a detector that do not grow with the area of its input."""
    for claims in series(zoo, "flops", "input_size"):
        largest = claims[-1]
        for claim in claims[:-1]:
            area = Decimal(int(claim.input_size or 1) ** 2) / Decimal(int(largest.input_size or 1) ** 2)
            expected = largest.value * area
            room = expected * SCALING + claim.number.step / 2 + largest.number.step / 2 * area
            if zoo.models[claim.model].task != "image-classification" and abs(claim.value - expected) > room:
                said = both(
                    f"{claim.model} in {place_of(claim)}: {spell(claim)} at {claim.input_size} px; {spell(largest)} at "
                    f"{largest.input_size} px would be {float(expected) / 1e9:.3g} G there.",
                    f"{claim.model}（{place_of(claim)}）：{claim.input_size} 像素时为 {spell(claim)}；按 "
                    f"{largest.input_size} 像素时的 {spell(largest)} 应为 {float(expected) / 1e9:.3g} G。",
                )
                yield found(zoo, said, (claim, largest))


def weights_change_with_input(zoo: Catalog) -> Iterator[Found]:
    """Yield params and sizes that differ between sizes of the input of one model."""
    for quantity in ("params", "storage"):
        for claims in series(zoo, quantity, "input_size"):
            for claim in claims[1:]:
                if apart(claims[0], claim):
                    said = both(
                        f"{claim.model}: {quantity} {spell(claims[0])} at {claims[0].input_size} px, {spell(claim)} at "
                        f"{claim.input_size} px.",
                        f"{claim.model}：输入 {claims[0].input_size} 像素时 {quantity} 为 {spell(claims[0])}，"
                        f"{claim.input_size} 像素时为 {spell(claim)}。",
                    )
                    yield found(zoo, said, (claim, claims[0]))


def unit_slipped(zoo: Catalog) -> Iterator[Found]:
    """Yield numbers about 10³ times, or a thousandth of, what the graph holds or else another source prints."""
    for name in zoo.models:
        held = _held(zoo, name)
        comparable = [claim for claim in zoo.claims(name) if claim.quantity not in METRICS]
        for claims in grouped(comparable, lambda claim: column(claim)[2:]).values():
            amount = held.get(claims[0].quantity)
            for claim in claims if amount else ():
                if _about_a_thousand(claim.value / Decimal(amount or 1)):
                    said = both(
                        f"{name}: {claim.quantity} {spell(claim)} of {place_of(claim)} is "
                        f"{float(claim.value) / (amount or 1):.3g} times what the graph holds.",
                        f"{name}：{place_of(claim)} 的 {claim.quantity} {spell(claim)} 是网络图实际值的 "
                        f"{float(claim.value) / (amount or 1):.3g} 倍。",
                    )
                    yield found(zoo, said, (claim,))
            for one, other in () if amount else pairs(claims):
                if _about_a_thousand(one.value / other.value):
                    said = both(
                        f"{name}: {one.quantity} is {spell(one)} in {place_of(one)}, "
                        f"{spell(other)} in {place_of(other)}.",
                        f"{name}：{one.quantity} 在 {place_of(one)} 中为 {spell(one)}，"
                        f"在 {place_of(other)} 中为 {spell(other)}。",
                    )
                    yield found(zoo, said, (one, other))


def _held(zoo: Catalog, model: str) -> dict[str, int]:
    evidence = zoo.evidence(model)
    count = evidence.counts[0] if evidence and evidence.counts else None
    return {"flops": count.macs, "params": count.params} if count else {}


def _about_a_thousand(ratio: Decimal) -> bool:
    factor = ratio if ratio > 1 else 1 / ratio
    return Decimal(400) <= factor <= Decimal(2500)


def other_network_same_size(zoo: Catalog) -> Iterator[Found]:
    """Yield models of one table with the same FLOPs and params to four digits or more, though their graphs differ."""
    claims = [claim for claim in zoo.claims() if claim.quantity in ("flops", "params")]
    by_row: dict[tuple[str, str | None, str], dict[str, Claim]] = {}
    for claim in claims:
        by_row.setdefault((claim.source, claim.table, claim.model), {})[claim.quantity] = claim
    rows = [row for row in by_row.values() if len(row) == 2]
    for members in grouped(
        rows, lambda row: (row["flops"].source, row["flops"].table, *(str(row[q].number) for q in ("flops", "params")))
    ).values():
        for one, other in pairs(members):
            digits = sum(len(claim.printed.replace(".", "").lstrip("0")) for claim in one.values())
            models = (one["flops"].model, other["flops"].model)
            if digits >= 4 and not same_graph(zoo, *models) and _held(zoo, models[0]) != _held(zoo, models[1]):
                said = both(
                    f"{models[0]} and {models[1]} are different networks with the same FLOPs {spell(one['flops'])} and "
                    f"params {spell(one['params'])} in {place_of(one['flops'])}.",
                    f"{models[0]} 与 {models[1]} 网络不同，但在 {place_of(one['flops'])} 中"
                    f"计算量同为 {spell(one['flops'])}，参数量同为 {spell(one['params'])}。",
                )
                yield found(zoo, said, (one["flops"], other["flops"], one["params"], other["params"]))


RULES = (
    Rule(
        "size-falls-with-model-size",
        "error",
        both(
            "A wider or deeper model has fewer FLOPs, params or bytes than the next smaller one of its series.",
            "同一系列中更宽或更深的模型，计算量、参数量或存储反而更小。",
        ),
        falls_with_model_size,
    ),
    Rule(
        "same-network-other-size",
        "error",
        both(
            "Models that are one network with other weights have different FLOPs, params or bytes in one table.",
            "网络相同、仅权重不同的模型，在同一张表中计算量、参数量或存储不同。",
        ),
        same_network_other_size,
    ),
    Rule(
        "other-network-same-size",
        "warning",
        both(
            "Different networks have the same FLOPs and params in one table: a row was copied.",
            "不同的网络在同一张表中计算量和参数量完全相同：可能复制了一行。",
        ),
        other_network_same_size,
    ),
    Rule(
        "compressed-larger",
        "error",
        both(
            "A pruned or quantized model is larger than the one it was made from.",
            "剪裁或量化后的模型比原模型更大。",
        ),
        grows_by_compression,
    ),
    Rule(
        "storage-against-params",
        "warning",
        both(
            "The size of the stored model does not fit the params that the same source prints.",
            "存储大小与同一来源给出的参数量不符。",
        ),
        storage_against_params,
    ),
    Rule(
        "flops-against-input-size",
        "error",
        both("The FLOPs of a detector do not grow with the area of its input.", "检测模型的计算量没有随输入面积增长。"),
        flops_against_input,
    ),
    Rule(
        "weights-change-with-input-size",
        "error",
        both(
            "Params or bytes of one model differ between sizes of its input.",
            "同一模型的参数量或存储随输入尺寸变化。",
        ),
        weights_change_with_input,
    ),
    Rule(
        "unit-slip",
        "error",
        both(
            "A number is about a thousand times, or a thousandth of, what others print or the graph holds.",
            "某个数字约为其他来源或网络图实际值的一千倍或千分之一。",
        ),
        unit_slipped,
    ),
)
