"""Faces are decoded and merged as PaddleDetection does: the same outputs of a network give the same boxes.

Run with the Python of an environment that has PaddleDetection.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import onnx
import paddle
import pytest
from paddledet_networks import SIZES, part_of
from PIL import Image

from catalog.heads import PriorHead
from catalog.record import Input
from verify.accuracy.detection.detecting import Detecting
from verify.accuracy.detection.preparing import PreparedImage, preparation_of
from verify.accuracy.detection.priors import decode_priors, prior_boxes
from verify.accuracy.detection.scales import largest_factor, vote, written
from verify.graph import graph_facts
from verify.precision import precision_of
from verify.session import open_session
from verify.trained import OpenedFile
from verify.trained_detector import TrainedDetector, detector_in
from verify.weights import random_weights

ROOT = Path(__file__).parents[2]
SEED = 1
HEAD = PriorHead.model_validate(
    {
        "maps": [{"step": 8, "sizes": [16, 24]}, {"step": 16, "sizes": [32, 48, 64, 80, 96, 128]}],
        "background": 0, "centre_variance": Decimal("0.1"), "side_variance": Decimal("0.2"), "score": Decimal("0.01"),
        "candidates": 5000, "overlap": Decimal("0.3"), "boxes": 750,
    }
)  # fmt: skip
"""That of the record BlazeFace_widerface."""
pytestmark = pytest.mark.filterwarnings("ignore")


def live_priors(height: int, width: int) -> list[Any]:
    generator = part_of("modeling.layers").AnchorGeneratorSSD(
        steps=[8.0, 16.0], aspect_ratios=[[1.0], [1.0]], min_sizes=SIZES, max_sizes=[[], []], flip=False
    )
    maps = [paddle.zeros([1, 1, -(-height // step), -(-width // step)]) for step in (8, 16)]
    found: list[Any] = generator(maps, paddle.zeros([1, 3, height, width]))
    return found


@pytest.mark.parametrize(("height", "width"), [(640, 640), (64, 96), (75, 101), (7, 300)])
def test_prior_boxes(height: int, width: int) -> None:
    live = np.concatenate([boxes.numpy() for boxes in live_priors(height, width)])
    ours = prior_boxes(HEAD, (height, width))
    corners = np.concatenate([ours[:, :2] - ours[:, 2:] / 2, ours[:, :2] + ours[:, 2:] / 2], axis=1)
    assert live.shape == corners.shape
    assert np.abs(live * [width, height, width, height] - corners).max() < 1e-3


@pytest.mark.parametrize(("height", "width", "factor"), [(64, 96, 1.0), (75, 101, 0.5), (128, 128, 1.75)])
def test_the_same_outputs_give_the_same_boxes(height: int, width: int, factor: float) -> None:
    layers, random = part_of("modeling.layers"), np.random.default_rng(SEED)
    priors = live_priors(height, width)
    counts = [len(boxes) for boxes in priors]
    offsets = random.normal(0, 1, (sum(counts), 4)).astype(np.float32)
    scores = random.normal(0, 3, (sum(counts), 2)).astype(np.float32)
    parts = [[paddle.to_tensor(piece[None]) for piece in np.split(values, [counts[0]])] for values in (offsets, scores)]
    boxes, probabilities = layers.SSDBox()(
        parts, priors, paddle.to_tensor([[float(height), float(width)]]), paddle.to_tensor([[factor, factor]])
    )
    suppression = layers.MultiClassNMS(score_threshold=0.01, nms_top_k=5000, keep_top_k=750, nms_threshold=0.3)
    live = suppression(boxes, probabilities, background_label=0)[0].numpy()
    sides = (round(height / factor), round(width / factor))
    image = PreparedImage(np.zeros(0, np.float32), (height, width), sides, (height, width), (factor, factor))
    ours = decode_priors(offsets, scores, HEAD, 1, image)
    assert len(live) == len(ours) > 20
    live = live[np.argsort(-live[:, 1], kind="stable")]
    assert np.abs(live[:, 1:] - ours[:, 1:]).max() < 1e-3
    # PaddleDetection counts the background among the classes.
    assert (live[:, 0] == ours[:, 0] + 1).all()


def test_the_largest_factor() -> None:
    sizes = np.random.default_rng(SEED).integers(10, 5000, (3000, 2)).tolist()
    live = part_of("metrics.widerface_utils").get_shrink
    for height, width in sizes:
        assert live(height, width)[1] == largest_factor(height, width)


@pytest.mark.parametrize("count", [0, 1, 2, 40, 2000])
def test_the_vote(count: int, tmp_path: Path) -> None:
    random = np.random.default_rng(count)
    corners, sides = random.uniform(0, 300, (count, 2)), random.uniform(5, 90, (count, 2))
    rows = np.column_stack([np.zeros(count), random.uniform(0, 1, count), corners, corners + sides])
    utilities = part_of("metrics.widerface_utils")
    live = utilities.bbox_vote(rows[:, [2, 3, 4, 5, 1]])
    ours = vote(rows)
    assert ours.shape == (len(live), 6)
    assert np.abs(ours[:, [2, 3, 4, 5, 1]] - live).max(initial=0) < 1e-9
    utilities.save_widerface_bboxes("faces/image.jpg", live, str(tmp_path))
    lines = (tmp_path / "faces" / "image.txt").read_text().splitlines()[2:]
    read = np.array([[float(number) for number in line.split()] for line in lines]).reshape(-1, 5)
    saved = np.column_stack([read[:, :2], read[:, :2] + read[:, 2:4], read[:, 4]])
    assert np.abs(written(ours)[:, [2, 3, 4, 5, 1]] - saved).max(initial=0) < 1e-9


@cache
def network() -> TrainedDetector:
    path = ROOT / "catalog" / "zoo" / "graphs" / "BlazeFace" / "BlazeFace_NAS_widerface.onnx"
    model = onnx.load_model(path, load_external_data=False)
    session = open_session(model, random_weights(model, SEED))
    return detector_in(path, OpenedFile(graph_facts(model, path.name, ""), "", precision_of(model), session))


class LiveModel:
    """The network as PaddleDetection's evaluation calls it."""

    def __init__(self) -> None:
        self.factors: list[float] = []

    def eval(self) -> None:
        pass

    def __call__(self, data: Any) -> dict[str, Any]:
        (tensor,), ((height, width),), (factors,) = (
            data[name].numpy() for name in ("image", "im_shape", "scale_factor")
        )
        self.factors.append(round(float(factors[0]), 6))
        sides = (int(height), int(width))
        prepared = PreparedImage(tensor, sides, sides, sides, (float(factors[0]), float(factors[1])))
        return {"bbox": paddle.to_tensor(network().find(prepared, HEAD, 1))}


