"""Scores that do not go with each other, with the paper's, or with the model they were made from."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from catalog.catalog import Catalog
from catalog.claims import Claim
from catalog.lint.groups import (
    apart,
    below,
    claims_about,
    column,
    compression_methods,
    derived_pairs,
    grouped,
    next_larger,
    pairs_in_series,
)
from catalog.lint.rule import Found, found, rule, smaller_is_larger
from catalog.quantities import METRICS
from catalog.sentence import Sentence, say, significant

PLAUSIBLE = Decimal("0.01")
"""How far, as a fraction of 1, an own score may lie from the paper's: ten times the noise of a training run."""

_ORDER = (("top5", "top1"), ("easy", "medium"), ("medium", "hard"))
"""Metrics of one line, the first of each pair the easier one."""


_REFERENCES = {
    True: say(
        "%(model)s: the source's own %(quantity)s %(value)s is %(points)s points above the reference %(reference)s "
        "that it prints."
    ),
    False: say(
        "%(model)s: the source's own %(quantity)s %(value)s is %(points)s points below the reference %(reference)s "
        "that it prints."
    ),
}
"""What is said of a reference, by whether the source's own score is above it."""


@rule("metrics-out-of-order", "error", say("A score is above that of an easier metric of the same run."))
def out_of_order(zoo: Catalog) -> Iterator[Found]:
    """Yield scores that are above those of an easier metric of the same run."""
    scores = claims_about(zoo, METRICS)
    for claims in grouped(scores, lambda claim: (claim.model, *column(claim)[:2], *column(claim)[3:])).values():
        by_metric: dict[str, Claim] = {claim.quantity: claim for claim in claims}
        for easier, harder in _ORDER:
            high, low = by_metric.get(easier), by_metric.get(harder)
            if high is not None and low is not None and below(high, low):
                said = say(
                    "%(model)s: %(harder)s %(value)s is above %(easier)s %(other_value)s.",
                    model=low.model,
                    harder=harder,
                    value=low.with_unit,
                    easier=easier,
                    other_value=high.with_unit,
                )
                yield found(zoo, said, (low, high))


@rule(
    "implausible-reference",
    "warning",
    say("The source's own score is more than one point from the paper's that it prints beside it."),
)
def implausible_reference(zoo: Catalog) -> Iterator[Found]:
    """Yield own scores that are further from the paper's than training again explains."""
    scores = claims_about(zoo, METRICS)
    for claims in grouped(scores, lambda claim: (claim.model, *column(claim, "origin"))).values():
        own = [claim for claim in claims if claim.origin is None]
        paper = [claim for claim in claims if claim.origin == "paper"]
        if not own or not paper or zoo.models[own[0].model].compression:
            continue
        gap = own[0].value - paper[0].value
        if abs(gap) > PLAUSIBLE:
            said = _REFERENCES[gap > 0].filled(
                model=own[0].model,
                quantity=own[0].quantity,
                value=own[0].with_unit,
                points=significant(abs(gap) * 100, 2),
                reference=paper[0].with_unit,
            )
            yield found(zoo, said, (own[0], paper[0]))


@rule(
    "reference-of-another-training",
    "note",
    say("The reference of a compressed or distilled model is the paper's score of the plain one."),
)
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
        said = say(
            "%(model)s: the reference %(reference)s is the one of %(baseline)s, which was not trained like it.",
            model=claim.model,
            reference=claim.with_unit,
            baseline=base.model,
        )
        yield found(zoo, said, claims)


@rule(
    "accuracy-falls-with-model-size",
    "warning",
    say("A wider or deeper model scores below the next smaller one of its series."),
)
def falls_with_model_size(zoo: Catalog) -> Iterator[Found]:
    """Yield scores of a model that are below those of the next smaller one of its series."""
    for small, large in next_larger(zoo, METRICS):
        if below(large, small):
            said = smaller_is_larger(large, small)
            yield found(zoo, said, (large, small))


