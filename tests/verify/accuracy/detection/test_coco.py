"""COCO's layout and its average precision, by detections whose score is known in closed form."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.verify.accuracy.detection import drawn
from tests.verify.accuracy.detection.drawn import IMAGES, LABELS, write_coco
from verify.accuracy.detection.coco import CocoGroundTruth, read_coco
from verify.exceptions import VerifyError


def read(root: Path) -> CocoGroundTruth:
    return read_coco(root, LABELS, "val2017")


def truth_as_found(classes: tuple[int, int] = (0, 1)) -> list[np.ndarray]:
    """Detections of exactly what is drawn."""
    return [
        np.array([(classes[label], 0.9, *box) for label, box in enumerate(image.boxes) if box], float).reshape(-1, 6)
        for image in IMAGES
    ]


def box_ap(truth: CocoGroundTruth, found: list[np.ndarray]) -> float:
    """The score; every image counting once, the bootstrap's way to it must give the same."""
    score = truth.score(range(len(found)), found)["box_ap"]
    assert score.weighted(np.ones(len(found), np.int64)) == pytest.approx(score.value)
    return score.value


def test_a_perfect_detector(tmp_path: Path) -> None:
    assert box_ap(read(write_coco(tmp_path)), truth_as_found()) == pytest.approx(1)


def test_shuffled_classes(tmp_path: Path) -> None:
    assert box_ap(read(write_coco(tmp_path)), truth_as_found((1, 0))) == 0


def test_one_class_of_two_is_found(tmp_path: Path) -> None:
    found = [rows[rows[:, 0] == 0] for rows in truth_as_found()]
    assert box_ap(read(write_coco(tmp_path)), found) == pytest.approx(1 / 2)


def test_boxes_that_overlap_by_five_eighths_count_at_three_of_ten_thresholds(tmp_path: Path) -> None:
    # Shifted by 12, a box of 52 shares 40 of 64 columns with itself.
    root = write_coco(tmp_path, [drawn.Drawn(((8, 8, 60, 48), None))], shift=12)
    found = [np.array([(0, 0.9, 8, 8, 60, 48)], float)]
    assert box_ap(read(root), found) == pytest.approx(3 / 10)


def test_a_wrong_box_that_scores_higher_halves_the_precision(tmp_path: Path) -> None:
    root = write_coco(tmp_path, [drawn.Drawn(((8, 8, 60, 48), None))])
    found = [np.array([(0, 0.95, 80, 80, 120, 120), (0, 0.9, 8, 8, 60, 48)], float)]
    assert box_ap(read(root), found) == pytest.approx(1 / 2)


def test_crowds_need_not_be_found(tmp_path: Path) -> None:
    root = write_coco(tmp_path)
    path = root / "annotations" / "instances_val2017.json"
    content = json.loads(path.read_text())
    crowd = {"id": 99, "image_id": 10, "category_id": 9, "bbox": [60, 60, 40, 40], "iscrowd": 1}
    content["annotations"].append(crowd)
    path.write_text(json.dumps(content))
    found = truth_as_found()
    found[1] = np.vstack([found[1], [0, 0.99, 60, 60, 100, 100]])
    assert box_ap(read(root), found) == pytest.approx(1)


def test_a_part_of_the_images(tmp_path: Path) -> None:
    truth, found = read(write_coco(tmp_path)), truth_as_found()
    assert truth.score([3, 0], [found[3], found[0]])["box_ap"].value == pytest.approx(1)
    assert truth.score([3, 0], [found[0], found[3]])["box_ap"].value == 0


def test_images_without_objects_can_not_be_scored(tmp_path: Path) -> None:
    truth = read(write_coco(tmp_path, [drawn.Drawn((None, None))]))
    with pytest.raises(VerifyError, match="expected objects in the 1 images"):
        truth.score([0], [np.zeros((0, 6))])


@pytest.mark.parametrize("folder", ["val2017", "images/val2017", "images", "."])
def test_where_images_may_lie(folder: str, tmp_path: Path) -> None:
    root = write_coco(tmp_path)
    for path in sorted((root / "val2017").iterdir()):
        target = root / folder / path.name
        target.parent.mkdir(parents=True, exist_ok=True)
        path.rename(target)
    assert read(root).images[2] == root / folder / "2.png"
    assert read(root / "annotations" / "instances_val2017.json").images == read(root).images


def edited(change: Callable[[dict[str, Any]], object]) -> Callable[[Path], None]:
    def edit(path: Path) -> None:
        content = json.loads(path.read_text())
        change(content)
        path.write_text(json.dumps(content))

    return edit


@pytest.mark.parametrize(
    ("edit", "message"),
    [
        (lambda path: path.write_text("{"), "instances_val2017.json: expected COCO's annotations: Invalid JSON"),
        (lambda path: path.write_text("[" * 100_000), "instances_val2017.json: expected COCO's annotations"),
        (lambda path: path.unlink(), "expected annotations/instances_val2017.json, found none"),
        (edited(lambda it: it.pop("images")), "images: Field required"),
        (edited(lambda it: it["annotations"][1].update(bbox=[1, 2, -3, 4])), "annotations.1.bbox.2: Input should be"),
        (edited(lambda it: it["annotations"][1].update(bbox=[1, 2, 1e300, 4])), "annotations.1.bbox.2: Input should"),
        (edited(lambda it: it["annotations"][0].update(image_id=5)), "annotations.0: there is no image 5"),
        (edited(lambda it: it["images"][1].update(id=0)), "two of the images have the id 0"),
        (edited(lambda it: it["categories"].pop()), "none is 'red'"),
        (edited(lambda it: it["images"][0].update(file_name="../../a.png")), "'../../a.png' leads out of"),
        (edited(lambda it: it["images"][3].update(file_name="9.png")), "val2017.json names this image, which"),
        (edited(lambda it: it.update(images=[], annotations=[])), "expected annotated images, found none"),
    ],
)  # fmt: skip
def test_malformed_annotations(edit: Callable[[Path], None], message: str, tmp_path: Path) -> None:
    root = write_coco(tmp_path)
    edit(root / "annotations" / "instances_val2017.json")
    with pytest.raises(VerifyError) as caught:
        read(root)
    assert message in str(caught.value)


def test_without_pycocotools_the_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pycocotools.coco", None)
    truth = read(write_coco(tmp_path))
    with pytest.raises(VerifyError, match="needs pycocotools; install the extra accuracy"):
        truth.score(range(4), truth_as_found())