@pytest.mark.parametrize("sides", [(900, 1500), (2100, 1500)])
def test_an_image_at_several_scales(sides: tuple[int, int], tmp_path: Path) -> None:
    utilities, model = part_of("metrics.widerface_utils"), LiveModel()
    small = np.random.default_rng(SEED).integers(0, 256, (sides[0] // 50, sides[1] // 50, 3), np.uint8)
    path = tmp_path / "image.png"
    Image.fromarray(cv2.resize(small, sides[::-1])).save(path)
    image = cv2.cvtColor(cv2.imread(str(path)), cv2.COLOR_BGR2RGB)
    own, largest = utilities.get_shrink(*image.shape[:2])
    parts = [
        utilities.detect_face(model, image, own), utilities.flip_test(model, image, own),
        *utilities.multi_scale_test(model, image, largest), utilities.multi_scale_test_pyramid(model, image, largest),
    ]  # fmt: skip
    live = utilities.bbox_vote(np.concatenate(parts))
    # This version of the program leaves the colours as RGB; the one that made the published scores turned them round.
    stated = Input.model_validate(
        {
            "size": 640, "interpolation": "bilinear", "channels": "RGB", "scale": "1", "mean": [Decimal(104), 117, 123],
            "std": [Decimal("127.502231")] * 3, "layout": "NCHW", "library": "opencv", "fit": "scales",
        }
    )  # fmt: skip
    ours = Detecting(network(), preparation_of("Net", stated, 640), HEAD, 1).find(path)
    assert len(model.factors) >= 5
    assert len(live) == len(ours) > 20
    expected = np.column_stack([live[:, :2], live[:, 2:4] + 1, live[:, 4]])
    apart = np.abs(ours[:, None, [2, 3, 4, 5, 1]] - expected).max(axis=2)
    assert apart.min(axis=0).max() < 0.11
    assert apart.min(axis=1).max() < 0.11
