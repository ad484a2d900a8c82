"""References between files: types of names that must be known, and the names that are known."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any

from pydantic import AfterValidator, ValidationInfo

from catalog.names import Kind, suggestion
from catalog.text import Identifier, Name


@dataclass(frozen=True)
class Known:
    """What a record may refer to; pass it as pydantic's validation context. A kind that is absent is not checked."""

    names: Mapping[Kind, Collection[str]] = field(default_factory=dict)
    """Known names by kind."""
    spellings: Mapping[Kind, Mapping[str, str]] = field(default_factory=dict)
    """Other spellings by kind, each with the name to use; their case does not matter, keys are case-folded."""
    tables: Mapping[str, Collection[str]] = field(default_factory=dict)
    """Tables by source."""
    metrics: Mapping[str, Collection[str]] = field(default_factory=dict)
    """Metrics by data set."""


def known_in(info: ValidationInfo) -> Known:
    """Return the names that are known in this validation; none when it was started without."""
    return info.context if isinstance(info.context, Known) else Known()


def require_known(kind: Kind, name: str, known: Known) -> str:
    """Return `name`, which must be one of the known names of its kind.

    Raises:
        ValueError: it is unknown; the message has the nearest known name.
    """
    names = known.names.get(kind)
    if names is None or name in names:
        return name
    meant = known.spellings.get(kind, {}).get(name.casefold())
    hint = f"; write {meant!r}" if meant else suggestion(name, names)
    raise ValueError(f"unknown {kind} {name!r}{hint}")


def _reference(kind: Kind) -> Any:
    return AfterValidator(lambda name, info: require_known(kind, name, known_in(info)))


SourceId = Annotated[Identifier, _reference("source")]
DeviceId = Annotated[Identifier, _reference("device")]
EngineId = Annotated[Identifier, _reference("engine")]
DatasetId = Annotated[Identifier, _reference("dataset")]
StrategyId = Annotated[Identifier, _reference("strategy")]
FamilyName = Annotated[Name, _reference("family")]
ModelName = Annotated[Name, _reference("model")]
