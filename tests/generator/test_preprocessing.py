"""The code on a model's page is run as it stands there, and makes the tensor that the verifier makes."""

from __future__ import annotations

import re
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import parser
from PIL import Image

from catalog.record import Input
from generator.preprocessing import onnxruntime_code, torchvision_code, unstated
from tests.generator.conftest import Document, Pages
from verify.accuracy.preprocessing import preprocessing_of

STATED = {
    "size": 24,
    "interpolation": "bilinear",
    "channels": "RGB",
    "scale": "1/255",
    "mean": [Decimal("0.485"), Decimal("0.456"), Decimal("0.406")],
    "std": [Decimal("0.229"), Decimal("0.224"), Decimal("0.225")],
    "layout": "NCHW",
    "library": "pillow",
}
IDENTITY = """<ir_version: 8, opset_import: ["" : 17]>
identity (float[N, A, B, C] x) => (float[N, A, B, C] y) { y = Identity(x) }"""
ODD = [(37, 53), (61, 33), (41, 41)]
"""Widths and heights whose resized sides and crops need rounding."""


def made_input(**changes: object) -> Input:
    return Input.model_validate({name: value for name, value in (STATED | changes).items() if value is not None})


def run(code: str, folder: Path) -> None:
    """Run code as a reader would, in a folder with `image.jpg` and `Net.onnx`; what it made is kept in files."""
    keep = '\nnp.save("batch.npy", batch)\nnp.save("outputs.npy", outputs[0])\n'
    subprocess.run([sys.executable, "-W", "error", "-c", code + keep], cwd=folder, check=True)


def write_files(folder: Path, width: int, height: int) -> Path:
    """A photograph-like picture, and a network that gives back what it takes."""
    onnx.save(parser.parse_model(IDENTITY), folder / "Net.onnx")
    steps = np.random.default_rng(width).integers(0, 256, (height // 4 + 1, width // 4 + 1, 3), dtype=np.uint8)
    picture = folder / "image.jpg"
    Image.fromarray(steps).resize((width, height)).save(picture, quality=95)
    return picture


CASES: dict[str, dict[str, object]] = {
    "pillow": {"resize": 32},
    "pillow as PaddleClas": {"resize": 32, "rounding": "paddleclas"},
    "pillow stretched": {"interpolation": "bicubic"},
    "pillow area, BGR, NHWC": {"resize": 28, "interpolation": "area", "channels": "BGR", "layout": "NHWC"},
    "opencv": {"resize": 32, "library": "opencv"},
    "opencv as torchvision": {"resize": 32, "library": "opencv", "rounding": "torchvision", "interpolation": "area"},
    "opencv stretched": {"library": "opencv", "interpolation": "bicubic", "fit": "stretch", "channels": "BGR"},
    "another scale": {
        "library": "opencv",
        "resize": 29,
        "scale": "0.017",
        "std": [1, 1, 1],
        "interpolation": "nearest",
    },
}


@pytest.mark.parametrize("changes", CASES.values(), ids=CASES)
def test_the_code_makes_the_tensor_that_the_verifier_makes(changes: dict[str, object], tmp_path: Path) -> None:
    stated = made_input(**changes)
    code = onnxruntime_code("Net", stated)
    for width, height in ODD:
        picture = write_files(tmp_path, width, height)
        run(code, tmp_path)
        batch = np.load(tmp_path / "batch.npy")
        expected = preprocessing_of("Net", stated).tensor(picture)
        assert batch.dtype == expected.dtype
        np.testing.assert_array_equal(batch, expected[np.newaxis])
        np.testing.assert_array_equal(np.load(tmp_path / "outputs.npy"), batch)


def test_the_code_is_on_the_page_as_it_was_run(pages: Pages) -> None:
    stated = {"size": 224, "resize": 256, "scale": "1/255", "mean": STATED["mean"], "std": STATED["std"]}
    code = [element.text for element in Document(pages["en"]["models/Net_x1_0/"].body).all("code")]
    assert onnxruntime_code("Net_x1_0", Input.model_validate(stated)) in code
    assert torchvision_code(Input.model_validate(stated)) in code


@pytest.mark.parametrize("scale", ["__import__('os')", "1/0", "١/255", "1/255) #"])
def test_a_scale_that_is_no_number_never_becomes_code(scale: str) -> None:
    stated = made_input(scale=scale)
    assert (onnxruntime_code("Net", stated), torchvision_code(stated)) == ("", "")


@pytest.mark.parametrize(("scale", "written"), [("01", "1"), ("1.0/255.0", "1/255"), ("0.017", "17/1000")])
def test_a_scale_is_written_as_a_fraction(scale: str, written: str) -> None:
    assert f"* np.float32({written})\n" in onnxruntime_code("Net", made_input(scale=scale))


@pytest.mark.parametrize("field", ["scale", "mean", "std"])
def test_too_little_is_no_code(field: str) -> None:
    stated = made_input(**{field: None})
    assert (onnxruntime_code("Net", stated), torchvision_code(stated)) == ("", "")
    assert unstated(stated) == (field,)


@pytest.mark.parametrize("fit", ["pad", "scales"])
def test_more_than_a_resize_is_left_to_the_verifier(fit: str) -> None:
    assert onnxruntime_code("Net", made_input(fit=fit)) == ""


@pytest.mark.parametrize(
    "changes",
    [
        {"channels": "BGR"},
        {"layout": "NHWC"},
        {"library": "opencv"},
        {"rounding": "paddleclas"},
        {"scale": "1"},
        {"fit": "pad"},
        {"fit": "scales"},
    ],
)
def test_what_torchvision_can_not_do_is_not_shown_as_its_code(changes: dict[str, object]) -> None:
    assert torchvision_code(made_input(resize=32)) != ""
    assert torchvision_code(made_input(resize=32, **changes)) == ""


def test_torchvision_knows_the_methods_by_pillows_names() -> None:
    names = {
        method: re.findall(r"InterpolationMode\.(\w+)", torchvision_code(made_input(interpolation=method)))
        for method in ("bilinear", "bicubic", "nearest", "area")
    }
    assert names == {"bilinear": ["BILINEAR"], "bicubic": ["BICUBIC"], "nearest": ["NEAREST"], "area": ["BOX"]}
    assert "InterpolationMode" not in torchvision_code(made_input(interpolation=None))
