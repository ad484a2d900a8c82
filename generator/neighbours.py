"""A model's place among the others that were measured like it: who is just faster, who is just better."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from catalog.claims import Claim
from catalog.pareto import pareto_front
from catalog.record import Model
from generator.cells import HEADLINE_METRICS
from generator.headlines import headline_latency
from generator.snapshot import Printing, Snapshot

Conditions = tuple[object, ...]
"""Source, conditions of the latency, and data set and metric of the score."""


@dataclass(frozen=True)
class Rival:
    """A model with the two numbers that it is compared by."""

    model: str
    latency: Printing
    score: Printing

    @property
    def numbers(self) -> str:
        """The two numbers as their source prints them."""
        return f"{self.latency.claim.with_unit} · {self.score.claim.number}"


@dataclass(frozen=True)
class Neighbours:
    """Models of the same conditions around one model."""

    own: Rival
    on_front: bool
    """Whether no other is both at least as fast and at least as accurate, and better in one of the two."""
    compared: int
    """Models under the same conditions, this one included."""
    faster: Rival | None
    """The slowest model of the front that is faster."""
    better: Rival | None
    """The fastest model of the front that is more accurate."""

    def told(self) -> Iterator[str]:
        """Yield what a page shows of the others, in a few words for comparing."""
        yield f"{self.on_front} {self.compared}"
        for rival in (self.faster, self.better):
            if rival is not None:
                yield f"{rival.model} {rival.latency.claim.number} {rival.score.claim.number}"


@dataclass(frozen=True)
class Field:
    """The models that one source measured under the same conditions and scored on the same data set."""

    rivals: tuple[Rival, ...]

    @cached_property
    def front(self) -> tuple[Rival, ...]:
        """Those that no other beats in both numbers."""
        points = [(_quality(rival), _cost(rival)) for rival in self.rivals]
        return tuple(self.rivals[place] for place in pareto_front(points))

    @cached_property
    def models(self) -> frozenset[str]:
        """Their names."""
        return frozenset(rival.model for rival in self.rivals)


def fields_of(snapshot: Snapshot) -> Mapping[Conditions, Field]:
    """Group the models by the conditions that they can be compared under."""
    return _grouped(snapshot, snapshot.zoo.models.values())


def renew_fields(
    before: Mapping[Conditions, Field], snapshot: Snapshot, models: Collection[str]
) -> Mapping[Conditions, Field]:
    """Group the models again where `before` is the grouping of a zoo that differed by some models alone."""
    places = {name: place for place, name in enumerate(snapshot.zoo.models)}
    joining = _grouped(snapshot, [snapshot.zoo.models[name] for name in models])
    left = [conditions for conditions, field in before.items() if not field.models.isdisjoint(models)]
    renewed = dict(before)
    for conditions in dict.fromkeys((*left, *joining)):
        staying = [rival for rival in before.get(conditions, Field(())).rivals if rival.model not in models]
        rivals = [*staying, *joining.get(conditions, Field(())).rivals]
        if rivals:
            renewed[conditions] = Field(tuple(sorted(rivals, key=lambda rival: places[rival.model])))
        else:
            del renewed[conditions]
    return renewed


def _grouped(snapshot: Snapshot, models: Iterable[Model]) -> dict[Conditions, Field]:
    fields: dict[Conditions, list[Rival]] = {}
    for model in models:
        for printing in snapshot.printings[model.name]:
            if printing.claim.quantity == "latency" and (score := _score(snapshot, model, printing.claim)):
                rival = Rival(model.name, printing, score)
                fields.setdefault(_conditions(printing.claim, score.claim), []).append(rival)
    return {conditions: Field(tuple(rivals)) for conditions, rivals in fields.items()}


def neighbours_of(snapshot: Snapshot, model: Model) -> Neighbours | None:
    """Return a model's neighbours under the conditions of its headline latency.

    None if the model has no latency, its source prints no score beside it, or nobody else was measured like it.
    """
    latency = headline_latency(snapshot.printings[model.name])
    score = _score(snapshot, model, latency.claim) if latency else None
    if latency is None or score is None:
        return None
    field = snapshot.fields.get(_conditions(latency.claim, score.claim))
    if field is None or len(field.models) < 2:
        return None
    own = Rival(model.name, latency, score)
    others = [rival for rival in field.front if rival.model != model.name]
    return Neighbours(
        own=own,
        on_front=any(rival.latency is latency for rival in field.front),
        compared=len(field.models),
        faster=max((rival for rival in others if _cost(rival) < _cost(own)), key=_cost, default=None),
        better=min((rival for rival in others if _quality(rival) > _quality(own)), key=_cost, default=None),
    )


def _quality(rival: Rival) -> Decimal:
    return rival.score.claim.value


def _cost(rival: Rival) -> Decimal:
    return rival.latency.claim.value


def _score(snapshot: Snapshot, model: Model, latency: Claim) -> Printing | None:
    """The score that the source of a latency prints of the model, at the same input size where both state one."""
    for metric in HEADLINE_METRICS:
        for printing in snapshot.printings[model.name]:
            claim = printing.claim
            if (
                claim.quantity == metric
                and claim.source == latency.source
                and claim.origin is None
                and claim.input_size in {None, latency.input_size}
            ):
                return printing
    return None


def _conditions(latency: Claim, score: Claim) -> Conditions:
    return (latency.source, latency.stated, score.quantity, score.dataset)
