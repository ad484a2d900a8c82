"""What the JSON files of the API hold; their JSON Schemas and the field tables of the API's page are made from this."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from catalog.evidence import Reason, VerdictKind
from catalog.lint import Severity
from catalog.quantities import Precision, Quantity
from catalog.record import Origin, Task
from catalog.text import Entry, LocalText


class ClaimDocument(Entry):
    """A number that a source prints about a model, with its verdict; a condition that is not stated is absent."""

    source: str
    """The document that prints it, a key of `sources.json`."""
    tables: tuple[str, ...]
    """Tables of the source that print the same digits under the same conditions."""
    quantity: Quantity
    """What it is a number of."""
    origin: Origin | None = None
    """`paper` when the source repeats a number of the paper next to its own."""
    dataset: str | None = None
    """Data set that an accuracy was scored on, a key of `datasets.json`."""
    device: str | None = None
    """Device of a latency, a key of `devices.json`."""
    engine: str | None = None
    """Inference engine of a latency, a key of `engines.json`."""
    precision: Precision | None = None
    """Number format of the run or of the stored weights."""
    batch: int | None = None
    """Images in one run."""
    threads: int | None = None
    """CPU threads."""
    input_size: int | None = None
    """Side of the input in pixels."""
    resize: int | None = None
    """Shorter side in pixels before the crop."""
    value: int | float
    """The plain number: a fraction of 1 (accuracies), a count (FLOPs and params), MB (storage) or ms (latency)."""
    printed: str
    """The digits as the source prints them, trailing zeros included."""
    unit: str
    """The unit as the source prints it; empty if it prints none."""
    verdict: VerdictKind
    """What the evidence says of it."""
    convention: str | None = None
    """The convention of counting that it fits, or the nearest one when it fits none."""
    counted: int | None = None
    """What the graph holds under that convention: operations, params or bytes."""
    plain: int | None = None
    """What the graph holds by the plainest convention."""
    gap: float | None = None
    """(printed − counted) / counted."""
    also: tuple[str, ...] | None = None
    """Other conventions that fit the printed digits too."""
    reason: Reason | None = None
    """Why it is unchecked."""
    score: float | None = None
    """The score that the verifier found, a fraction of 1."""
    interval: tuple[float, float] | None = None
    """The confidence interval around that score."""
    images: int | None = None
    """Images that the score is of."""
    erratum: LocalText | None = None
    """A human's explanation of a number that is known to be wrong, by language."""


class Headline(Entry):
    """The number that stands for a model: of the first source that prints one, at the input size nearest to its own."""

    value: int | float
    """The plain number, in the unit of `value` in a claim."""
    printed: str
    """The digits as the source prints them."""
    unit: str
    """The unit as the source prints it; empty if it prints none."""
    source: str
    """The document that prints it."""
    verdict: VerdictKind
    """What the evidence says of it."""
    dataset: str | None = None
    """Data set that an accuracy was scored on."""
    input_size: int | None = None
    """Side of the input in pixels, where the source states it."""


class ModelLinks(Entry):
    """Where more of a model is, relative to the file that says so."""

    data: str
    """All that is known of the model."""
    page: str
    """Its page for people."""


class ModelSummary(Entry):
    """A model with its headline numbers."""

    name: str
    """Its name, which is unique in the zoo."""
    family: str
    """The family it belongs to."""
    task: Task
    """What it does."""
    input_size: int
    """Side of its own input in pixels."""
    dataset: str | None = None
    """The data set whose classes it predicts."""
    headlines: Mapping[Quantity, Headline]
    """Its headline numbers by quantity; what no source prints is absent."""
    verdicts: Mapping[VerdictKind, int]
    """How many of its claims got which verdict."""
    links: ModelLinks
    """Where more of it is."""


class Models(Entry):
    """All models of the zoo."""

    models: tuple[ModelSummary, ...]
    """Family by family, in the order of the site."""


class Quotation(Entry):
    """A piece of evidence: what is written, and where."""

    file: str
    """The file, below the zoo's folder."""
    line: int | None = None
    """Line, counted from 1; absent for a file as a whole."""
    column: int | None = None
    """Column, counted from 1."""
    model: str | None = None
    """The model whose record it stands in."""
    source: str | None = None
    """The document that prints it."""
    text: str
    """The claim with its printed digits, or what is written there."""


class FindingDocument(Entry):
    """Numbers that cannot all be true, or that a reader must know of."""

    rule: str
    """The rule of the audit that found it."""
    severity: Severity
    """`error`: the numbers cannot all be true; `warning`: they can, but hardly; `note`: a reader must know it."""
    sentence: str
    """What is wrong, in English."""
    models: tuple[str, ...]
    """Models that it concerns, the most suspicious first."""
    sources: tuple[str, ...]
    """Sources that print the numbers."""
    acknowledged: LocalText | None = None
    """The erratum that acknowledges it, by language."""
    evidence: tuple[Quotation, ...]
    """What is written where, the most suspicious first."""


class Findings(Entry):
    """What the audit finds inconsistent between the claims of the zoo."""

    findings: tuple[FindingDocument, ...]
    """Rule by rule."""


class ApiFile(Entry):
    """A file of the API."""

    path: str
    """Its address, relative to the index; `{name}` stands for a model's name."""
    type: str
    """Its media type."""
    about: str
    """What it holds."""
    described_by: str | None = None
    """Address of its JSON Schema, relative to the index."""


class MissingFile(Entry):
    """A file that this site was built without."""

    path: str
    """Its address, relative to the index."""
    reason: str
    """Why it is not there."""


class Generator(Entry):
    """The program that made the files."""

    name: str
    """Its name."""
    version: str
    """Its version."""
    licence: str
    """Its licence, which the zoo that it ships with is under too: an SPDX expression."""


class Index(Entry):
    """Where everything is, and how much of it there is."""

    version: Literal[1]
    """Version of the API. Files and fields may be added to a version; none is taken away or changes its meaning."""
    generator: Generator
    """The program that made the files."""
    counts: Mapping[str, int]
    """How many models, claims, findings and entries of each vocabulary there are."""
    verdicts: Mapping[VerdictKind, int]
    """How many claims got which verdict."""
    files: tuple[ApiFile, ...]
    """The files of the API."""
    missing: tuple[MissingFile, ...]
    """Files that this site was built without."""
