"""The record of one model: what a zoo's maintainers write, one YAML file a model."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, ValidationInfo, field_validator, model_validator

from catalog.fields import Accuracy, Flops, Milliseconds, Number, Params, Storage
from catalog.heads import PriorHead, YoloHead
from catalog.names import suggestion
from catalog.quantities import METRICS, Precision, Printed, Quantity
from catalog.references import (
    DatasetId,
    DeviceId,
    EngineId,
    FamilyName,
    ModelName,
    SourceId,
    StrategyId,
    known_in,
    require_known,
)
from catalog.text import Count, Entry, Identifier, Line, Link, LocalText, Name, Url

Task = Literal["image-classification", "object-detection", "face-detection"]
Origin = Literal["paper"]
Library = Literal["paddleclas", "paddledet", "timm", "torchvision", "mmcls", "keras"]
OperatorName = Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Za-z0-9]{0,39}$")]
Channel = Annotated[Number, Field(ge=-1000, le=1000)]


class BuiltFrom(Entry):
    """How the model's graph is rebuilt: the library that defines the network, and the network's name there."""

    library: Library
    """The library whose definition counts."""
    model: Line
    """The network's name in that library."""
    note: LocalText | None = None
    """What a reader must know, for instance that the architecture is defined here after the library's."""


class DerivedFrom(Entry):
    """How the model's graph is made from another model's graph, without any library."""

    model: ModelName
    """The model whose graph it is made from."""
    pruned: StrategyId | None = None
    """The pruning strategy whose shares of channels go, each rounded to the nearest whole number of channels."""
    quantized: tuple[OperatorName, ...] = ()
    """The operators that read weights and activations in INT8, such as `Conv`."""
    note: LocalText | None = None
    """What a reader must know of how that differs from what the source did."""

    @model_validator(mode="after")
    def _says_how(self) -> Self:
        if (self.pruned is None) == (not self.quantized):
            raise ValueError("expected one of: pruned, quantized")
        return self


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
    library: Literal["pillow", "opencv"] | None = None
    """The library whose decoding and resizing the scores were made with; they differ in every resized pixel."""
    rounding: Literal["torchvision", "paddleclas"] | None = None
    """How fractions of a pixel are rounded when an image is resized and cropped; `torchvision` cuts the longer side and
    rounds the crop's corner, `paddleclas` rounds the sides and cuts the corner. Without it, as the library's users do:
    torchvision for Pillow, PaddleClas for OpenCV."""
    fit: Literal["stretch", "pad", "scales"] | None = None
    """Detectors: whether both sides become `size` (`stretch`); or the longer one does, the ratio is kept, and zeros
    fill the right or the bottom of the tensor (`pad`); or the network sees the image at several scales and mirrored,
    and what it finds in them is merged (`scales`, as PaddleDetection's multi-scale evaluation of faces does)."""


class TrainingStage(Entry):
    """One stage of training, in the order they were run."""

    method: Identifier
    """`supervised`, or the strategy of the vocabulary that this stage uses."""
    data: tuple[DatasetId, ...] = Field(min_length=1)
    """Data sets trained on."""
    epochs: Count | None = None
    """Epochs of the published training configuration."""
    note: LocalText | None = None
    """What the source says of the stage beyond that."""

    @field_validator("method")
    @classmethod
    def _is_known(cls, method: str, info: ValidationInfo) -> str:
        return method if method == "supervised" else require_known("strategy", method, known_in(info))


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

    @model_validator(mode="after")
    def _has_a_number(self) -> Self:
        if self.flops is None and self.params is None and self.storage is None:
            raise ValueError("expected at least one number: flops, params or storage")
        return self


class AccuracyLine(Entry):
    """Scores on one data set, under one set of conditions."""

    dataset: DatasetId
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

    @field_validator(*METRICS)
    @classmethod
    def _belongs_to_dataset(cls, number: Printed | None, info: ValidationInfo) -> Printed | None:
        dataset = info.data.get("dataset", "")
        metrics = known_in(info).metrics.get(dataset)
        if number is not None and metrics is not None and info.field_name not in metrics:
            expected = f"expected one of: {', '.join(metrics)}" if metrics else "it has none"
            raise ValueError(f"is no metric of the data set {dataset!r}; {expected}")
        return number

    @model_validator(mode="after")
    def _has_a_number(self) -> Self:
        if all(getattr(self, metric) is None for metric in METRICS):
            raise ValueError(f"expected at least one number: {', '.join(METRICS)}")
        return self