@rule("accuracy-falls-with-input-size", "note", say("The same weights score lower on a larger input."))
def falls_with_input_size(zoo: Catalog) -> Iterator[Found]:
    """Yield scores at a size of the input that are below those at a smaller one."""
    for metric in METRICS:
        for small, large in pairs_in_series(zoo, metric, "input_size"):
            if below(large, small):
                said = say(
                    "%(model)s in %(where)s: %(metric)s %(value)s at %(size)s px, "
                    "%(other_value)s at %(other_size)s px.",
                    model=large.model,
                    where=large.printed_in,
                    metric=metric,
                    value=large.with_unit,
                    size=str(large.input_size),
                    other_value=small.with_unit,
                    other_size=str(small.input_size),
                )
                yield found(zoo, said, (large, small))


@rule("distilled-worse", "warning", say("A distilled model scores below the same model without."))
def distilled_is_worse(zoo: Catalog) -> Iterator[Found]:
    """Yield models that were distilled only, and score below what they were made from."""
    for claim, base in derived_pairs(zoo, METRICS):
        if compression_methods(zoo, claim.model) == {"distillation"} and below(claim, base):
            yield found(zoo, _against_baseline(claim, base), (claim, base))


@rule("quantized-better", "warning", say("A quantized model scores above the one it was made from."))
def quantized_is_better(zoo: Catalog) -> Iterator[Found]:
    """Yield quantized models that score above what they were made from."""
    for claim, base in derived_pairs(zoo, METRICS):
        if compression_methods(zoo, claim.model) == {"quantization"} and below(base, claim):
            yield found(zoo, _against_baseline(claim, base), (claim, base))


@rule("aware-worse-than-post", "note", say("Quantization with training scores below quantization without."))
def aware_is_worse_than_post(zoo: Catalog) -> Iterator[Found]:
    """Yield models that score below their sibling which was quantized without training."""
    scores = claims_about(zoo, METRICS)
    for claims in grouped(scores, lambda claim: (zoo.models[claim.model].baseline, *column(claim))).values():
        by_strategy = {zoo.models[claim.model].compression: claim for claim in claims}
        aware, post = by_strategy.get(("quant-aware",)), by_strategy.get(("quant-post",))
        if aware is not None and post is not None and below(aware, post):
            said = say(
                "%(model)s has %(quantity)s %(value)s, %(other)s, quantized without training, %(other_value)s.",
                model=aware.model,
                quantity=aware.quantity,
                value=aware.with_unit,
                other=post.model,
                other_value=post.with_unit,
            )
            yield found(zoo, said, (aware, post))


@rule(
    "tables-disagree",
    "error",
    say("Two tables of one source print different numbers for the same model and conditions."),
)
def tables_disagree(zoo: Catalog) -> Iterator[Found]:
    """Yield numbers that two tables of one source print differently, under the same conditions."""
    for claims in grouped(zoo.claims(), lambda claim: (claim.model, claim.source, *column(claim)[2:])).values():
        first = claims[0]
        for claim in claims[1:]:
            if apart(first, claim):
                said = say(
                    "%(model)s: %(quantity)s is %(value)s in %(where)s, %(other_value)s in %(elsewhere)s.",
                    model=claim.model,
                    quantity=claim.quantity,
                    value=first.with_unit,
                    where=first.printed_in,
                    other_value=claim.with_unit,
                    elsewhere=claim.printed_in,
                )
                yield found(zoo, said, (claim, first))


def _against_baseline(claim: Claim, base: Claim) -> Sentence:
    values = {
        "model": claim.model,
        "quantity": claim.quantity,
        "value": claim.with_unit,
        "baseline": base.model,
        "other_value": base.with_unit,
    }
    if not claim.input_size:
        return say(
            "%(model)s has %(quantity)s %(value)s, %(baseline)s, which it was made from, %(other_value)s.", **values
        )
    return say(
        "%(model)s has %(quantity)s %(value)s at %(size)s px, %(baseline)s, which it was made from, %(other_value)s.",
        size=str(claim.input_size),
        **values,
    )


RULES = (
    out_of_order,
    tables_disagree,
    implausible_reference,
    reference_of_another_training,
    falls_with_model_size,
    falls_with_input_size,
    distilled_is_worse,
    quantized_is_better,
    aware_is_worse_than_post,
)
