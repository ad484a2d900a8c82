"""What is known of trained weights: what they gave just now, and what stands in the evidence of earlier runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verify.accuracy.preprocessing import input_digest
from verify.measuring import Measured, head_of
from verify.ranking import SINGLE_PRECISION
from verify.storage import known_files

if TYPE_CHECKING:
    from collections.abc import Iterable

    from catalog import Catalog
    from catalog.evidence import Evidence, ScoreFacts
    from catalog.quantities import Precision
    from catalog.record import Model


def known_measurements(zoo: Catalog, name: str, found: Evidence | None, fresh: Measured | None) -> Measured:
    """Return what was measured just now, and what the evidence found in the zoo holds of the record's input.

    A score stands until weights of the same precision are scored on the same data set at the same size.
    """
    model = zoo.models[name]
    now = fresh or Measured()
    digest = input_digest(model.input, head_of(zoo, model))
    scored = {_subject(score) for score in now.scores}
    images = {replay.image for replay in now.replays}
    kept = [it for it in (found.scores if found else ()) if it.input == digest and _subject(it) not in scored]
    seen = [it for it in (found.replays if found else ()) if it.input == digest and it.image not in images]
    scores = _in_order((*now.scores, *kept), model.input.size, _own_precision(zoo, model))
    replays = (*now.replays, *seen)
    wrong = [f"{it.image}: the example's classes now stand at {list(it.ranks)}" for it in replays if not it.agrees]
    files = known_files(model, found.files if found else ()) if _prints_storage(zoo, name) else ()
    return Measured(scores, replays, files, (*now.problems, *wrong), model.input.size)


def _own_precision(zoo: Catalog, model: Model) -> Precision:
    """Return the number format of a model's weights: what its last quantisation reaches, else `fp32`."""
    reached = [zoo.strategies[strategy].precision for strategy in model.compression]
    return next((precision for precision in reversed(reached) if precision is not None), SINGLE_PRECISION)


def _subject(score: ScoreFacts) -> tuple[object, ...]:
    """Return what a score is of: another score of the same takes its place."""
    return (score.dataset, score.input_size, score.weights_precision)


def _in_order(scores: Iterable[ScoreFacts], own_size: int, own: Precision) -> tuple[ScoreFacts, ...]:
    """Return scores by data set and falling size; the model's own precision first: it judges claims that state none."""

    def place(score: ScoreFacts) -> tuple[str, int, bool, str]:
        precision = score.weights_precision
        return (score.dataset, -(score.input_size or own_size), precision != own, precision)

    return tuple(sorted(scores, key=place))


def _prints_storage(zoo: Catalog, name: str) -> bool:
    return any(claim.quantity == "storage" for claim in zoo.claims(name))
