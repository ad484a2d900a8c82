"""Scores that do not go with each other, with the paper's, or with the model they were made from."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from catalog.catalog import Catalog
from catalog.claims import Claim
from catalog.lint.groups import apart, below, column, derived_pairs, grouped, next_larger, pairs_in_series
from catalog.lint.rule import Found, Rule, both, found, place_of, spell
from catalog.quantities import METRICS

PLAUSIBLE = Decimal("0.01")
"""How far, as a fraction of 1, an own score may lie from the paper's: ten times the noise of a training run."""

_ORDER = (("top5", "top1"), ("easy", "medium"), ("medium", "hard"))
"""Metrics of one line, the first of each pair the easier one."""


def out_of_order(zoo: Catalog) -> Iterator[Found]:
    """Yield scores that are above those of an easier metric of the same run."""
    scores = [claim for claim in zoo.claims() if claim.quantity in METRICS]
    for claims in grouped(scores, lambda claim: (claim.model, *column(claim)[:2], *column(claim)[3:])).values():
        by_metric = {claim.quantity: claim for claim in claims}
        for easier, harder in _ORDER:
            high, low = by_metric.get(easier), by_metric.get(harder)  # type: ignore[call-overload]
            if high is not None and low is not None and below(high, low):
                said = both(
                    f"{low.model}: {harder} {spell(low)} is above {easier} {spell(high)}.",
                    f"{low.model}：{harder} {spell(low)} 高于 {easier} {spell(high)}。",
                )
                yield found(zoo, said, (low, high))


def implausible_reference(zoo: Catalog) -> Iterator[Found]:
    """Yield own scores that are further from the paper's than training again explains."""
    scores = [claim for claim in zoo.claims() if claim.quantity in METRICS]
    for claims in grouped(scores, lambda claim: (claim.model, *column(claim, "origin"))).values():
        own = [claim for claim in claims if claim.origin is None]
        paper = [claim for claim in claims if claim.origin == "paper"]
        if not own or not paper or zoo.models[own[0].model].compression:
            continue
        gap = own[0].value - paper[0].value
        if abs(gap) > PLAUSIBLE:
            points = f"{float(abs(gap) * 100):.2g}"
            said = both(
                f"{own[0].model}: the source's own {own[0].quantity} {spell(own[0])} is {points} points "
                f"{'above' if gap > 0 else 'below'} the reference {spell(paper[0])} that it prints.",
                f"{own[0].model}：来源自己的 {own[0].quantity} {spell(own[0])} 比所列参考值 {spell(paper[0])} "
                f"{'高' if gap > 0 else '低'} {points} 个百分点。",
            )
            yield found(zoo, said, (own[0], paper[0]))


def reference_of_another_training(zoo: Catalog) -> Iterator[Found]:
    """Yield compressed or distilled models whose reference is the paper's score of their baseline."""
    references = {(claim.model, column(claim)): claim for claim in zoo.claims() if claim.origin == "paper"}
    equal: dict[tuple[str, str], list[Claim]] = {}
    for (name, place), claim in references.items():
        base = references.get((zoo.models[name].baseline or "", place))
        if base is not None and claim.printed == base.printed:
            equal.setdefault((name, claim.source), []).extend((claim, base))
    for claims in equal.values():
        claim, base = claims[:2]
        said = both(
            f"{claim.model}: the reference {spell(claim)} is the one of {base.model}, which was not trained like it.",
            f"{claim.model}：参考值 {spell(claim)} 是 {base.model} 的参考值，两者训练方式不同。",
        )
        yield found(zoo, said, claims)


def falls_with_model_size(zoo: Catalog) -> Iterator[Found]:
    """Yield scores of a model that are below those of the next smaller one of its series."""
    for small, large in next_larger(zoo, METRICS):
        if below(large, small):
            said = both(
                f"{large.model} has {large.quantity} {spell(large)}, the smaller {small.model} {spell(small)}.",
                f"{large.model} 的 {large.quantity} 为 {spell(large)}，更小的 {small.model} 却为 {spell(small)}。",
            )
            yield found(zoo, said, (large, small))


def falls_with_input_size(zoo: Catalog) -> Iterator[Found]:
    """Yield scores at a size of the input that are below those at a smaller one."""
    for metric in METRICS:
        for small, large in pairs_in_series(zoo, metric, "input_size"):
            if below(large, small):
                said = both(
                    f"{large.model} in {place_of(large)}: {metric} {spell(large)} at {large.input_size} px, "
                    f"{spell(small)} at {small.input_size} px.",
                    f"{large.model}（{place_of(large)}）：输入 {large.input_size} 像素时 {metric} 为 {spell(large)}，"
                    f"{small.input_size} 像素时为 {spell(small)}。",
                )
                yield found(zoo, said, (large, small))


def distilled_is_worse(zoo: Catalog) -> Iterator[Found]:
    """Yield models that were distilled only, and score below what they were made from."""
    for claim, base in derived_pairs(zoo, METRICS):
        if _methods(zoo, claim) == {"distillation"} and below(claim, base):
            yield found(zoo, _against_baseline(claim, base), (claim, base))


