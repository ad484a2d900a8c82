"""The vocabularies that records refer to: sources, devices, engines, data sets, compression strategies, families."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from catalog.heads import Ratio
from catalog.quantities import Metric, Precision, Quantity
from catalog.record import Erratum, Task
from catalog.references import DatasetId, DeviceId, EngineId, ModelName
from catalog.text import Count, Entry, Identifier, Language, Line, Link, LocalText, Name, Url


def _on_the_calendar(text: str) -> str:
    date.fromisoformat(text)
    return text


Day = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$"), AfterValidator(_on_the_calendar)]
ScoringProtocol = Literal["coco", "voc-11-point", "voc-integral", "wider-face"]
"""How boxes are scored on a data set."""


class Table(Entry):
    """One table of a source."""

    title: LocalText
    """What the table shows."""
    section: Line | None = None
    """The heading it stands under, as printed."""
    note: LocalText | None = None
    """What the source states below the table of how its numbers came about."""


class Protocol(Entry):
    """How the source's latencies were measured, as far as it says."""

    runs: Count | None = None
    """Runs in all."""
    warm_up: Count | None = None
    """Runs at the start that are not counted."""
    threads: Count | None = None
    """CPU threads."""
    architecture: Line | None = None
    """Instruction set that the engine was built for."""
    note: LocalText | None = None
    """What else the source states."""


class Statement(Entry):
    """What a source says of a difference between its own numbers, or of how many models it has.

    It is no claim of its own: what it says is computed from the claims and compared.
    """

    section: Line | None = None
    """The heading it stands under, as printed; left out for a table's own cells."""
    table: Identifier | None = None
    """The table whose numbers it is about, if one alone."""
    model: ModelName | None = None
    """The model that it is about."""
    against: ModelName | None = None
    """The model that it is compared with."""
    quantity: Quantity | None = None
    """What is compared."""
    dataset: DatasetId | None = None
    """Data set of the compared scores."""
    device: DeviceId | None = None
    """Device of the compared latencies."""
    batch: Count | None = None
    """Batch size of the compared latencies."""
    threads: Count | None = None
    """CPU threads of the compared latencies."""
    input_size: Count | None = None
    """Side of the input in pixels of the compared numbers."""
    change: Annotated[str, Field(pattern=r"^[+-][0-9]{1,6}(\.[0-9]{1,6})?( %| pt)?$")] | None = None
    """The difference as printed, with its sign: `-16.06 %` of the other, `+0.7 pt` of a percentage, or `"+0.069"`."""
    relation: Literal["more", "less"] | None = None
    """Whether the model has more or less of it than the other, where no difference is printed."""
    models: Count | None = None
    """How many models the source says that it has."""

    @model_validator(mode="after")
    def _says_one_thing(self) -> Self:
        said = [name for name in ("change", "relation", "models") if getattr(self, name) is not None]
        if len(said) != 1:
            raise ValueError("expected one of: change, relation, models")
        if said != ["models"] and not (self.model and self.against and self.quantity):
            raise ValueError(f"expected model, against and quantity beside {said[0]}")
        return self


class Source(Entry):
    """A document that prints numbers: a page at a revision, a CSV file, a paper."""

    title: LocalText
    """What the document calls itself."""
    publisher: Line
    """Who publishes it."""
    url: Url
    """Where it is."""
    repository: Line | None = None
    """The repository it is kept in."""
    revision: Line | None = None
    """Commit or branch that was read."""
    path: Line | None = None
    """File inside the repository."""
    date: Day | None = None
    """Date of the revision, year first."""
    language: Language
    """Language the document is written in."""
    tables: Mapping[Identifier, Table] = Field(default_factory=dict)
    """Its tables."""
    environment: Mapping[Line, Line] = Field(default_factory=dict)
    """Software and versions that it states, as printed."""
    protocol: Protocol | None = None
    """How it measured latency."""
    statements: tuple[Statement, ...] = ()
    """What it says of differences between its numbers, and of how many models it has."""
    errata: tuple[Erratum, ...] = ()
    """Explanations for all its claims of a quantity."""


