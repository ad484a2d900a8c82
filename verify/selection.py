"""Which models of a zoo a command is about."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from verify.exceptions import VerifyError

if TYPE_CHECKING:
    from catalog import Catalog


@dataclass(frozen=True)
class Selection:
    """What was asked for."""

    directory: Path | None = None
    """The zoo's folder; None for the default one."""
    models: Collection[str] = ()
    families: Collection[str] = ()
    everything: bool = False
    changed_since: str | None = None
    """A git revision: of the models asked for, or of all if none is, only those that differ from it."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was asked for."""
        return not (self.models or self.families or self.everything or self.changed_since)

    @property
    def only_model(self) -> str | None:
        """The one model that is meant, if that can be told without reading the zoo."""
        several = self.families or self.everything or self.changed_since or len(self.models) != 1
        return None if several else next(iter(self.models))


def families_of_models(directory: Path | None) -> dict[str, str]:
    """Return the family of every model of a zoo, from the names of its files alone."""
    from catalog.layout import default_directory, scan

    return {name: path.parent.name for name, path in scan(directory or default_directory()).records.items()}


def open_zoo(asked: Selection) -> tuple[Catalog, list[str]]:
    """Read a zoo; return it with the names of the selected models, in its order.

    All of it is read whatever is selected: how a table rounds shows in all of its numbers, of models of any family.

    Raises:
        CatalogError: the zoo can't be read, or git can't tell what changed.
        VerifyError: a name is unknown.
    """
    import catalog
    from verify.changes import changes_since, touched

    zoo = catalog.load(asked.directory)
    for name in asked.models:
        _require_known("model", name, zoo.models)
    for name in asked.families:
        _require_known("family", name, zoo.families)
    every = asked.everything or not (asked.models or asked.families)
    chosen = [
        name for name, model in zoo.models.items() if every or name in asked.models or model.family in asked.families
    ]
    if asked.changed_since is not None:
        changed = touched(zoo, changes_since(zoo.directory, asked.changed_since))
        chosen = [name for name in chosen if name in changed]
    return zoo, chosen


def _require_known(kind: str, name: str, known: Collection[str]) -> None:
    from catalog.names import suggestion

    if name not in known:
        raise VerifyError(f"unknown {kind} {name!r}{suggestion(name, known)}")
