"""How the models of a family are used where they are published: which guides apply, and what they are filled with.

A guide is one template for all families. It is filled with names and paths of the family's own records alone.
"""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from types import MappingProxyType
from urllib.parse import unquote, urlsplit

from catalog import Catalog
from catalog.record import Model


@dataclass(frozen=True)
class Project:
    """A repository with training or deployment code, whose files the records link to."""

    key: str
    """Name of the guide's template in `templates/guides/`."""
    name: str
    repository: str
    """Owner and name on GitHub."""
    start: str
    """Folder that the linked files are in; what stands before it in a link is the revision."""
    workplace: str = ""
    """Folder inside the repository that the commands are run in."""

    def path(self, url: str) -> str | None:
        """Return the file behind a link, relative to the workplace; None if the link leads elsewhere."""
        _, found, rest = unquote(urlsplit(url).path).partition(f"/{self.repository}/blob/")
        _, inside, path = rest.partition(f"/{self.start}")
        return (self.start + path).removeprefix(self.workplace) if found and inside else None


PROJECTS = (
    Project("paddleclas", "PaddleClas", "PaddlePaddle/PaddleClas", "ppcls/configs/"),
    Project("paddledetection", "PaddleDetection", "PaddlePaddle/PaddleDetection", "static/configs/", "static/"),
    Project("mmclassification", "MMClassification", "open-mmlab/mmclassification", "configs/"),
    Project("vastai", "Vastai ModelZOO", "Vastai/VastModelZOO", "cv/"),
)
"""Projects that there is a guide for."""

LIBRARY_GUIDES: Mapping[str, str] = MappingProxyType({"timm": "timm", "torchvision": "torchvision", "keras": "Keras"})
"""Libraries that there is a guide for, by their key in records: a network is created by its name in one call."""


@dataclass(frozen=True)
class Entry:
    """A model in a guide."""

    model: Model
    files: Mapping[str, str]
    """Files of the project that its record links to, by the kind of the link."""

    @property
    def name(self) -> str:
        """The model's name in the catalog."""
        return self.model.name

    @property
    def network(self) -> str:
        """The name of the network in the library that defines it; the model's own if the record names none."""
        return self.model.built_from.model if self.model.built_from else self.model.name

    @property
    def config(self) -> str | None:
        """The training configuration."""
        return self.files.get("config") or self.files.get("config-base")

    @property
    def config_name(self) -> str:
        """The configuration's name, which the project calls its outputs by."""
        return PurePosixPath(self.config or self.name).stem

    @property
    def weights(self) -> str:
        """Address of the trained weights; empty if the record has none."""
        return next((entry.url for entry in self.model.downloads if entry.kind == "pretrained"), "")


@dataclass(frozen=True)
class Recipe:
    """How one model of a family was compressed, as far as commands repeat it."""

    entry: Entry
    """The compressed model."""
    strategies: tuple[str, ...]
    methods: tuple[str, ...]
    baseline: Entry
    teacher: Entry | None
    pruned: Mapping[str, object]
    """Parameters with the share of their channels that goes."""


@dataclass(frozen=True)
class Guide:
    """A guide's template with the models it is about."""

    key: str
    """Name of the template in `templates/guides/`."""
    name: str
    """Name of the project or library."""
    library: str
    """Key of the library; empty for a project."""
    entries: tuple[Entry, ...]
    example: Entry
    """The model that the commands are written for."""
    recipes: tuple[Recipe, ...] = ()
    datasets: tuple[str, ...] = ()
    """Data sets that the models predict classes of."""

    @property
    def kinds(self) -> tuple[str, ...]:
        """Kinds of files that any of the models has, in the order of the records."""
        return tuple(dict.fromkeys(kind for entry in self.entries for kind in entry.files))


def guides_of(zoo: Catalog, models: Sequence[Model]) -> list[Guide]:
    """Return the guides that models of one family need."""
    return [*_project_guides(zoo, models), *_library_guides(models)]


def quoted(word: str) -> str:
    """Write a word as a shell takes it: records may hold signs that a shell would act on."""
    return shlex.quote(word)


def literal(text: str) -> str:
    """Write text as a string literal of Python."""
    return json.dumps(text, ensure_ascii=False)


def _project_guides(zoo: Catalog, models: Sequence[Model]) -> Iterator[Guide]:
    for project in PROJECTS:
        entries = tuple(entry for model in models if (entry := _entry(project, model)).files)
        if entries:
            datasets = tuple(dict.fromkeys(entry.model.dataset for entry in entries if entry.model.dataset))
            recipes = tuple(_recipes(zoo, project, models))
            yield Guide(project.key, project.name, "", entries, _example(entries), recipes, datasets)


def _library_guides(models: Sequence[Model]) -> Iterator[Guide]:
    for library, name in LIBRARY_GUIDES.items():
        entries = tuple(
            Entry(model, MappingProxyType({}))
            for model in models
            if model.built_from and model.built_from.library == library and _is_plain(library, model.built_from.model)
        )
        if entries:
            yield Guide("library", name, library, entries, entries[0])


def _is_plain(library: str, network: str) -> bool:
    """Whether a name can stand in code; Keras calls a network by a function of that name."""
    return network.isidentifier() or (library != "keras" and network.replace(".", "").isidentifier())


def _entry(project: Project, model: Model) -> Entry:
    files: dict[str, str] = {}
    for link in model.links:
        path = project.path(link.url)
        if path is not None:
            files.setdefault(link.kind, path)
    return Entry(model, MappingProxyType(files))


def _example(entries: Sequence[Entry]) -> Entry:
    """The model with the most files of its own; of several the first."""
    return max(entries, key=lambda entry: (bool(entry.files.keys() & {"config", "build-config"}), len(entry.files)))


def _recipes(zoo: Catalog, project: Project, models: Sequence[Model]) -> Iterator[Recipe]:
    """One recipe for each combination of strategies, for the first model that was compressed by it."""
    seen: set[tuple[str, ...]] = set()
    for model in models:
        if not model.compression or model.baseline is None or model.compression in seen:
            continue
        baseline = _entry(project, zoo.models[model.baseline])
        if baseline.config is None:
            continue
        seen.add(model.compression)
        strategies = [zoo.strategies[key] for key in model.compression]
        yield Recipe(
            entry=_entry(project, model),
            strategies=model.compression,
            methods=tuple(dict.fromkeys(strategy.method for strategy in strategies)),
            baseline=baseline,
            teacher=_entry(project, zoo.models[model.teacher]) if model.teacher else None,
            pruned={name: ratio for strategy in strategies for name, ratio in strategy.pruned.items()},
        )
