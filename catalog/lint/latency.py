"""Latencies that cannot all be true: against batch, threads, input size, width, precision and the baseline."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from catalog.catalog import Catalog
from catalog.claims import Claim
from catalog.lint.groups import (
    below,
    claims_about,
    column,
    compression_methods,
    derived_pairs,
    graph_owner,
    grouped,
    next_larger,
    pairs_in_series,
    series,
)
from catalog.lint.rule import Found, found, rule
from catalog.sentence import Sentence, say, significant

NOISE = 0.02
"""Share of a latency by which one model may beat a smaller one by chance."""


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


@rule("latency-falls-with-batch", "error", say("A larger batch takes less time than a smaller one."))
def falls_with_batch(zoo: Catalog) -> Iterator[Found]:
    """Yield latencies of a batch that are below those of a smaller one."""
    yield from _falling(zoo, "batch")


@rule(
    "latency-outgrows-batch",
    "warning",
    say("A batch takes more than a tenth longer than its images one after the other."),
)
def grows_faster_than_batch(zoo: Catalog) -> Iterator[Found]:
    """Yield latencies of a batch that one image at a time would beat."""
    for claims in series(zoo, "latency", "batch"):
        for claim in claims[1:]:
            first = claims[0]
            share = int(claim.batch or 1) / int(first.batch or 1)
            if float(claim.value) > 1.1 * share * float(first.value):
                yield found(zoo, _against(claim, first, "batch"), (claim, first))


@rule("latency-repeated-over-batches", "warning", say("Two batch sizes have the same digits: one of them was copied."))
def repeated_over_batches(zoo: Catalog) -> Iterator[Found]:
    """Yield batches of different size with the same digits, in a table that prints at least three."""
    for small, large in pairs_in_series(zoo, "latency", "batch"):
        if small.printed == large.printed and len(small.printed.replace(".", "")) >= 3:
            yield found(zoo, _against(large, small, "batch"), (large, small))


@rule("latency-rises-with-threads", "error", say("More threads take longer than fewer."))
def rises_with_threads(zoo: Catalog) -> Iterator[Found]:
    """Yield latencies on several threads that are above those on fewer."""
    for few, many in pairs_in_series(zoo, "latency", "threads"):
        if below(few, many):
            yield found(zoo, _against(many, few, "threads"), (many, few))


@rule("speed-up-exceeds-threads", "error", say("The speed-up is larger than the number of threads."))
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
                latency=few.with_unit,
                threads=str(few.threads),
                other_latency=many.with_unit,
                other_threads=str(many.threads),
                device=str(few.device),
                gain=Decimal(f"{few.value / many.value:.2f}"),
                factor=Decimal(f"{threads:g}"),
            )
            yield found(zoo, said, (few, many))


@rule("latency-falls-with-input-size", "error", say("A larger input takes less time than a smaller one."))
def falls_with_input(zoo: Catalog) -> Iterator[Found]:
    """Yield latencies at a size of the input that are below those at a smaller one."""
    yield from _falling(zoo, "input_size")


@rule(
    "latency-falls-with-model-size",
    "warning",
    say("A wider or deeper model is faster than the next smaller one of its series."),
)
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


@rule("low-precision-slower", "warning", say("FP16 or INT8 is slower than FP32."))
def slower_at_low_precision(zoo: Catalog) -> Iterator[Found]:
    """Yield models that are slower in FP16 or INT8 than in FP32, once for each device of a source."""
    slower: list[tuple[Claim, Claim]] = []
    for claims in grouped(
        claims_about(zoo, ("latency",)), lambda claim: (claim.model, *column(claim, "precision"))
    ).values():
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


@rule("compressed-slower", "warning", say("A compressed model is slower than the one it was made from."))
def slower_than_baseline(zoo: Catalog) -> Iterator[Found]:
    """Yield pruned or quantized models that are slower than what they were made from."""
    for claim, base in derived_pairs(zoo, ["latency"]):
        if compression_methods(zoo, claim.model) & {"pruning", "quantization"} and below(base, claim):
            said = say(
                "%(model)s takes %(latency)s on %(device)s, %(baseline)s, from which it was compressed, "
                "%(other_latency)s.",
                model=claim.model,
                latency=claim.with_unit,
                device=str(claim.device),
                baseline=base.model,
                other_latency=base.with_unit,
            )
            yield found(zoo, said, (claim, base))


@rule(
    "same-network-other-speed",
    "warning",
    say("Models that are one network with other weights differ in speed by more than a tenth."),
)
def same_network_other_speed(zoo: Catalog) -> Iterator[Found]:
    """Yield models that share a graph and differ in speed by more than a tenth in one column."""
    for claims in grouped(
        claims_about(zoo, ("latency",)), lambda claim: (graph_owner(zoo, claim.model), *column(claim))
    ).values():
        slow, fast = max(claims, key=lambda claim: claim.value), min(claims, key=lambda claim: claim.value)
        if slow.value > fast.value * 11 / 10:
            said = say(
                "%(model)s and %(other)s are one network with other weights, yet take %(latency)s and "
                "%(other_latency)s on %(device)s in %(where)s.",
                model=slow.model,
                other=fast.model,
                latency=slow.with_unit,
                other_latency=fast.with_unit,
                device=str(slow.device),
                where=slow.printed_in,
            )
            yield found(zoo, said, (slow, fast))


def _falling(zoo: Catalog, condition: str) -> Iterator[Found]:
    for small, large in pairs_in_series(zoo, "latency", condition):
        if below(large, small):
            yield found(zoo, _against(large, small, condition), (large, small))


def _against(claim: Claim, other: Claim, condition: str) -> Sentence:
    """Say that a latency does not go with one condition."""
    return _AGAINST[condition].filled(
        model=claim.model,
        device=str(claim.device),
        latency=claim.with_unit,
        value=str(getattr(claim, condition)),
        other_latency=other.with_unit,
        other_value=str(getattr(other, condition)),
    )


def _listed(claims: Iterable[Claim]) -> tuple[str, ...]:
    return tuple(claim.with_unit for claim in claims)


RULES = (
    falls_with_batch,
    grows_faster_than_batch,
    repeated_over_batches,
    rises_with_threads,
    exceeds_threads,
    falls_with_input,
    falls_with_width,
    slower_at_low_precision,
    slower_than_baseline,
    same_network_other_speed,
)
