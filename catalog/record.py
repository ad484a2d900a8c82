"""The record of one model: what a zoo's maintainers write, one YAML file a model."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from catalog.quantities import Accuracy, Flops, Milliseconds, Params, Precision, Quantity, Storage
from catalog.text import Count, Entry, Identifier, Line, Link, LocalText, Name, Url

Task = Literal["image-classification", "object-detection", "face-detection"]
Origin = Literal["paper"]
Library = Literal["paddleclas", "paddledet", "timm", "torchvision", "mmcls", "keras"]
Channel = Annotated[Decimal, Field(ge=-1000, le=1000)]


class BuiltFrom(Entry):
    """How the model's graph is rebuilt: the library that defines the network, and the network's name there."""

    library: Library
    """The library whose definition counts."""
    model: Line
    """The network's name in that library."""
    note: LocalText | None = None
    """What a reader must know, for instance that the architecture is defined here after the library's."""


class Input(Entry):
    """What the network takes, and how an image becomes that."""

    size: Count
    """Height and width of the input in pixels."""
    resize: Count | None = None
    """The shorter side in pixels after resizing, before the centre is cropped to `size`."""
    interpolation: Literal["bilinear", "bicubic", "nearest", "area"] | None = None
    """How the resize interpolates."""
    channels: Literal["RGB", "BGR"] | None = None
    """Order of the colour channels."""
    scale: Line | None = None
    """The factor on the pixel values before the mean is subtracted, such as `1/255`."""
    mean: tuple[Channel, Channel, Channel] | None = None
    """Subtracted from each channel after scaling."""
    std: tuple[Channel, Channel, Channel] | None = None
    """Each channel is divided by it."""
    layout: Literal["NCHW", "NHWC"] | None = None
    """Order of the tensor's axes."""


class TrainingStage(Entry):
    """One stage of training, in the order they were run."""

    method: Identifier
    """`supervised`, or the strategy of the vocabulary that this stage uses."""
    data: tuple[Identifier, ...] = Field(min_length=1)
    """Data sets trained on."""
    epochs: Count | None = None
    """Epochs of the published training configuration."""
    note: LocalText | None = None
    """What the source says of the stage beyond that."""


class ComplexityLine(Entry):
    """How large the network is, under one set of conditions."""

    input_size: Count | None = None
    """Side of the input in pixels, if the source states it."""
    precision: Precision | None = None
    """Number format of the weights, if the source states it."""
    flops: Flops | None = None
    """Operations of one forward pass, as printed, with its unit: `8.020 G`."""
    params: Params | None = None
    """Parameters, as printed, with their unit: `23.640 M`."""
    storage: Storage | None = None
    """Size of the stored model, as printed, with its unit: `14.000 MB`."""


class AccuracyLine(Entry):
    """Scores on one data set, under one set of conditions."""

    dataset: Identifier
    """The data set scored on."""
    origin: Origin | None = None
    """`paper` when the source repeats a number of the paper (a "reference" column) next to its own."""
    input_size: Count | None = None
    """Side of the input in pixels, if the source states it."""
    precision: Precision | None = None
    """Number format of the run, if the source states it."""
    top1: Accuracy | None = None
    """Share of images whose best-scored class is the right one."""
    top5: Accuracy | None = None
    """Share of images whose right class is among the five best-scored."""
    box_ap: Accuracy | None = None
    """Box average precision, by the data set's own protocol."""
    easy: Accuracy | None = None
    """Average precision on the easy subset."""
    medium: Accuracy | None = None
    """Average precision on the medium subset."""
    hard: Accuracy | None = None
    """Average precision on the hard subset."""


class LatencyLine(Entry):
    """One measured latency. A condition that the source does not state is left out, never guessed."""

    device: Identifier
    """The device measured on."""
    engine: Identifier | None = None
    """The inference engine."""
    precision: Precision | None = None
    """Number format of the run."""
    batch: Count | None = None
    """Images in one run."""
    threads: Count | None = None
    """CPU threads."""
    input_size: Count | None = None
    """Side of the input in pixels."""
    resize: Count | None = None
    """Shorter side in pixels before the crop, where the source prints it beside the latency."""
    ms: Milliseconds
    """Milliseconds of one run (of one image where the source says so), as printed."""


class Report(Entry):
    """What one table of one source prints about the model."""

    source: Identifier
    """The document."""
    table: Identifier | None = None
    """Its table, if it has several."""
    complexity: tuple[ComplexityLine, ...] = ()
    """FLOPs, params and storage."""
    accuracy: tuple[AccuracyLine, ...] = ()
    """Scores."""
    latency: tuple[LatencyLine, ...] = ()
    """Latencies, one line a measurement."""


class Erratum(Entry):
    """A human's explanation of claims that are known to be wrong."""

    claims: tuple[Quantity, ...] = Field(min_length=1)
    """The quantities it is about."""
    source: Identifier | None = None
    """The source whose claims it explains; left out in a source's own errata."""
    table: Identifier | None = None
    """Only the claims of this table."""
    convention: Identifier | None = None
    """Only claims that the verifier finds miscounted in this way."""
    finding: LocalText
    """What is wrong and how it came about."""


class Download(Entry):
    """A file of the model that a reader can fetch."""

    kind: Literal["pretrained", "inference", "pretrained-legacy", "backbone"]
    """Weights to train on from, a model to run, weights for an older framework, or the backbone's weights."""
    format: Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9.-]{0,19}$")]
    """File format: `pdparams`, `tar`, `pth`, `h5`, `onnx`, …"""
    url: Url
    """Where it is."""
    stage: Count | None = None
    """The training stage that it is the result of, counted from 1."""
    size: Count | None = None
    """Bytes, if the source states them."""
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")] | None = None
    """Digest of the bytes."""
    note: LocalText | None = None
    """What a reader should know before fetching it."""


class Model(Entry):
    """One set of weights: `ResNeXt50_32x4d`, `YOLOv3_MobileNetV1_coco_prune_r578`."""

    name: Name
    """The model's name; the file is called the same."""
    aliases: tuple[Line, ...] = ()
    """Other spellings that sources use."""
    family: Name
    """The family it belongs to; its folder is called the same."""
    task: Task
    """What it does."""
    summary: LocalText | None = None
    """One line on what it is."""
    dataset: Identifier | None = None
    """The data set whose classes it predicts."""
    built_from: BuiltFrom | None = None
    """The library that rebuilds its graph."""
    graph_of: Name | None = None
    """The model whose graph it shares: same architecture, other weights."""
    input: Input
    """What goes in."""
    compression: tuple[Identifier, ...] = ()
    """Strategies of the vocabulary that made it smaller or better, in the order they were applied."""
    baseline: Name | None = None
    """The model it was compressed from; differences against it are computed, never typed."""
    teacher: Name | None = None
    """The model it was distilled from."""
    training: tuple[TrainingStage, ...] = ()
    """Stages of training."""
    reported: tuple[Report, ...] = ()
    """Claims, grouped by the source and the table that print them."""
    errata: tuple[Erratum, ...] = ()
    """Explanations of claims that are known to be wrong."""
    downloads: tuple[Download, ...] = ()
    """Files to fetch."""
    links: tuple[Link, ...] = ()
    """Where its definition, configuration and documentation are."""
