"""Latencies that cannot all be true: against batch, threads, input size, width, precision and FLOPs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from math import exp, log
from statistics import median

from catalog.catalog import Catalog
from catalog.claims import Claim
from catalog.lint.groups import below, column, derived_pairs, grouped, next_larger, pairs_in_series, series
from catalog.lint.rule import Found, Rule, found, place_of, spell
from catalog.sentence import Sentence, say, significant

OUTLIER_FACTOR = 2.0
"""Times faster or slower than the trend of its column before a latency is an outlier."""
OUTLIER_DEVIATIONS = 5.0
"""Median absolute deviations from that trend before a latency is an outlier."""
NOISE = 0.02
"""Share of a latency by which one model may beat a smaller one by chance."""
FEWEST = 8
"""Models that a column needs before a trend is drawn through it."""


_AGAINST = {
    "batch": say(
        "%(model)s on %(device)s: %(latency)s at batch %(value)s, %(other_latency)s at batch %(other_value)s."
    ),
    "threads": say(
        "%(model)s on %(device)s: %(latency)s at threads %(value)s, %(other_latency)s at threads %(other_value)s."
    ),
    "input_size": say(
        "%(model)s on %(device)s: %(latency)s at input size %(value)s, %(other_latency)s at input size %(other_value)s."
    ),
}
"""What is said of a latency that does not go with a condition."""

_OFF_TREND = {
    True: say(
        "%(model)s: %(latency)s on %(device)s is %(times)s times slower than the other models of %(where)s of its "
        "multiply-adds."
    ),
    False: say(
        "%(model)s: %(latency)s on %(device)s is %(times)s times faster than the other models of %(where)s of its "
        "multiply-adds."
    ),
}
"""What is said of a latency off the trend, by whether it is slower."""


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
            said = say(
                "%(model)s: %(latency)s on %(threads)s and %(other_latency)s on %(other_threads)s threads of "
                "%(device)s is %(gain)s times as fast on %(factor)s times the threads.",
                model=few.model,
                latency=spell(few),
                threads=str(few.threads),
                other_latency=spell(many),
                other_threads=str(many.threads),
                device=str(few.device),
                gain=Decimal(f"{few.value / many.value:.2f}"),
                factor=Decimal(f"{threads:g}"),
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
        said = say(
            "%(larger)s on %(device)s takes %(latencies)s, the smaller %(smaller)s %(other_latencies)s.",
            larger=large.model,
            device=str(large.device),
            latencies=_listed(pair[1] for pair in members),
            smaller=small.model,
            other_latencies=_listed(pair[0] for pair in members),
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
        percents = tuple(significant(pair[0].value / pair[1].value * 100 - 100, 2) for pair in members)
        said = say(
            "%(model)s on %(device)s at batch %(batches)s: %(latencies)s in %(precision)s, %(other_latencies)s in "
            "FP32: %(percents)s %% slower.",
            model=low.model,
            device=str(low.device),
            batches=tuple(str(pair[0].batch) for pair in members),
            latencies=_listed(pair[0] for pair in members),
            precision=(low.precision or "").upper(),
            other_latencies=_listed(pair[1] for pair in members),
            percents=percents,
        )
        yield found(zoo, said, [claim for pair in members for claim in pair])


def slower_than_baseline(zoo: Catalog) -> Iterator[Found]:
    """Yield pruned or quantized models that are slower than what they were made from."""
    for claim, base in derived_pairs(zoo, ["latency"]):
        methods = {zoo.strategies[key].method for key in zoo.models[claim.model].compression if key in zoo.strategies}
        if methods & {"pruning", "quantization"} and below(base, claim):
            said = say(
                "%(model)s takes %(latency)s on %(device)s, %(baseline)s, from which it was compressed, "
                "%(other_latency)s.",
                model=claim.model,
                latency=spell(claim),
                device=str(claim.device),
                baseline=base.model,
                other_latency=spell(base),
            )
            yield found(zoo, said, (claim, base))


def same_network_other_speed(zoo: Catalog) -> Iterator[Found]:
    """Yield models that share a graph and differ in speed by more than a tenth in one column."""
    for claims in grouped(_latencies(zoo), lambda claim: (_owner(zoo, claim.model), *column(claim))).values():
        slow, fast = max(claims, key=lambda claim: claim.value), min(claims, key=lambda claim: claim.value)
        if slow.value > fast.value * 11 / 10:
            said = say(
                "%(model)s and %(other)s are one network with other weights, yet take %(latency)s and "
                "%(other_latency)s on %(device)s in %(where)s.",
                model=slow.model,
                other=fast.model,
                latency=spell(slow),
                other_latency=spell(fast),
                device=str(slow.device),
                where=place_of(slow),
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


def _off_trend(claim: Claim, factor: float) -> Sentence:
    return _OFF_TREND[factor > 1].filled(
        model=claim.model,
        latency=spell(claim),
        device=str(claim.device),
        times=Decimal(f"{max(factor, 1 / factor):.1f}"),
        where=place_of(claim),
    )


def _macs(zoo: Catalog, model: str) -> int | None:
    evidence = zoo.evidence(model)
    return evidence.counts[0].macs if evidence and evidence.counts else None


def _latencies(zoo: Catalog) -> list[Claim]:
    return [claim for claim in zoo.claims() if claim.quantity == "latency"]


def _owner(zoo: Catalog, model: str) -> str:
    return zoo.models[model].graph_of or model


def _against(claim: Claim, other: Claim, condition: str) -> Sentence:
    """Say that a latency does not go with one condition."""
    return _AGAINST[condition].filled(
        model=claim.model,
        device=str(claim.device),
        latency=spell(claim),
        value=str(getattr(claim, condition)),
        other_latency=spell(other),
        other_value=str(getattr(other, condition)),
    )


def _listed(claims: Iterable[Claim]) -> tuple[str, ...]:
    return tuple(spell(claim) for claim in claims)


RULES = (
    Rule(
        "latency-falls-with-batch",
        "error",
        say("A larger batch takes less time than a smaller one."),
        falls_with_batch,
    ),
    Rule(
        "latency-outgrows-batch",
        "warning",
        say("A batch takes more than a tenth longer than its images one after the other."),
        grows_faster_than_batch,
    ),
    Rule(
        "latency-repeated-over-batches",
        "warning",
        say("Two batch sizes have the same digits: one of them was copied."),
        repeated_over_batches,
    ),
    Rule(
        "latency-rises-with-threads",
        "error",
        say("More threads take longer than fewer."),
        rises_with_threads,
    ),
    Rule(
        "speed-up-exceeds-threads",
        "error",
        say("The speed-up is larger than the number of threads."),
        exceeds_threads,
    ),
    Rule(
        "latency-falls-with-input-size",
        "error",
        say("A larger input takes less time than a smaller one."),
        falls_with_input,
    ),
    Rule(
        "latency-falls-with-model-size",
        "warning",
        say("A wider or deeper model is faster than the next smaller one of its series."),
        falls_with_width,
    ),
    Rule(
        "low-precision-slower",
        "warning",
        say("FP16 or INT8 is slower than FP32."),
        slower_at_low_precision,
    ),
    Rule(
        "compressed-slower",
        "warning",
        say("A compressed model is slower than the one it was made from."),
        slower_than_baseline,
    ),
    Rule(
        "same-network-other-speed",
        "warning",
        say("Models that are one network with other weights differ in speed by more than a tenth."),
        same_network_other_speed,
    ),
    Rule(
        "latency-outlier",
        "note",
        say("A latency is far off the trend of latency against multiply-adds on its device."),
        outlier_against_flops,
    ),
)