def quantized_is_better(zoo: Catalog) -> Iterator[Found]:
    """Yield quantized models that score above what they were made from."""
    for claim, base in derived_pairs(zoo, METRICS):
        if _methods(zoo, claim) == {"quantization"} and below(base, claim):
            yield found(zoo, _against_baseline(claim, base), (claim, base))


def aware_is_worse_than_post(zoo: Catalog) -> Iterator[Found]:
    """Yield models that score below their sibling which was quantized without training."""
    scores = [claim for claim in zoo.claims() if claim.quantity in METRICS]
    for claims in grouped(scores, lambda claim: (zoo.models[claim.model].baseline, *column(claim))).values():
        by_strategy = {zoo.models[claim.model].compression: claim for claim in claims}
        aware, post = by_strategy.get(("quant-aware",)), by_strategy.get(("quant-post",))
        if aware is not None and post is not None and below(aware, post):
            said = both(
                f"{aware.model} has {aware.quantity} {spell(aware)}, {post.model}, quantized without training, "
                f"{spell(post)}.",
                f"{aware.model} 的 {aware.quantity} 为 {spell(aware)}，"
                f"未经训练量化的 {post.model} 却为 {spell(post)}。",
            )
            yield found(zoo, said, (aware, post))


def tables_disagree(zoo: Catalog) -> Iterator[Found]:
    """Yield numbers that two tables of one source print differently, under the same conditions."""
    for claims in grouped(zoo.claims(), lambda claim: (claim.model, claim.source, *column(claim)[2:])).values():
        first = claims[0]
        for claim in claims[1:]:
            if apart(first, claim):
                said = both(
                    f"{claim.model}: {claim.quantity} is {spell(first)} in {place_of(first)}, {spell(claim)} in "
                    f"{place_of(claim)}.",
                    f"{claim.model}：{claim.quantity} 在 {place_of(first)} 中为 {spell(first)}，"
                    f"在 {place_of(claim)} 中为 {spell(claim)}。",
                )
                yield found(zoo, said, (claim, first))


def _methods(zoo: Catalog, claim: Claim) -> set[str]:
    return {zoo.strategies[key].method for key in zoo.models[claim.model].compression if key in zoo.strategies}


def _against_baseline(claim: Claim, base: Claim) -> dict[str, str]:
    size = f" at {claim.input_size} px" if claim.input_size else ""
    size_zh = f"（输入 {claim.input_size} 像素）" if claim.input_size else ""
    return dict(
        both(
            f"{claim.model} has {claim.quantity} {spell(claim)}{size}, {base.model}, which it was made from, "
            f"{spell(base)}.",
            f"{claim.model} 的 {claim.quantity} 为 {spell(claim)}{size_zh}，其原始模型 {base.model} 为 {spell(base)}。",
        )
    )


RULES = (
    Rule(
        "metrics-out-of-order",
        "error",
        both("A score is above that of an easier metric of the same run.", "某项得分高于同一次评估中更容易的指标。"),
        out_of_order,
    ),
    Rule(
        "tables-disagree",
        "error",
        both(
            "Two tables of one source print different numbers for the same model and conditions.",
            "同一来源的两张表对同一模型、同一条件给出不同数字。",
        ),
        tables_disagree,
    ),
    Rule(
        "implausible-reference",
        "warning",
        both(
            "The source's own score is more than one point from the paper's that it prints beside it.",
            "来源自己的得分与旁边所列论文得分相差超过一个百分点。",
        ),
        implausible_reference,
    ),
    Rule(
        "reference-of-another-training",
        "note",
        both(
            "The reference of a compressed or distilled model is the paper's score of the plain one.",
            "压缩或蒸馏模型的参考值是论文中普通模型的得分。",
        ),
        reference_of_another_training,
    ),
    Rule(
        "accuracy-falls-with-model-size",
        "warning",
        both(
            "A wider or deeper model scores below the next smaller one of its series.",
            "同一系列中更宽或更深的模型得分反而更低。",
        ),
        falls_with_model_size,
    ),
    Rule(
        "accuracy-falls-with-input-size",
        "note",
        both("The same weights score lower on a larger input.", "同一组权重在更大的输入上得分更低。"),
        falls_with_input_size,
    ),
    Rule(
        "distilled-worse",
        "warning",
        both("A distilled model scores below the same model without.", "蒸馏后的模型得分低于蒸馏前。"),
        distilled_is_worse,
    ),
    Rule(
        "quantized-better",
        "warning",
        both("A quantized model scores above the one it was made from.", "量化后的模型得分高于量化前。"),
        quantized_is_better,
    ),
    Rule(
        "aware-worse-than-post",
        "note",
        both(
            "Quantization with training scores below quantization without.",
            "在线量化训练的得分低于离线量化。",
        ),
        aware_is_worse_than_post,
    ),
)
