"""Sources that disagree about one model, and tables that were updated in one place only."""

from __future__ import annotations

from collections.abc import Iterator

from catalog.catalog import Catalog
from catalog.claims import Claim
from catalog.lint.groups import apart, conditions, grouped, pairs
from catalog.lint.rule import Found, Rule, both, found, spell
from catalog.quantities import METRICS

_LOOSE = ("engine", "resize", "input_size", "precision")
"""Conditions that one source states and another leaves out."""


def disagree_on_score(zoo: Catalog) -> Iterator[Found]:
    """Yield scores of one model that sources print differently, beyond rounding."""
    scores = [claim for claim in zoo.claims() if claim.quantity in METRICS]
    yield from _disagreements(zoo, scores)


def disagree_on_size(zoo: Catalog) -> Iterator[Found]:
    """Yield FLOPs, params and sizes of one model that sources print differently, beyond rounding."""
    sizes = [claim for claim in zoo.claims() if claim.quantity in ("flops", "params", "storage")]
    yield from _disagreements(zoo, sizes)


def disagree_on_latency(zoo: Catalog) -> Iterator[Found]:
    """Yield devices on which two sources print different latencies, one finding for each pair of sources and device."""
    latencies = [claim for claim in zoo.claims() if claim.quantity == "latency"]
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
        said = both(
            f"{one_source} and {other_source} differ in {len(found_pairs)} of {total} latencies on {device}, by up to "
            f"a factor of {_ratio(*widest[0]):.2f} ({widest[0][0].model}).",
            f"{one_source} 与 {other_source} 在 {device} 上的 {total} 个时延中有 {len(found_pairs)} 个不同，"
            f"最多相差 {_ratio(*widest[0]):.2f} 倍（{widest[0][0].model}）。",
        )
        yield found(zoo, said, [claim for pair in widest for claim in pair])


def _disagreements(zoo: Catalog, claims: list[Claim]) -> Iterator[Found]:
    for members in grouped(claims, lambda claim: (claim.model, *conditions(claim, *_LOOSE))).values():
        sources = _one_a_source(members)
        if any(apart(one, other) and _compatible(one, other) for one, other in pairs(sources)):
            listed = ", ".join(f"{spell(claim)} ({claim.source})" for claim in sources)
            listed_zh = "，".join(f"{spell(claim)}（{claim.source}）" for claim in sources)
            size = f" @{sources[0].input_size}" if len({claim.input_size for claim in members}) > 1 else ""
            said = both(
                f"{sources[0].model}, {sources[0].quantity}{size}: {listed}; {_spread(sources)[0]}.",
                f"{sources[0].model}，{sources[0].quantity}{size}：{listed_zh}；{_spread(sources)[1]}。",
            )
            yield found(zoo, said, sources)


def _spread(claims: list[Claim]) -> tuple[str, str]:
    """Say in English and Chinese how far the numbers lie apart: scores in points, others by a factor."""
    low, high = min(claim.value for claim in claims), max(claim.value for claim in claims)
    if claims[0].quantity in METRICS:
        points = f"{float(high - low) * 100:.2g}"
        return f"{points} points apart", f"相差 {points} 个百分点"
    percent = f"{(float(high / low) - 1) * 100:.2g}"
    factor = f"{float(high / low):.3g}"
    few = high < low * 11 / 10
    return (f"{percent} % apart", f"相差 {percent} %") if few else (f"a factor of {factor}", f"相差 {factor} 倍")


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


RULES = (
    Rule(
        "sources-disagree-on-score",
        "warning",
        both(
            "Sources print different scores of one model on one data set, beyond rounding.",
            "各来源对同一模型在同一数据集上给出的得分不同，超出舍入误差。",
        ),
        disagree_on_score,
    ),
    Rule(
        "sources-disagree-on-size",
        "warning",
        both(
            "Sources print different FLOPs, params or bytes of one model, beyond rounding.",
            "各来源对同一模型给出的计算量、参数量或存储不同，超出舍入误差。",
        ),
        disagree_on_size,
    ),
    Rule(
        "sources-disagree-on-latency",
        "warning",
        both(
            "Two sources print different latencies of the same models under the same conditions.",
            "两个来源对相同模型、相同条件给出的时延不同。",
        ),
        disagree_on_latency,
    ),
)
