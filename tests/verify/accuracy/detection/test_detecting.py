"""Detecting: what is found does not depend on the size of images, and a run that was ended goes on."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

from catalog.heads import Anchor, YoloHead
from catalog.record import Input
from tests.verify.accuracy.detection.drawn import (
    IMAGES,
    LABELS,
    SIZE,
    Drawn,
    write_coco,
    write_colour_detector,
    write_yolo_detector,
)
from verify.accuracy.detection.coco import read_coco
from verify.accuracy.detection.detecting import Detecting, find_in_all
from verify.accuracy.detection.preparing import preparation_of
from verify.exceptions import VerifyError
from verify.trained_detector import open_detector

CELL_HEAD = YoloHead(
    anchors=(Anchor(width=16, height=16),),
    objectness=Decimal("0.5"), score=Decimal("0.5"), candidates=100, overlap=Decimal("0.45"), boxes=100,
)  # fmt: skip


def model_input(**changes: object) -> Input:
    values = {
        "size": SIZE, "interpolation": "nearest", "channels": "RGB", "scale": "1/255", "mean": (Decimal(0),) * 3,
        "std": (Decimal(1),) * 3, "layout": "NCHW", "library": "opencv", "fit": "stretch",
    }  # fmt: skip
    return Input.model_validate(values | changes)


def colour_detecting(folder: Path, **changes: object) -> Detecting:
    network = open_detector(write_colour_detector(folder / "colours.onnx"))
    return Detecting(network, preparation_of("Colours", model_input(**changes), SIZE), None, 2)


def images_of(folder: Path) -> list[Path]:
    return [drawn.save(folder / f"{number}.png") for number, drawn in enumerate(IMAGES)]


def test_what_is_drawn_is_found(tmp_path: Path) -> None:
    for rows, drawn in zip(find_in_all(colour_detecting(tmp_path), images_of(tmp_path)), IMAGES, strict=True):
        expected = {label: box for label, box in enumerate(drawn.boxes) if box}
        assert {int(row[0]): tuple(row[2:]) for row in rows} == expected
        assert (rows[:, 1] == 1).all()


def test_a_run_that_was_ended_goes_on(tmp_path: Path) -> None:
    detecting, images, kept = colour_detecting(tmp_path), images_of(tmp_path), tmp_path / "runs" / "run.jsonl"

    class EndedError(Exception):
        pass

    def end(done: int) -> None:
        if done == 2:
            raise EndedError

    with pytest.raises(EndedError):
        find_in_all(detecting, images, progress_file=kept, progress=end)
    kept.write_text(kept.read_text() + "[[0, 1, 2")
    told: list[int] = []
    found = find_in_all(detecting, images, progress_file=kept, progress=told.append)
    assert told == [2, 3, 4]
    for rows, again in zip(found, find_in_all(detecting, images), strict=True):
        assert (rows == again).all()


def test_where_nothing_can_be_kept_all_is_found_at_once(tmp_path: Path) -> None:
    detecting, images = colour_detecting(tmp_path), images_of(tmp_path)
    found = find_in_all(detecting, images, progress_file=Path("/proc/nowhere/run.jsonl"))
    assert len(found) == len(images)


@pytest.mark.parametrize("content", ["", "[]\n", "x\n", '{"key": "other"}\n[]\n[]\n', "\n\n"])
def test_what_is_kept_of_another_run_is_not_used(content: str, tmp_path: Path) -> None:
    kept = tmp_path / "run.jsonl"
    kept.write_text(content)
    told: list[int] = []
    find_in_all(colour_detecting(tmp_path), images_of(tmp_path), progress_file=kept, progress=told.append)
    assert told[0] == 0


def test_rows_of_another_form_are_not_used(tmp_path: Path) -> None:
    detecting, images, kept = colour_detecting(tmp_path), images_of(tmp_path), tmp_path / "run.jsonl"
    kept.write_text(f"{json.dumps({'key': detecting.key(images)})}\n[[1, 2]]\n")
    told: list[int] = []
    find_in_all(detecting, images, progress_file=kept, progress=told.append)
    assert told[0] == 0


@pytest.mark.parametrize(("width", "height"), [(200, 100), (100, 200), (64, 64)])
def test_padding_keeps_the_ratio(width: int, height: int, tmp_path: Path) -> None:
    from PIL import Image

    pixels = np.zeros((height, width, 3), np.uint8)
    pixels[:] = (255, 0, 0)
    Image.fromarray(pixels).save(tmp_path / "red.png")
    prepared = colour_detecting(tmp_path, fit="pad").preparation.prepare(pixels)
    share = SIZE / max(width, height)
    assert prepared.resized == (height * share, width * share)
    assert prepared.factors == (share, share)
    assert prepared.tensor.sum() == prepared.resized[0] * prepared.resized[1]
    assert prepared.tensor[0, : prepared.resized[0], : prepared.resized[1]].all()
    (row,) = colour_detecting(tmp_path, fit="pad").find(tmp_path / "red.png")
    assert row.tolist() == [0, 1, 0, 0, width, height]


@pytest.mark.parametrize("size", [SIZE, "side"])
def test_a_network_that_ends_in_maps(size: int | str, tmp_path: Path) -> None:
    # A cell of 16 pixels of the input is 32 of the image.
    images = [Drawn(((32, 64, 64, 96), (96, 0, 128, 32))), Drawn(((0, 0, 32, 32), None))]
    root = write_coco(tmp_path, images)
    truth = read_coco(root, LABELS, "val2017")
    network = open_detector(write_yolo_detector(tmp_path / "yolo.onnx", size))
    assert network.takes(SIZE, "NCHW")
    assert network.takes(SIZE * 2, "NCHW") == (size == "side")
    detecting = Detecting(network, preparation_of("Yolo", model_input(), SIZE), CELL_HEAD, 2)
    found = find_in_all(detecting, truth.images)
    assert [tuple(row[2:]) for row in found[1]] == [(0, 0, 32, 32)]
    # At the right edge a box ends at the last pixel, after 31 of 32: enough for all overlaps from 0.50 to 0.95.
    assert truth.score([0, 1], found)["box_ap"].value == pytest.approx(1)
    without_head = Detecting(network, detecting.preparation, None, 2)
    with pytest.raises(VerifyError, match=r"yolo\.onnx: ends in the maps .* and the record states no head"):
        without_head.find(truth.images[0])


def test_a_truncated_image(tmp_path: Path) -> None:
    images = images_of(tmp_path)
    images[2].write_bytes(images[2].read_bytes()[:-30])
    with pytest.raises(VerifyError, match=r"2\.png: expected a whole image"):
        find_in_all(colour_detecting(tmp_path), images)


def test_a_record_that_leaves_out_the_fit() -> None:
    with pytest.raises(VerifyError, match="the record's input must state fit"):
        preparation_of("Colours", model_input(fit=None), SIZE)
