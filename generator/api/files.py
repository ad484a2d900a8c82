"""The files of the API by path; each is made when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from catalog.record import Model
from generator import paths
from generator.api.claims import claims_csv, claims_parquet, claims_rows, parquet_available
from generator.api.encoding import json_bytes
from generator.api.findings import list_findings
from generator.api.index import PARQUET, make_index, schema_path
from generator.api.models import list_models
from generator.api.schemas import SCHEMAS, VOCABULARIES, api_schema
from generator.snapshot import Snapshot
from generator.twin import twin


def api_files(snapshot: Snapshot) -> Mapping[str, Callable[[], bytes]]:
    """Return what makes each file of the API, by the file's path below the site's root.

    The same zoo gives the same bytes, in every language and wherever it is built.
    """
    makers: dict[str, Callable[[], bytes]] = {
        "index.json": lambda: json_bytes(make_index(snapshot)),
        "models.json": lambda: json_bytes(list_models(snapshot)),
        "claims.csv": lambda: claims_csv(claims_rows(snapshot)),
        "findings.json": lambda: json_bytes(list_findings(snapshot)),
    }
    if parquet_available():
        makers[PARQUET] = lambda: claims_parquet(claims_rows(snapshot))
    makers |= {f"{name}.json": partial(_vocabulary, snapshot, name) for name in VOCABULARIES}
    makers |= {schema_path(name): partial(_schema, name) for name in SCHEMAS}
    makers |= {f"models/{name}.json": partial(_model, snapshot, model) for name, model in snapshot.zoo.models.items()}
    return {paths.API_FILES + path: maker for path, maker in makers.items()}


def _model(snapshot: Snapshot, model: Model) -> bytes:
    return json_bytes(twin(snapshot, model))


def _vocabulary(snapshot: Snapshot, name: str) -> bytes:
    entries = getattr(snapshot.zoo, name)
    return json_bytes({key: entry.model_dump(mode="json", exclude_defaults=True) for key, entry in entries.items()})


def _schema(name: str) -> bytes:
    return json_bytes(api_schema(name))
