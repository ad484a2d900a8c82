"""Write what a check found into the zoo, and tell whether what stands there is still true."""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalog.evidence import Evidence
from catalog.writing import write_whole

if TYPE_CHECKING:
    from catalog import Catalog

HEADER = "# Written by `verify --update`. People edit the record, never this file.\n"


def stored(zoo: Catalog, model: str) -> Evidence | None:
    """Return a model's evidence; what can't be read, as after a change of the format, counts as none."""
    from catalog import CatalogError

    try:
        return zoo.evidence(model)
    except CatalogError:
        return None


def render(evidence: Evidence) -> str:
    """Return the evidence as YAML, one line a verdict, so that a diff shows which one changed."""
    import yaml

    data = evidence.model_dump(mode="json", exclude_defaults=True)
    text: str = yaml.safe_dump(data, sort_keys=False, default_flow_style=None, width=10_000, allow_unicode=True)
    return HEADER + text


def update(zoo: Catalog, evidence: Evidence) -> bool:
    """Write the evidence; return whether the file changed. A file that holds the same findings is left alone."""
    if is_current(zoo, evidence):
        return False
    write_whole(zoo.evidence_path(evidence.model), render(evidence))
    return True


def is_current(zoo: Catalog, evidence: Evidence) -> bool:
    """Tell whether the stored evidence says the same."""
    found = stored(zoo, evidence.model)
    return found is not None and not differ(found, evidence)


def differ(one: Evidence, other: Evidence) -> bool:
    """Tell whether two pieces of evidence say different things; versions of tools alone make no difference."""
    return one.model_copy(update={"tools": {}}) != other.model_copy(update={"tools": {}})
