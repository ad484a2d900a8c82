"""The files of the API: where each stands, what it is made of, and how."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from catalog.record import Model
from generator import paths
from generator.api.claims import claims_csv, claims_parquet, claims_rows, parquet_available
from generator.api.encoding import json_bytes
from generator.api.findings import list_findings
from generator.api.index import PARQUET, make_index, schema_path
from generator.api.models import list_models
from generator.api.schemas import SCHEMAS, VOCABULARIES, api_schema
from generator.plan import FilePlan
from generator.snapshot import Snapshot
from generator.twin import twin


def plan_api(snapshot: Snapshot) -> Iterator[FilePlan]:
    """Plan every file of the API but those of single models.

    The same zoo gives the same bytes, in every language and wherever it is built.
    """
    for path, make in _zoo_files(snapshot).items():
        yield FilePlan(paths.API_FILES + path, make)
    for name in SCHEMAS:
        yield FilePlan(paths.API_FILES + schema_path(name), partial(_schema, name), frozenset())


def plan_twin(snapshot: Snapshot, model: str) -> FilePlan:
    """Plan the file of a model."""
    zoo = snapshot.zoo
    inputs = frozenset({zoo.record_path(model), zoo.evidence_path(model)})
    return FilePlan(paths.model_data(model), partial(_model, snapshot, zoo.models[model]), inputs)


def _zoo_files(snapshot: Snapshot) -> Mapping[str, Callable[[], bytes]]:
    """What makes each file that the whole zoo is in, by its path below the API's folder."""
    makers: dict[str, Callable[[], bytes]] = {
        "index.json": lambda: json_bytes(make_index(snapshot)),
        "models.json": lambda: json_bytes(list_models(snapshot)),
        "claims.csv": lambda: claims_csv(claims_rows(snapshot)),
        "findings.json": lambda: json_bytes(list_findings(snapshot)),
    }
    if parquet_available():
        makers[PARQUET] = lambda: claims_parquet(claims_rows(snapshot))
    return makers | {f"{name}.json": partial(_vocabulary, snapshot, name) for name in VOCABULARIES}


def _model(snapshot: Snapshot, model: Model) -> bytes:
    return json_bytes(twin(snapshot, model))


def _vocabulary(snapshot: Snapshot, name: str) -> bytes:
    entries = getattr(snapshot.zoo, name)
    return json_bytes({key: entry.model_dump(mode="json", exclude_defaults=True) for key, entry in entries.items()})


def _schema(name: str) -> bytes:
    return json_bytes(api_schema(name))
