"""The lists that a reader of the explorer chooses conditions from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator import labels
from generator.context import Site
from generator.explorer.words import column_names

IN_SIGHT = ("task", "device", "threads")
"""Controls that small screens show at once; the others are folded there."""


@dataclass(frozen=True)
class Choice:
    """One option of a control: its value in the address and what it is called."""

    value: str
    name: str


@dataclass(frozen=True)
class Control:
    """A list to choose one condition from; `name` is the option of `catalog query`."""

    name: str
    label: str
    choices: tuple[Choice, ...]


def controls(site: Site) -> list[Control]:
    """Return a control for each condition, with the values that the zoo's claims have."""
    words, zoo = site.words, site.snapshot.zoo
    claims = [claim for claim in zoo.claims() if claim.origin is None]
    engines = {claim.engine for claim in claims if claim.engine}
    engines |= {parent for key in engines if (parent := zoo.engines[key].version_of)}
    columns = column_names(site)

    def named(name: str, names: dict[str, str], used: Iterable[str | None]) -> Control:
        known = set(used)
        return Control(name, columns[name], tuple(Choice(key, text) for key, text in names.items() if key in known))

    def counted(name: str, numbers: Iterable[int | None]) -> Control:
        known = sorted({number for number in numbers if number is not None})
        return Control(name.replace("_", "-"), columns[name], tuple(Choice(str(it), str(it)) for it in known))

    precisions = sorted({claim.precision for claim in claims if claim.precision})
    tasks = {key: words.translate(name) for key, name in labels.TASKS.items()}
    titles = {key: words.plain(entry.title) for key, entry in zoo.sources.items()}
    return [
        named("task", tasks, (model.task for model in zoo.models.values())),
        named("device", {key: it.name for key, it in zoo.devices.items()}, (claim.device for claim in claims)),
        counted("threads", (claim.threads for claim in claims)),
        counted("batch", (claim.batch for claim in claims)),
        named("precision", {key: key.upper() for key in precisions}, precisions),
        named("engine", {key: it.name for key, it in zoo.engines.items()}, engines),
        named("dataset", {key: it.name for key, it in zoo.datasets.items()}, (claim.dataset for claim in claims)),
        counted("input_size", (claim.input_size for claim in claims)),
        named("source", titles, (claim.source for claim in claims)),
        named("family", {key: key for key in zoo.families}, (model.family for model in zoo.models.values())),
    ]
