"""What the verifier found itself about a model; one machine-written YAML file a model."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from catalog.quantities import Precision
from catalog.text import Entry

VerdictKind = Literal["confirmed", "close", "miscounted", "contradicted", "unchecked"]
"""What the evidence says of a claim."""

WRONG: frozenset[VerdictKind] = frozenset({"miscounted", "contradicted"})
"""Verdicts on numbers that are wrong: each needs an erratum, and no row with verified numbers has one."""

Reason = Literal[
    "no-graph", "graph-failed", "no-weights", "no-dataset", "device-not-here", "not-counted", "not-judged", "stale"
]
"""Why a claim is unchecked."""


class TensorFacts(Entry):
    """An input or output of a graph."""

    name: str
    dtype: str
    shape: tuple[int | str, ...]
    """Sizes; a name stands for a size that may change, such as the batch."""


class GraphFacts(Entry):
    """The weightless graph that the counts are of."""

    file: str
    """Path below the catalog's `graphs` folder."""
    sha256: str
    opset: int
    nodes: int
    inputs: tuple[TensorFacts, ...]
    outputs: tuple[TensorFacts, ...]


class CountFacts(Entry):
    """One count of the graph."""

    input_size: int
    """Side of the input in pixels."""
    macs: int
    """Multiply-adds of convolutions, linear layers and matrix products: no bias, no normalisation, no activation."""
    params: int
    """Trainable parameters, without batch-norm statistics."""
    tallies: Mapping[str, int]
    """Exact totals by tally (see `verify.counting`)."""
    stages: Mapping[str, int] = Field(default_factory=dict)
    """Multiply-adds by the size of the plane they are written to, such as `56x56`, in the order of the graph;
    those of matrix products are under `1x1`."""
    uncounted: Mapping[str, int] = Field(default_factory=dict)
    """Operators that could not be counted, with their number of nodes."""


class InferenceFacts(Entry):
    """One run in ONNX Runtime with seeded weights."""

    seed: int
    input_size: int
    outputs: Mapping[str, tuple[int, ...]]
    """Shapes of the outputs at batch 1."""
    finite: bool
    """No output holds an infinity or a not-a-number."""
    batch_agrees: bool
    """An image alone and the same image in a batch of two give the same output, within rounding."""


class ScoreFacts(Entry):
    """One run of trained weights over a labelled data set."""

    dataset: str
    weights: str
    """SHA-256 of the trained model's file."""
    input: str
    """Digest of the record's input, which says how an image becomes a tensor: scores of another input are stale."""
    images: int
    """Images scored."""
    of: int
    """Images in the data set; more than were scored when a sample was drawn."""
    seed: int | None = None
    """Seed of the sample."""
    weights_precision: Precision = "fp32"
    """The number format that the trained model computes in."""
    input_size: int | None = None
    """Side of the input in pixels, if it is not the record's own."""
    correct: Mapping[str, int] = Field(default_factory=dict)
    """Images that count as right, by metric."""
    precision: Mapping[str, float] = Field(default_factory=dict)
    """Average precision as a fraction of 1, by metric."""
    intervals: Mapping[str, tuple[float, float]] = Field(default_factory=dict)
    """The bootstrap interval over images around each average precision."""


class FileFacts(Entry):
    """A download of the record that was here."""

    url: str
    bytes: int
    sha256: str


class ReplayFacts(Entry):
    """One example of the record, predicted again with trained weights."""

    image: str
    weights: str
    """SHA-256 of the trained model's file."""
    input: str
    """Digest of the record's input."""
    top: Mapping[int, float]
    """Scores of the example's classes."""
    ranks: tuple[int, ...]
    """Where each class of the example now stands, counted from 1."""
    agrees: bool
    """Every class stands where the source prints it, with a score that rounds to the printed digits."""


class ClaimVerdict(Entry):
    """The verdict on one claim."""

    claim: str
    """The claim's key (see `catalog.claims.Claim.key`)."""
    printed: str
    """The digits that were judged: a verdict on other digits is stale."""
    verdict: VerdictKind
    convention: str | None = None
    """The convention that the number fits, or the nearest one when it fits none."""
    counted: int | None = None
    """The value under that convention: operations, params or bytes."""
    plain: int | None = None
    """What the graph holds by the plainest convention: multiply-adds, trainable params, bytes in single precision."""
    gap: float | None = None
    """(printed − counted) / counted."""
    also: tuple[str, ...] = ()
    """Other conventions that fit the printed digits too."""
    reason: Reason | None = None
    """Why it is unchecked."""
    score: float | None = None
    """The score found, a fraction of 1."""
    interval: tuple[float, float] | None = None
    """The interval around the score, at the confidence of `verify.accuracy.intervals`: of a share of images the exact
    binomial one, of an average precision a bootstrap interval over images."""
    images: int | None = None
    """Images that the score is of."""


class Evidence(Entry):
    """Everything found about one model."""

    model: str
    graph: GraphFacts | None = None
    counts: tuple[CountFacts, ...] = ()
    inference: InferenceFacts | None = None
    scores: tuple[ScoreFacts, ...] = ()
    replays: tuple[ReplayFacts, ...] = ()
    files: tuple[FileFacts, ...] = ()
    verdicts: tuple[ClaimVerdict, ...] = ()
    tools: Mapping[str, str] = Field(default_factory=dict)
    """Versions of the libraries that the findings depend on."""
