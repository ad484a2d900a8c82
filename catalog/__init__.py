"""The catalog of a model zoo: records, claims and queries.

Public names are read from their modules at first use, so that importing the package costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from catalog.catalog import Catalog
    from catalog.claims import Claim
    from catalog.evidence import Evidence
    from catalog.exceptions import CatalogError, Problem
    from catalog.loading import load
    from catalog.query import Query, QueryResult
    from catalog.record import Model
    from catalog.rows import Row
    from catalog.vocabulary import Dataset, Device, Engine, Family, Source, Strategy

__all__ = [
    "Catalog",
    "CatalogError",
    "Claim",
    "Dataset",
    "Device",
    "Engine",
    "Evidence",
    "Family",
    "Model",
    "Problem",
    "Query",
    "QueryResult",
    "Row",
    "Source",
    "Strategy",
    "load",
]

_HOMES = {
    "Catalog": "catalog.catalog",
    "CatalogError": "catalog.exceptions",
    "Claim": "catalog.claims",
    "Dataset": "catalog.vocabulary",
    "Device": "catalog.vocabulary",
    "Engine": "catalog.vocabulary",
    "Evidence": "catalog.evidence",
    "Family": "catalog.vocabulary",
    "Model": "catalog.record",
    "Problem": "catalog.exceptions",
    "Query": "catalog.query",
    "QueryResult": "catalog.query",
    "Row": "catalog.rows",
    "Source": "catalog.vocabulary",
    "Strategy": "catalog.vocabulary",
    "load": "catalog.loading",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'catalog' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
