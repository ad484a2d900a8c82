"""The list of all models with their headline numbers."""

from __future__ import annotations

from collections.abc import Iterator

from catalog.decimals import json_number
from catalog.quantities import METRICS, Quantity
from catalog.record import Model
from generator import labels, paths
from generator.api.documents import Headline, ModelLinks, Models, ModelSummary
from generator.headlines import HEADLINES, headline
from generator.snapshot import Printing, Snapshot, tally

_SITE = "../../"
"""The way from the API's folder to the site's root."""


def list_models(snapshot: Snapshot) -> Models:
    """List every model of the zoo."""
    return Models(models=tuple(_summary(snapshot, model) for model in snapshot.zoo.models.values()))


def _summary(snapshot: Snapshot, model: Model) -> ModelSummary:
    counted = tally(snapshot.printings[model.name])
    return ModelSummary(
        name=model.name,
        family=model.family,
        task=model.task,
        input_size=model.input.size,
        dataset=model.dataset,
        headlines=dict(_headlines(snapshot, model)),
        verdicts={kind: counted[kind] for kind in labels.VERDICTS if counted[kind]},
        links=ModelLinks(data=f"models/{model.name}.json", page=_SITE + paths.model(model.name)),
    )


def _headlines(snapshot: Snapshot, model: Model) -> Iterator[tuple[Quantity, Headline]]:
    for quantity in HEADLINES:
        printing = headline(snapshot, model, quantity)
        if printing is not None:
            yield quantity, _headline(printing)


def _headline(printing: Printing) -> Headline:
    claim = printing.claim
    return Headline(
        value=json_number(claim.value),
        printed=claim.printed,
        unit=claim.unit,
        source=claim.source,
        verdict=printing.kind,
        dataset=claim.dataset if claim.quantity in METRICS else None,
        input_size=claim.input_size,
    )
