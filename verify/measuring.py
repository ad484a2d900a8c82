"""What trained weights give: scores on data sets and replayed examples."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from catalog.claims import Claim
from catalog.evidence import ClaimVerdict, FileFacts, ReplayFacts, ScoreFacts
from catalog.heads import Head
from catalog.quantities import METRICS
from catalog.record import Model
from catalog.vocabulary import Dataset
from verify.accuracy.judging import judge_score
from verify.accuracy.preprocessing import input_digest, preprocessing_of
from verify.cache import default_folder
from verify.exceptions import VerifyError
from verify.storage import judge_storage

if TYPE_CHECKING:
    from catalog import Catalog
    from verify.trained import TrainedNetwork
    from verify.trained_detector import TrainedDetector

Progress = Callable[[int, int], None]
"""Takes the images scored and those there are."""


@dataclass(frozen=True)
class Means:
    """What is here to measure with."""

    datasets: Mapping[str, Path] = field(default_factory=dict)
    """Folder or list file of each data set, by its key in the vocabulary."""
    onnx: Path | None = None
    """A trained network; else the local store's."""
    images: Path | None = None
    """A folder with the images of examples."""
    sample: int | None = None
    """Images to draw of each data set; all without it."""
    seed: int = 0
    """Seed of the sample, and of the bootstrap."""


@dataclass(frozen=True)
class Task:
    """All that the scores of one model depend on, so that another process can score it."""

    model: Model
    head: Head | None
    """How what the model's graph ends in becomes boxes."""
    weights: Path
    datasets: Mapping[str, Dataset]
    """Those that are here and that a claim of the model is about."""
    sizes: Mapping[str, tuple[int, ...]]
    """Sides of the input in pixels that claims are about, by data set."""
    means: Means


@dataclass(frozen=True)
class Measured:
    """What trained weights of one model gave."""

    scores: tuple[ScoreFacts, ...] = ()
    replays: tuple[ReplayFacts, ...] = ()
    files: tuple[FileFacts, ...] = ()
    """Downloads that are or were here."""
    problems: tuple[str, ...] = ()
    """Why something could not be measured, and examples that come out otherwise."""
    input_size: int = 0
    """Side of the model's input in pixels."""

    def judge(self, claim: Claim) -> ClaimVerdict | None:
        """Return the verdict on a claim that follows from the scores or the downloads, if one does."""
        if claim.quantity == "storage":
            return judge_storage(claim, self.files)
        return judge_score(claim, self.scores, self.input_size) if claim.quantity in METRICS else None


def task_of(zoo: Catalog, name: str, means: Means) -> Task | None:
    """Return what is to be measured of a model; None if its weights are not here."""
    from verify.trained import trained_file

    model = zoo.models[name]
    weights = means.onnx or trained_file(model)
    if weights is None:
        return None
    claims = [claim for claim in zoo.claims(name) if claim.quantity in METRICS and claim.dataset in means.datasets]
    sizes: dict[str, set[int]] = {}
    for claim in claims:
        sizes.setdefault(str(claim.dataset), set()).add(claim.input_size or model.input.size)
    return Task(
        model=model,
        head=head_of(zoo, model),
        weights=weights,
        datasets={key: zoo.datasets[key] for key in means.datasets if key in sizes},
        sizes={key: tuple(sorted(found, reverse=True)) for key, found in sizes.items()},
        means=means,
    )


def head_of(zoo: Catalog, model: Model) -> Head | None:
    """Return how what a model's graph ends in becomes boxes: as its record says, or that of the graph's origin."""
    seen = set()
    while (stated := model.head or model.priors) is None and model.name not in seen:
        seen.add(model.name)
        origin = model.graph_of or (model.derived_from.model if model.derived_from else None)
        model = zoo.models.get(origin, model) if origin is not None else model
    return stated


def measure(task: Task, progress: Progress = lambda done, total: None) -> Measured:
    """Score and replay one model.

    Args:
        task: What to measure.
        progress: Called with the images scored and those there are.
    """
    scores: list[ScoreFacts] = []
    replays: list[ReplayFacts] = []
    problems: list[str] = []
    boxes = {key for key, dataset in task.datasets.items() if dataset.protocol is not None}
    try:
        for key in sorted(boxes):
            scores.extend(_score_boxes(task, key, progress))
        if boxes != set(task.datasets) or task.means.images is not None:
            _classify(task, scores, replays, progress)
    except VerifyError as error:
        problems.append(str(error))
    return Measured(tuple(scores), tuple(replays), problems=tuple(problems), input_size=task.model.input.size)


