"""Every detector of the zoo that ships can be scored: its graph with seeded weights, its input, its head."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

import numpy as np
import onnx
import pytest
from PIL import Image

import catalog
from catalog.evidence import ScoreFacts
from catalog.quantities import METRICS
from tests.verify.accuracy.detection.drawn import write_wider_face
from verify.accuracy.detection.detecting import Detecting
from verify.accuracy.detection.ground_truth import GroundTruth, read_ground_truth
from verify.accuracy.detection.preparing import Preparation, preparation_of
from verify.accuracy.detection.scoring import score_boxes
from verify.accuracy.judging import judge_score
from verify.accuracy.preprocessing import input_digest
from verify.graph import graph_facts
from verify.measuring import head_of
from verify.precision import precision_of
from verify.session import open_session
from verify.trained import OpenedFile
from verify.trained_detector import TrainedDetector, detector_in
from verify.weights import random_weights

ZOO = Path(__file__).parents[2] / "catalog" / "zoo"
FAMILIES = ("BlazeFace", "YOLOv3")
DETECTORS = sorted(path.stem for family in FAMILIES for path in (ZOO / "models" / family).glob("*.yaml"))
"""A quantised model is next to the one whose graph it shares."""
SEED = 1
SIZE = 64
"""Pixels; whatever is claimed, the graphs take any size, and this one takes no time."""
ZERO = {"box_ap": 0.0, "easy": 0.0, "medium": 0.0, "hard": 0.0}


@pytest.fixture(scope="module")
def zoo() -> catalog.Catalog:
    return catalog.load(ZOO)


def graph_of(zoo: catalog.Catalog, name: str) -> Path:
    path = zoo.graph_path(name)
    assert path is not None
    return path


@lru_cache(maxsize=1)
def network(path: Path) -> TrainedDetector:
    model = onnx.load_model(path, load_external_data=False)
    session = open_session(model, random_weights(model, SEED))
    return detector_in(path, OpenedFile(graph_facts(model, path.name, ""), path.name, precision_of(model), session))


@pytest.fixture(scope="module")
def truths(zoo: catalog.Catalog, tmp_path_factory: pytest.TempPathFactory) -> dict[str, GroundTruth]:
    """A data set of one image or a few for each that detectors are scored on."""
    root = tmp_path_factory.mktemp("datasets")
    coco, voc = root / "coco", root / "voc"
    listing = {
        "images": [{"id": 1, "file_name": "1.png"}],
        "annotations": [{"id": 1, "image_id": 1, "category_id": 0, "bbox": [4, 4, 40, 40]}],
        "categories": [{"id": number, "name": label} for number, label in enumerate(zoo.datasets["coco"].labels)],
    }
    corners = "<xmin>4</xmin><ymin>4</ymin><xmax>43</xmax><ymax>43</ymax>"
    entry = f"<object><name>dog</name><bndbox>{corners}</bndbox></object>"
    files = {
        coco / "instances_val2017.json": json.dumps(listing),
        voc / "ImageSets/Main/test.txt": "1",
        voc / "Annotations/1.xml": f"<annotation>{entry}</annotation>",
    }
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    pixels = np.random.default_rng(SEED).integers(0, 256, (SIZE, SIZE, 3), np.uint8)
    for path in (coco / "1.png", voc / "JPEGImages/1.png"):
        path.parent.mkdir(exist_ok=True)
        Image.fromarray(pixels).save(path)
    places = {"coco": coco, "voc": voc, "widerface": write_wider_face(root / "faces")}
    return {key: read_ground_truth(place, zoo.datasets[key]) for key, place in places.items()}


def test_these_are_all_detectors(zoo: catalog.Catalog) -> None:
    assert [name for name, model in zoo.models.items() if model.task != "image-classification"] == DETECTORS


@pytest.mark.parametrize("name", DETECTORS)
def test_a_detector_is_scored(name: str, zoo: catalog.Catalog, truths: dict[str, GroundTruth]) -> None:
    model = zoo.models[name]
    dataset = zoo.datasets[str(model.dataset)]
    stated = preparation_of(name, model.input, SIZE)
    preparation = Preparation(stated.preprocessing, SIZE, "stretch")
    detecting = Detecting(network(graph_of(zoo, name)), preparation, head_of(zoo, model), len(dataset.labels))
    score = score_boxes(detecting, truths[str(model.dataset)], [0])
    assert score.precision
    assert set(score.precision) <= set(dataset.metrics)
    assert all(0 <= value <= 1 for value in score.precision.values())


@pytest.mark.parametrize("name", DETECTORS)
def test_what_is_printed_of_a_detector_is_judged_by_weights_of_its_graph(name: str, zoo: catalog.Catalog) -> None:
    model = zoo.models[name]
    precision = precision_of(onnx.load_model(graph_of(zoo, name), load_external_data=False))
    claims = [claim for claim in zoo.claims(name) if claim.quantity in METRICS]
    assert claims
    for claim in claims:
        facts = ScoreFacts(
            dataset=str(claim.dataset), weights="", input=input_digest(model.input), images=1, of=1,
            weights_precision=precision, input_size=claim.input_size, precision=ZERO,
        )  # fmt: skip
        verdict = judge_score(claim, [facts], model.input.size)
        assert verdict is not None
        assert verdict.verdict == "contradicted"


@pytest.mark.parametrize("name", ["BlazeFace_NAS_widerface"])
def test_faces_are_found_at_several_scales(name: str, zoo: catalog.Catalog, truths: dict[str, GroundTruth]) -> None:
    model, image = zoo.models[name], truths["widerface"].images[0]
    preparation = preparation_of(name, model.input, model.input.size)
    assert preparation.fit == "scales"
    found = Detecting(network(graph_of(zoo, name)), preparation, head_of(zoo, model), 1).find(image)
    assert 0 < len(found) <= 750
    assert (found[:, 1] >= 0.01).all()