class LatencyLine(Entry):
    """One measured latency. A condition that the source does not state is left out, never guessed."""

    device: DeviceId
    """The device measured on."""
    engine: EngineId | None = None
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

    source: SourceId
    """The document."""
    table: Identifier | None = None
    """Its table, if it has several."""
    complexity: tuple[ComplexityLine, ...] = ()
    """FLOPs, params and storage."""
    accuracy: tuple[AccuracyLine, ...] = ()
    """Scores."""
    latency: tuple[LatencyLine, ...] = ()
    """Latencies, one line a measurement."""

    @field_validator("table")
    @classmethod
    def _is_in_source(cls, table: str | None, info: ValidationInfo) -> str | None:
        source = info.data.get("source", "")
        tables = known_in(info).tables.get(source)
        if table is not None and tables is not None and table not in tables:
            raise ValueError(f"the source {source!r} has no table {table!r}{suggestion(table, tables)}")
        return table


class Erratum(Entry):
    """A human's explanation of claims that are known to be wrong."""

    claims: tuple[Quantity, ...] = ()
    """The quantities it is about; may be left out beside `findings`."""
    findings: tuple[Identifier, ...] = ()
    """Rules of `catalog lint` whose findings it acknowledges, instead of explaining verdicts."""
    source: SourceId | None = None
    """The source whose claims it explains; left out in a source's own errata."""
    table: Identifier | None = None
    """Only the claims of this table."""
    convention: Identifier | None = None
    """Only claims that the verifier finds miscounted in this way."""
    finding: LocalText
    """What is wrong and how it came about."""

    @model_validator(mode="after")
    def _is_about_something(self) -> Self:
        if not self.claims and not self.findings:
            raise ValueError("expected claims (quantities whose verdicts it explains) or findings (rules of the audit)")
        return self


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


class Prediction(Entry):
    """One class of an example's prediction."""

    class_id: Annotated[int, Field(strict=True, ge=0, le=10**6)]
    """The class, counted from 0."""
    score: Accuracy
    """Its score, as printed."""


class Golden(Entry):
    """An example that a source prints: an image, and what the model says of it."""

    source: SourceId
    """The document that prints it."""
    image: Annotated[Line, Field(max_length=200)]
    """The image's file name, or its path in the source's repository."""
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")] | None = None
    """Digest of the image's bytes, if known."""
    top: tuple[Prediction, ...] = Field(min_length=1)
    """The classes with the best scores, in the order printed."""


class Model(Entry):
    """One set of weights: `ResNeXt50_32x4d`, `YOLOv3_MobileNetV1_coco_prune_r578`."""

    name: Name
    """The model's name; the file is called the same."""
    aliases: tuple[Line, ...] = ()
    """Other spellings that sources use."""
    family: FamilyName
    """The family it belongs to; its folder is called the same."""
    task: Task
    """What it does."""
    summary: LocalText | None = None
    """One line on what it is."""
    dataset: DatasetId | None = None
    """The data set whose classes it predicts."""
    built_from: BuiltFrom | None = None
    """The library that rebuilds its graph."""
    graph_of: ModelName | None = None
    """The model whose graph it shares: same architecture, other weights."""
    derived_from: DerivedFrom | None = None
    """How its graph is made from another model's, if it was pruned or quantised."""
    input: Input
    """What goes in."""
    head: YoloHead | None = None
    """How the maps at the end of its graph become boxes; models that share or derive their graph share it."""
    priors: PriorHead | None = None
    """How the offsets and scores at the end of its graph become boxes, likewise; instead of `head`."""
    compression: tuple[StrategyId, ...] = ()
    """Strategies of the vocabulary that made it smaller or better, in the order they were applied."""
    baseline: ModelName | None = None
    """The model it was compressed from; differences against it are computed, never typed."""
    teacher: ModelName | None = None
    """The model it was distilled from."""
    training: tuple[TrainingStage, ...] = ()
    """Stages of training."""
    reported: tuple[Report, ...] = ()
    """Claims, grouped by the source and the table that print them."""
    errata: tuple[Erratum, ...] = ()
    """Explanations of claims that are known to be wrong."""
    golden: tuple[Golden, ...] = ()
    """Examples with the predictions that a source prints."""
    downloads: tuple[Download, ...] = ()
    """Files to fetch."""
    links: tuple[Link, ...] = ()
    """Where its definition, configuration and documentation are."""

    @model_validator(mode="after")
    def _has_one_head(self) -> Self:
        if self.head is not None and self.priors is not None:
            raise ValueError("expected one of: head, priors")
        return self