def _classify(task: Task, scores: list[ScoreFacts], replays: list[ReplayFacts], progress: Progress) -> None:
    from verify.accuracy.datasets import draw_sample, read_labelled_images
    from verify.accuracy.replaying import replay
    from verify.accuracy.scoring import DEPTHS, score_classification
    from verify.trained import open_trained

    network = open_trained(task.weights)
    preprocessing = preprocessing_of(task.model.name, task.model.input)
    for key, dataset in task.datasets.items():
        if dataset.protocol is not None:
            continue
        images = read_labelled_images(task.means.datasets[key], dataset.classes)
        chosen = draw_sample(images, task.means.sample, task.means.seed)
        score = score_classification(
            network,
            preprocessing,
            chosen,
            classes=dataset.classes,
            progress_file=default_folder() / "scores" / f"{task.model.name}-{key}.json",
            progress=partial(_tell, progress, len(chosen)),
        )
        correct: dict[str, int] = {
            metric: getattr(score, metric) for metric in sorted(DEPTHS) if metric in dataset.metrics
        }
        scores.append(_facts(task, key, network, len(chosen), len(images), correct=correct))
    if task.means.images is not None:
        replays.extend(replay(task.model, network, preprocessing, task.means.images))


def _score_boxes(task: Task, key: str, progress: Progress) -> Iterator[ScoreFacts]:
    """Yield the scores at each size that claims are about and the network takes."""
    from verify.accuracy.datasets import draw_sample
    from verify.accuracy.detection.detecting import Detecting
    from verify.accuracy.detection.ground_truth import read_ground_truth
    from verify.accuracy.detection.preparing import preparation_of
    from verify.accuracy.detection.scoring import score_boxes
    from verify.trained_detector import open_detector

    model, dataset = task.model, task.datasets[key]
    network = open_detector(task.weights)
    preparations = [preparation_of(model.name, model.input, size) for size in task.sizes[key]]
    several = model.input.fit == "scales"
    fitting = [it for it in preparations if network.takes(None if several else it.size, it.preprocessing.layout)]
    if not fitting:
        asked = ", ".join(map(str, task.sizes[key]))
        lacking = f"not of any size, as fit: {model.input.fit} needs" if several else f"none of {asked} pixels"
        raise VerifyError(f"{task.weights}: takes images of {list(network.image.shape)}, {lacking}")
    truth = read_ground_truth(task.means.datasets[key], dataset)
    chosen = sorted(draw_sample(range(len(truth.images)), task.means.sample, task.means.seed))
    for preparation in fitting:
        score = score_boxes(
            Detecting(network, preparation, task.head, len(dataset.labels)),
            truth,
            chosen,
            seed=task.means.seed,
            progress_file=default_folder() / "scores" / f"{model.name}-{key}-{preparation.size}.jsonl",
            progress=partial(_tell, progress, len(chosen)),
        )
        claimed = [metric for metric in score.precision if metric in dataset.metrics]
        precision: dict[str, float] = {metric: round(score.precision[metric], 6) for metric in claimed}
        facts = _facts(task, key, network, len(chosen), len(truth.images), precision=precision)
        intervals = {metric: score.intervals[metric] for metric in precision}
        size = preparation.size if preparation.size != model.input.size else None
        yield facts.model_copy(update={"intervals": intervals, "input_size": size})


def _tell(progress: Progress, total: int, done: int) -> None:
    progress(done, total)


def _facts(
    task: Task,
    key: str,
    network: TrainedNetwork | TrainedDetector,
    scored: int,
    images: int,
    *,
    correct: Mapping[str, int] | None = None,
    precision: Mapping[str, float] | None = None,
) -> ScoreFacts:
    return ScoreFacts(
        dataset=key,
        weights=network.sha256,
        input=input_digest(task.model.input, task.head),
        images=scored,
        of=max(images, task.datasets[key].images or 0),
        seed=task.means.seed if scored < images else None,
        weights_precision=network.precision,
        correct=dict(correct or {}),
        precision=dict(precision or {}),
    )