class Device(Entry):
    """A device that latencies were measured on."""

    name: Line
    """Its full name."""
    kind: Literal["gpu", "soc", "cpu", "npu"]
    """What it is: a system on chip (`soc`) runs networks on its CPU cores unless stated."""
    vendor: Line
    """Who makes it."""
    aliases: tuple[Line, ...] = ()
    """Other spellings that sources use."""
    year: Annotated[int, Field(strict=True, ge=1990, le=2100)] | None = None
    """Year it came out."""
    about: LocalText
    """One sentence on what it is."""
    url: Url | None = None
    """Where to read more."""


class Engine(Entry):
    """An inference engine."""

    name: Line
    """Its name, with the version or the build where a source states it."""
    version_of: EngineId | None = None
    """The engine this is a version of; a query for that one finds this one too."""
    aliases: tuple[Line, ...] = ()
    """Other spellings that sources use."""
    about: LocalText
    """One sentence on what it is."""
    url: Url | None = None
    """Where to read more."""


class Dataset(Entry):
    """A data set, with the metrics that are scored on it."""

    name: Line
    """Its name."""
    tasks: tuple[Task, ...]
    """What it is for."""
    metrics: tuple[Metric, ...]
    """Metrics scored on it; none when it is only trained on."""
    protocol: ScoringProtocol | None = None
    """How boxes are scored, and how the data set lies on disk: as COCO, as VOC (with the precision averaged over 11
    recalls, or over the whole curve), or as WIDER FACE. Left out where the share of right images is the score."""
    classes: Count | None = None
    """Number of classes."""
    labels: tuple[Line, ...] = ()
    """Names of the classes as the annotations spell them, in the order of the networks' class numbers; needed to score
    boxes."""
    images: Count | None = None
    """Images in the split that is scored on."""
    split: Line | None = None
    """The split that is scored on."""
    aliases: tuple[Line, ...] = ()
    """Other spellings that sources use."""
    about: LocalText
    """One sentence on what it is and how it is scored."""
    url: Url | None = None
    """Where to read more."""

    @model_validator(mode="after")
    def _has_a_label_a_class(self) -> Self:
        if self.labels and self.classes not in (None, len(self.labels)):
            raise ValueError(f"expected {self.classes} labels, one a class, not {len(self.labels)}")
        if len(set(self.labels)) < len(self.labels):
            raise ValueError("expected labels that differ from each other")
        if self.protocol is not None and not self.labels:
            raise ValueError("expected labels beside protocol")
        return self


class Strategy(Entry):
    """A way to compress or distil a model."""

    name: Line
    """What it is called."""
    method: Literal["pruning", "distillation", "quantization"]
    """The kind of compression."""
    aliases: tuple[Line, ...] = ()
    """Spellings of sources, their misspellings included."""
    about: LocalText
    """What it does, in a sentence."""
    pruned: Mapping[Line, Ratio] = Field(default_factory=dict)
    """Pruning: each pruned parameter with the share of its output channels that goes."""
    criterion: Line | None = None
    """Pruning: how the channels are chosen."""
    loss: Line | None = None
    """Distillation: the loss between teacher and student."""
    precision: Precision | None = None
    """Quantization: the number format reached."""
    url: Url | None = None
    """Where to read more."""


class Paper(Entry):
    """A paper that describes a family or a method."""

    title: Line
    """Its title."""
    authors: Line
    """Its authors, as one line."""
    year: Annotated[int, Field(strict=True, ge=1950, le=2100)]
    """Year it came out."""
    url: Url
    """Where it is."""


class Family(Entry):
    """Models that share an idea and a page; the prose stands beside it as `about.<language>.md`."""

    name: Name
    """The family's name; its folder is called the same."""
    title: LocalText
    """What its page is called."""
    task: Task
    """What its models do."""
    summary: LocalText
    """One sentence on the idea."""
    papers: tuple[Paper, ...] = ()
    """The papers to cite."""
    links: tuple[Link, ...] = ()
    """Documents about the family."""
