"""Latencies that cannot all be true: against batch, threads, input size, width, precision and FLOPs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import exp, log
from statistics import median

from catalog.catalog import Catalog
from catalog.claims import Claim
from catalog.lint.groups import below, column, derived_pairs, grouped, next_larger, pairs_in_series, series
from catalog.lint.rule import Found, Rule, both, found, place_of, spell

OUTLIER_FACTOR = 2.0
"""Times faster or slower than the trend of its column before a latency is an outlier."""
OUTLIER_DEVIATIONS = 5.0
"""Median absolute deviations from that trend before a latency is an outlier."""
NOISE = 0.02
"""Share of a latency by which one model may beat a smaller one by chance."""
FEWEST = 8
"""Models that a column needs before a trend is drawn through it."""


def falls_with_batch(zoo: Catalog) -> Iterator[Found]:
    """Yield latencies of a batch that are below those of a smaller one."""
    for small, large in pairs_in_series(zoo, "latency", "batch"):
        if below(large, small):
            yield found(zoo, _against(large, small, "batch"), (large, small))


def grows_faster_than_batch(zoo: Catalog) -> Iterator[Found]:
    """Yield latencies of a batch that one image at a time would beat."""
    for claims in series(zoo, "latency", "batch"):
        for claim in claims[1:]:
            first = claims[0]
            share = int(claim.batch or 1) / int(first.batch or 1)
            if float(claim.value) > 1.1 * share * float(first.value):
                yield found(zoo, _against(claim, first, "batch"), (claim, first))


def repeated_over_batches(zoo: Catalog) -> Iterator[Found]:
    """Yield batches of different size with the same digits, in a table that prints at least three."""
    for small, large in pairs_in_series(zoo, "latency", "batch"):
        if small.printed == large.printed and len(small.printed.replace(".", "")) >= 3:
            yield found(zoo, _against(large, small, "batch"), (large, small))


def rises_with_threads(zoo: Catalog) -> Iterator[Found]:
    """Yield latencies on several threads that are above those on fewer."""
    for few, many in pairs_in_series(zoo, "latency", "threads"):
        if below(few, many):
            yield found(zoo, _against(many, few, "threads"), (many, few))


def exceeds_threads(zoo: Catalog) -> Iterator[Found]:
    """Yield speed-ups that are larger than the number of threads."""
    for few, many in pairs_in_series(zoo, "latency", "threads"):
        threads = int(many.threads or 1) / int(few.threads or 1)
        gain = (few.value - few.number.step / 2) / (many.value + many.number.step / 2)
        if float(gain) > threads:
            said = both(
                f"{few.model}: {spell(few)} on {few.threads} and {spell(many)} on {many.threads} threads of "
                f"{few.device} is {float(few.value / many.value):.2f} times as fast on {threads:g} times the threads.",
                f"{few.model}：{few.device} 上 {few.threads} 线程 {spell(few)}，{many.threads} 线程 {spell(many)}，"
                f"线程数为 {threads:g} 倍，速度却为 {float(few.value / many.value):.2f} 倍。",
            )
            yield found(zoo, said, (few, many))


def falls_with_input(zoo: Catalog) -> Iterator[Found]:
    """Yield latencies at a size of the input that are below those at a smaller one."""
    for small, large in pairs_in_series(zoo, "latency", "input_size"):
        if below(large, small):
            yield found(zoo, _against(large, small, "input_size"), (large, small))


def falls_with_width(zoo: Catalog) -> Iterator[Found]:
    """Yield models that are faster than the next smaller one of their series, once for each device of a source."""
    slower = [
        (small, large)
        for small, large in next_larger(zoo, ["latency"])
        if below(large, small) and float(large.value) < (1 - NOISE) * float(small.value)
    ]
    for members in grouped(
        slower, lambda pair: (pair[0].model, pair[1].model, pair[0].source, pair[0].device)
    ).values():
        small, large = members[0]
        said = both(
            f"{large.model} on {large.device} takes {_listed(pair[1] for pair in members)}, the smaller {small.model} "
            f"{_listed(pair[0] for pair in members)}.",
            f"{large.model} 在 {large.device} 上为 {_listed(pair[1] for pair in members)}，"
            f"更小的 {small.model} 却为 {_listed(pair[0] for pair in members)}。",
        )
        yield found(zoo, said, [claim for pair in members for claim in pair])


def slower_at_low_precision(zoo: Catalog) -> Iterator[Found]:
    """Yield models that are slower in FP16 or INT8 than in FP32, once for each device of a source."""
    slower: list[tuple[Claim, Claim]] = []
    for claims in grouped(_latencies(zoo), lambda claim: (claim.model, *column(claim, "precision"))).values():
        by_precision = {claim.precision: claim for claim in claims}
        full = by_precision.get("fp32")
        lower = (by_precision.get(name) for name in ("fp16", "bf16", "int8"))
        slower += [(low, full) for low in lower if full is not None and low is not None and below(full, low)]
    for members in grouped(slower, lambda pair: (pair[0].model, *column(pair[0], "batch", "threads"))).values():
        low, _ = members[0]
        name = (low.precision or "").upper()
        batches = ", ".join(str(pair[0].batch) for pair in members)
        percents = ", ".join(f"{float(pair[0].value / pair[1].value) * 100 - 100:.2g} %" for pair in members)
        said = both(
            f"{low.model} on {low.device} at batch {batches}: {_listed(pair[0] for pair in members)} in {name}, "
            f"{_listed(pair[1] for pair in members)} in FP32: {percents} slower.",
            f"{low.model} 在 {low.device} 上批大小为 {batches} 时：{name} 为 {_listed(pair[0] for pair in members)}，"
            f"FP32 为 {_listed(pair[1] for pair in members)}，慢 {percents}。",
        )
        yield found(zoo, said, [claim for pair in members for claim in pair])


def slower_than_baseline(zoo: Catalog) -> Iterator[Found]:
    """Yield pruned or quantized models that are slower than what they were made from."""
    for claim, base in derived_pairs(zoo, ["latency"]):
        methods = {zoo.strategies[key].method for key in zoo.models[claim.model].compression if key in zoo.strategies}
        if methods & {"pruning", "quantization"} and below(base, claim):
            said = both(
                f"{claim.model} takes {spell(claim)} on {claim.device}, {base.model}, from which it was compressed, "
                f"{spell(base)}.",
                f"{claim.model} 在 {claim.device} 上为 {spell(claim)}，而压缩前的 {base.model} 为 {spell(base)}。",
            )
            yield found(zoo, said, (claim, base))


def same_network_other_speed(zoo: Catalog) -> Iterator[Found]:
    """Yield models that share a graph and differ in speed by more than a tenth in one column."""
    for claims in grouped(_latencies(zoo), lambda claim: (_owner(zoo, claim.model), *column(claim))).values():
        slow, fast = max(claims, key=lambda claim: claim.value), min(claims, key=lambda claim: claim.value)
        if slow.value > fast.value * 11 / 10:
            said = both(
                f"{slow.model} and {fast.model} are one network with other weights, yet take {spell(slow)} and "
                f"{spell(fast)} on {slow.device} in {place_of(slow)}.",
                f"{slow.model} 与 {fast.model} 网络相同，仅权重不同，但在 {place_of(slow)} 中 "
                f"{slow.device} 上的时延分别为 {spell(slow)} 和 {spell(fast)}。",
            )
            yield found(zoo, said, (slow, fast))


def outlier_against_flops(zoo: Catalog) -> Iterator[Found]:
    """Yield latencies far off the trend of latency against multiply-adds in their column.

    The trend is a line through the logarithms, by the median of pairwise slopes (Theil and Sen); what counts as far is
    measured by the median absolute deviation from it.
    """
    macs = {name: _macs(zoo, name) for name in zoo.models}
    for claims in grouped(_latencies(zoo), column).values():
        points = [(log(amount), log(float(claim.value)), claim) for claim in claims if (amount := macs[claim.model])]
        if len(points) < FEWEST:
            continue
        slopes = [(b[1] - a[1]) / (b[0] - a[0]) for i, a in enumerate(points) for b in points[i + 1 :] if b[0] != a[0]]
        if not slopes:
            continue
        slope = median(slopes)
        offset = median(y - slope * x for x, y, _ in points)
        residuals = [y - slope * x - offset for x, y, _ in points]
        spread = 1.4826 * median(abs(residual) for residual in residuals)
        for residual, (_, _, claim) in zip(residuals, points, strict=True):
            if abs(residual) > max(log(OUTLIER_FACTOR), OUTLIER_DEVIATIONS * spread):
                yield found(zoo, _off_trend(claim, exp(residual)), (claim,))


def _off_trend(claim: Claim, factor: float) -> dict[str, str]:
    direction = ("slower", "慢") if factor > 1 else ("faster", "快")
    times = f"{max(factor, 1 / factor):.1f}"
    return dict(
        both(
            f"{claim.model}: {spell(claim)} on {claim.device} is {times} times {direction[0]} than the other models of "
            f"{place_of(claim)} of its multiply-adds.",
            f"{claim.model}：{claim.device} 上的 {spell(claim)} 比 {place_of(claim)} 中乘加次数相当的模型"
            f"{direction[1]} {times} 倍。",
        )
    )


def _macs(zoo: Catalog, model: str) -> int | None:
    evidence = zoo.evidence(model)
    return evidence.counts[0].macs if evidence and evidence.counts else None


def _latencies(zoo: Catalog) -> list[Claim]:
    return [claim for claim in zoo.claims() if claim.quantity == "latency"]


def _owner(zoo: Catalog, model: str) -> str:
    return zoo.models[model].graph_of or model


_CONDITION_ZH = {"batch": "批大小", "threads": "线程数", "input_size": "输入尺寸"}


def _against(claim: Claim, other: Claim, condition: str) -> dict[str, str]:
    """Say that a latency does not go with one condition."""
    word, values = condition.replace("_", " "), (getattr(claim, condition), getattr(other, condition))
    return dict(
        both(
            f"{claim.model} on {claim.device}: {spell(claim)} at {word} {values[0]}, "
            f"{spell(other)} at {word} {values[1]}.",
            f"{claim.model} 在 {claim.device} 上：{_CONDITION_ZH[condition]} {values[0]} 时为 {spell(claim)}，"
            f"{values[1]} 时为 {spell(other)}。",
        )
    )


def _listed(claims: Iterable[Claim]) -> str:
    return ", ".join(spell(claim) for claim in claims)


RULES = (
    Rule(
        "latency-falls-with-batch",
        "error",
        both("A larger batch takes less time than a smaller one.", "批更大，耗时反而更短。"),
        falls_with_batch,
    ),
    Rule(
        "latency-outgrows-batch",
        "warning",
        both(
            "A batch takes more than a tenth longer than its images one after the other.",
            "一批图片的耗时比逐张运行还长一成以上。",
        ),
        grows_faster_than_batch,
    ),
    Rule(
        "latency-repeated-over-batches",
        "warning",
        both(
            "Two batch sizes have the same digits: one of them was copied.",
            "两个批大小的数字完全相同，其一可能是复制的。",
        ),
        repeated_over_batches,
    ),
    Rule(
        "latency-rises-with-threads",
        "error",
        both("More threads take longer than fewer.", "线程更多，耗时反而更长。"),
        rises_with_threads,
    ),
    Rule(
        "speed-up-exceeds-threads",
        "error",
        both("The speed-up is larger than the number of threads.", "加速比超过线程数。"),
        exceeds_threads,
    ),
    Rule(
        "latency-falls-with-input-size",
        "error",
        both("A larger input takes less time than a smaller one.", "输入更大，耗时反而更短。"),
        falls_with_input,
    ),
    Rule(
        "latency-falls-with-model-size",
        "warning",
        both(
            "A wider or deeper model is faster than the next smaller one of its series.",
            "同一系列中更宽或更深的模型反而更快。",
        ),
        falls_with_width,
    ),
    Rule(
        "low-precision-slower",
        "warning",
        both("FP16 or INT8 is slower than FP32.", "FP16 或 INT8 比 FP32 更慢。"),
        slower_at_low_precision,
    ),
    Rule(
        "compressed-slower",
        "warning",
        both("A compressed model is slower than the one it was made from.", "压缩后的模型比压缩前更慢。"),
        slower_than_baseline,
    ),
    Rule(
        "same-network-other-speed",
        "warning",
        both(
            "Models that are one network with other weights differ in speed by more than a tenth.",
            "网络相同、仅权重不同的模型，速度相差一成以上。",
        ),
        same_network_other_speed,
    ),
    Rule(
        "latency-outlier",
        "note",
        both(
            "A latency is far off the trend of latency against multiply-adds on its device.",
            "该时延远离该设备上时延随乘加次数变化的趋势。",
        ),
        outlier_against_flops,
    ),
)
