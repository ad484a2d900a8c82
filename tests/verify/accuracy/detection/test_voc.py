"""VOC's layout and its mean average precision, against a case that is computed by hand."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.verify.accuracy.detection.drawn import IMAGES, LABELS, write_voc
from verify.accuracy.detection.voc import VocGroundTruth, VocImage, read_voc
from verify.exceptions import VerifyError

NEAR, FAR = (10, 10, 29, 29), (60, 60, 79, 79)


def image(*objects: tuple[int, tuple[int, ...], bool]) -> VocImage:
    labels, boxes, difficult = zip(*objects, strict=True)
    return VocImage(np.array(boxes, float), np.array(labels), np.array(difficult))


def truth(*images: VocImage, integral: bool = False) -> VocGroundTruth:
    return VocGroundTruth(tuple(Path(f"{at}.jpg") for at in range(len(images))), images, 2, integral)


def score(ground_truth: VocGroundTruth, *found: list[tuple[float, ...]]) -> float:
    rows = [np.array(entry, float).reshape(-1, 6) for entry in found]
    return ground_truth.score(range(len(rows)), rows)["box_ap"].value


TWO = (image((0, NEAR, False)), image((0, FAR, False)))
FOUND = ([(0, 0.9, *NEAR), (0, 0.8, *FAR)], [(0, 0.7, *FAR)])
"""Right, wrong, right: precision 1, 1/2, 2/3 at recall 1/2, 1/2, 1."""


def test_by_hand() -> None:
    assert score(truth(*TWO), *FOUND) == pytest.approx((6 + 5 * 2 / 3) / 11)
    assert score(truth(*TWO, integral=True), *FOUND) == pytest.approx(1 / 2 + 2 / 3 / 2)


def test_a_second_box_on_one_object_is_wrong() -> None:
    assert score(truth(TWO[0], integral=True), [(0, 0.9, *NEAR), (0, 0.8, *NEAR)]) == 1
    twice = image((0, NEAR, False), (0, FAR, False))
    found = [(0, 0.9, *NEAR), (0, 0.8, *NEAR), (0, 0.7, *FAR)]
    assert score(truth(twice, integral=True), found) == pytest.approx(1 / 2 + 2 / 3 / 2)


def test_difficult_objects_neither_help_nor_harm() -> None:
    with_difficult = image((0, NEAR, False), (0, FAR, True))
    assert score(truth(with_difficult), [(0, 0.9, *FAR), (0, 0.8, *NEAR)]) == 1
    assert score(truth(with_difficult), [(0, 0.8, *NEAR)]) == 1


def test_classes_are_averaged_and_those_without_objects_left_out() -> None:
    both = image((0, NEAR, False), (1, FAR, False))
    assert score(truth(both), [(0, 0.9, *NEAR)]) == 0.5
    assert score(truth(TWO[0]), [(0, 0.9, *NEAR), (1, 0.9, *FAR)]) == 1


@pytest.mark.parametrize(("shift", "expected"), [(6, 1), (7, 0)])
def test_an_overlap_of_more_than_half_finds(shift: int, expected: float) -> None:
    # Shifted by 6, a box of 20 shares 14 of 26 columns with itself; by 7, 13 of 27.
    moved = (NEAR[0] + shift, NEAR[1], NEAR[2] + shift, NEAR[3])
    assert score(truth(TWO[0]), [(0, 0.9, *moved)]) == expected


def test_no_object_at_all() -> None:
    nothing = VocImage(np.zeros((0, 4)), np.zeros(0, int), np.zeros(0, bool))
    with pytest.raises(VerifyError, match="expected objects"):
        score(truth(nothing), [])


@pytest.mark.parametrize("folder", ["", "VOC2007", "VOCdevkit/VOC2007"])
def test_layouts(folder: str, tmp_path: Path) -> None:
    root = write_voc(tmp_path / folder)
    found = read_voc(tmp_path, LABELS, integral=False)
    assert found.images == tuple(root / "JPEGImages" / f"00000{at}.png" for at in range(4))
    assert found.objects[0].boxes.tolist() == [[8, 8, 59, 47], [64, 64, 119, 119]]
    assert [entry.classes.tolist() for entry in found.objects] == [[0, 1], [0], [1], [0, 1]]
    listing = root / "ImageSets" / "Main" / "mine.txt"
    listing.write_text("000002 1\n")
    assert read_voc(listing, LABELS, integral=False).images == found.images[2:3]
    perfect = [[(label, 0.9, *box) for label, box in enumerate(it.boxes) if box] for it in IMAGES]
    assert score(found, *perfect) == 1


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in zip("abcdefghi", "bcdefghij", strict=True))
    + "]><annotation><object><name>&j;</name></object></annotation>"
)
OBJECT = "<annotation><object><name>{}</name><bndbox>{}</bndbox></object></annotation>"


@pytest.mark.parametrize(
    ("xml", "message"),
    [
        ("<annotation>", "000001.xml: expected XML: no element found: line 1, column 12"),
        ("", "000001.xml: expected XML"),
        (BOMB, "000001.xml: expected XML without a document type or entities"),
        ('<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', "000001.xml: expected XML without a document type"),
        (OBJECT.format("read", ""), "000001.xml: object 1: unknown class 'read'; did you mean 'red'?"),
        (OBJECT.format("red", "<xmin>1</xmin>"), "object 1: expected ymin in pixels, not ''"),
        (OBJECT.format("red", "<xmin>nan</xmin>"), "object 1: expected xmin in pixels, not 'nan'"),
        (OBJECT.format("red", "<xmin>1e300</xmin>"), "object 1: expected xmin in pixels, not '1e300'"),
        (OBJECT.format("red", "<xmin>9</xmin><ymin>0</ymin><xmax>3</xmax><ymax>1</ymax>"), "expected xmin ≤ xmax"),
        ("<a>" + " " * (1 << 20) + "</a>", "000001.xml: is larger than 1 MiB"),
    ],
)
def test_malformed_annotations(xml: str, message: str, tmp_path: Path) -> None:
    (write_voc(tmp_path) / "Annotations" / "000001.xml").write_text(xml)
    with pytest.raises(VerifyError) as caught:
        read_voc(tmp_path, LABELS, integral=False)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("listing", "message"),
    [
        ("", "test.txt: expected annotated images, found none"),
        ("../../../secret", "leads out of"),
        ("000007", "000007.jpg: test.txt names this image, which is not here"),
    ],
)
def test_malformed_lists(listing: str, message: str, tmp_path: Path) -> None:
    (write_voc(tmp_path) / "ImageSets" / "Main" / "test.txt").write_text(listing)
    with pytest.raises(VerifyError, match=message):
        read_voc(tmp_path, LABELS, integral=False)


def test_no_data_set(tmp_path: Path) -> None:
    with pytest.raises(VerifyError, match=r"expected ImageSets/Main/test.txt or val.txt"):
        read_voc(tmp_path, LABELS, integral=False)
