"""Scoring: batches make no difference, and a run that was ended goes on where it was."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from tests.verify.accuracy import digits
from tests.verify.accuracy.test_preprocessing import model_input
from verify.accuracy.datasets import LabelledImage, read_labelled_images
from verify.accuracy.preprocessing import Preprocessing, preprocessing_of
from verify.accuracy.scoring import Score, score_classification
from verify.exceptions import VerifyError
from verify.trained import open_trained


@pytest.fixture
def images(labelled: Path) -> list[LabelledImage]:
    return read_labelled_images(labelled, digits.CLASSES)


@pytest.fixture
def preprocessing() -> Preprocessing:
    half = (Decimal("0.5"),) * 3
    return preprocessing_of("Digits", model_input(size=digits.SIZE, mean=half, std=half))


@pytest.mark.parametrize("batch", [1, 7, 600])
def test_a_graph_of_a_fixed_batch_gives_the_same_score(
    batch: int, images: list[LabelledImage], preprocessing: Preprocessing, network_file: Path, tmp_path: Path
) -> None:
    fixed = open_trained(digits.write_network(tmp_path / "fixed.onnx", batch))
    free = open_trained(network_file)
    assert (fixed.fixed_batch, free.fixed_batch) == (batch, None)
    expected = score_classification(free, preprocessing, images)
    assert expected.top1 == digits.right_answers()
    assert expected.top1 < expected.top5 <= expected.images == len(images)
    assert score_classification(fixed, preprocessing, images, classes=10) == expected


def test_a_run_that_was_ended_goes_on(
    images: list[LabelledImage], preprocessing: Preprocessing, network_file: Path, tmp_path: Path
) -> None:
    network = open_trained(network_file)
    kept = tmp_path / "scores" / "run.json"

    class EndedError(Exception):
        pass

    def end(done: int) -> None:
        if done >= 320:
            raise EndedError

    with pytest.raises(EndedError):
        score_classification(network, preprocessing, images, progress_file=kept, progress=end)
    assert json.loads(kept.read_text())["images"] == 320
    told: list[int] = []
    score = score_classification(network, preprocessing, images, progress_file=kept, progress=told.append)
    assert told[0] == 320
    assert score == score_classification(network, preprocessing, images)
    assert not kept.exists()


def test_where_nothing_can_be_kept_all_is_scored_at_once(
    images: list[LabelledImage], preprocessing: Preprocessing, network_file: Path
) -> None:
    network, nowhere = open_trained(network_file), Path("/proc/nowhere/run.json")
    score = score_classification(network, preprocessing, images[:40], progress_file=nowhere)
    assert score == score_classification(network, preprocessing, images[:40])


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"key": "other", "images": 320, "top1": 0, "top5": 0}'])
def test_what_is_kept_of_another_run_is_not_used(
    content: str, images: list[LabelledImage], preprocessing: Preprocessing, network_file: Path, tmp_path: Path
) -> None:
    kept = tmp_path / "run.json"
    kept.write_text(content)
    score = score_classification(open_trained(network_file), preprocessing, images[:40], progress_file=kept)
    assert score.images == 40
    assert score != Score()


def test_labels_and_scores_must_fit(
    images: list[LabelledImage], preprocessing: Preprocessing, network_file: Path
) -> None:
    network = open_trained(network_file)
    with pytest.raises(VerifyError, match="gives 10 scores an image, expected one for each of 1000 classes"):
        score_classification(network, preprocessing, images, classes=1000)
    with pytest.raises(VerifyError, match="there is a class 12"):
        score_classification(network, preprocessing, [LabelledImage(images[0].path, 12)])
