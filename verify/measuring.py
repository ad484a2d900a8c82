"""What trained weights give: scores on data sets and replayed examples, measured now or standing in the evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from catalog.claims import Claim
from catalog.evidence import ClaimVerdict, FileFacts, ReplayFacts, ScoreFacts
from catalog.quantities import METRICS
from verify.accuracy.judging import judge_score
from verify.accuracy.preprocessing import Preprocessing, input_digest, preprocessing_of
from verify.cache import default_folder
from verify.evidence import stored
from verify.exceptions import VerifyError
from verify.storage import judge_storage, known_files

if TYPE_CHECKING:
    from catalog import Catalog
    from verify.trained import TrainedNetwork


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
    """Seed of the sample."""


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


def measure(
    zoo: Catalog, name: str, means: Means, progress: Callable[[int, int], None] = lambda done, total: None
) -> Measured:
    """Score and replay one model, as far as its weights and images are here.

    Args:
        zoo: The zoo.
        name: The model.
        means: What is here.
        progress: Called with the images scored and those there are.
    """
    from verify.accuracy.replaying import replay
    from verify.trained import open_trained, trained_file

    model = zoo.models[name]
    path = means.onnx or trained_file(model)
    if path is None:
        return Measured()
    scores: list[ScoreFacts] = []
    replays: list[ReplayFacts] = []
    problems: list[str] = []
    try:
        network = open_trained(path)
        preprocessing = preprocessing_of(name, model.input)
        scores.extend(
            _score(zoo, name, dataset, means, network, preprocessing, progress)
            for dataset in _datasets(zoo, name, means)
        )
        if means.images is not None:
            replays.extend(replay(model, network, preprocessing, means.images))
    except VerifyError as error:
        problems.append(str(error))
    return Measured(tuple(scores), tuple(replays), problems=tuple(problems), input_size=model.input.size)


def _datasets(zoo: Catalog, name: str, means: Means) -> Iterable[str]:
    """Return the data sets that are here and that a claim of the model is about."""
    claimed = {claim.dataset for claim in zoo.claims(name) if claim.quantity in ("top1", "top5")}
    return [dataset for dataset in means.datasets if dataset in claimed]


def _score(
    zoo: Catalog,
    name: str,
    dataset: str,
    means: Means,
    network: TrainedNetwork,
    preprocessing: Preprocessing,
    progress: Callable[[int, int], None],
) -> ScoreFacts:
    from verify.accuracy.datasets import draw_sample, read_labelled_images
    from verify.accuracy.scoring import score_classification

    classes = zoo.datasets[dataset].classes
    images = read_labelled_images(means.datasets[dataset], classes)
    chosen = draw_sample(images, means.sample, means.seed)
    score = score_classification(
        network,
        preprocessing,
        chosen,
        classes=classes,
        progress_file=default_folder() / "scores" / f"{name}-{dataset}.json",
        progress=lambda done: progress(done, len(chosen)),
    )
    metrics = set(zoo.datasets[dataset].metrics)
    return ScoreFacts(
        dataset=dataset,
        weights=network.sha256,
        input=input_digest(zoo.models[name].input),
        images=len(chosen),
        of=max(len(images), zoo.datasets[dataset].images or 0),
        seed=means.seed if len(chosen) < len(images) else None,
        correct={metric: getattr(score, metric) for metric in ("top1", "top5") if metric in metrics},
    )


def known_measurements(zoo: Catalog, name: str, fresh: Measured | None) -> Measured:
    """Return what was measured just now, and what the evidence holds that is still of the record's input."""
    model = zoo.models[name]
    found = stored(zoo, name)
    now = fresh or Measured()
    digest = input_digest(model.input)
    datasets = {score.dataset for score in now.scores}
    images = {replay.image for replay in now.replays}
    kept = [it for it in (found.scores if found else ()) if it.input == digest and it.dataset not in datasets]
    seen = [it for it in (found.replays if found else ()) if it.input == digest and it.image not in images]
    replays = (*now.replays, *seen)
    wrong = [f"{it.image}: the example's classes now stand at {list(it.ranks)}" for it in replays if not it.agrees]
    files = known_files(model, found.files if found else ()) if _prints_storage(zoo, name) else ()
    return Measured((*now.scores, *kept), replays, files, (*now.problems, *wrong), model.input.size)


def _prints_storage(zoo: Catalog, name: str) -> bool:
    return any(claim.quantity == "storage" for claim in zoo.claims(name))
