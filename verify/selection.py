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
    """Names or aliases, in any case."""
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
        """What the one model that is meant is called, if that can be told without reading the zoo."""
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
    try:
        models = {zoo.find("model", name) for name in asked.models}
        families = {zoo.find("family", name) for name in asked.families}
    except ValueError as error:
        raise VerifyError(str(error)) from error
    every = asked.everything or not (models or families)
    chosen = [name for name, model in zoo.models.items() if every or name in models or model.family in families]
    if asked.changed_since is not None:
        changed = touched(zoo, changes_since(zoo.directory, asked.changed_since))
        chosen = [name for name in chosen if name in changed]
    return zoo, chosen
