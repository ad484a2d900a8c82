"""Preprocessing: the pixels that Pillow and OpenCV give, cropped where torchvision and PaddleClas crop."""

from decimal import Decimal
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from catalog.record import Input
from verify.accuracy.preprocessing import Preprocessing, input_digest, preprocessing_of
from verify.exceptions import VerifyError


def model_input(**changes: object) -> Input:
    stated: dict[str, object] = {
        "size": 6, "interpolation": "bilinear", "channels": "RGB", "scale": "1/255", "layout": "NCHW",
        "library": "pillow", "mean": (Decimal("0.485"), Decimal("0.456"), Decimal("0.406")),
        "std": (Decimal("0.229"), Decimal("0.224"), Decimal("0.225")),
    }  # fmt: skip
    return Input.model_validate({name: value for name, value in (stated | changes).items() if value is not None})


def preprocessing(**changes: object) -> Preprocessing:
    return preprocessing_of("M", model_input(**changes))


def picture(path: Path, width: int, height: int) -> Path:
    pixels = np.random.default_rng(0).integers(0, 256, (height, width, 3), dtype=np.uint8)
    Image.fromarray(pixels).save(path)
    return path


def test_values_are_scaled_then_centred_then_divided(tmp_path: Path) -> None:
    Image.new("RGB", (6, 6), (255, 51, 0)).save(tmp_path / "a.png")
    tensor = preprocessing().tensor(tmp_path / "a.png")
    assert (tensor.shape, tensor.dtype) == ((3, 6, 6), np.float32)
    expected = [(1 - 0.485) / 0.229, (0.2 - 0.456) / 0.224, -0.406 / 0.225]
    np.testing.assert_allclose(tensor[:, 0, 0], expected, rtol=1e-6)


def test_channel_order_and_layout(tmp_path: Path) -> None:
    path = picture(tmp_path / "a.png", 6, 6)
    plain = {"mean": (0, 0, 0), "std": (1, 1, 1)}
    rgb = preprocessing(**plain).tensor(path)
    np.testing.assert_array_equal(preprocessing(channels="BGR", **plain).tensor(path), rgb[::-1])
    np.testing.assert_array_equal(preprocessing(layout="NHWC", **plain).tensor(path), rgb.transpose(1, 2, 0))


@pytest.mark.parametrize(
    ("width", "height", "rounding", "sides", "corner"),
    [
        # 8 × 11 / 9 = 9.78: torchvision cuts it to 9, PaddleClas rounds it to 10.
        (11, 9, "torchvision", (8, 9), (1, 2)),
        (11, 9, "paddleclas", (8, 10), (1, 2)),
        (9, 11, "torchvision", (9, 8), (2, 1)),
        (9, 11, "paddleclas", (10, 8), (2, 1)),
        # (9 − 6) / 2 = 1.5: torchvision rounds it to the even 2, PaddleClas cuts it to 1.
        (9, 8, "torchvision", (8, 9), (1, 2)),
        (9, 8, "paddleclas", (8, 9), (1, 1)),
        (8, 8, "torchvision", (8, 8), (1, 1)),
    ],
)
@pytest.mark.parametrize("library", ["pillow", "opencv"])
def test_sides_and_crop(
    width: int,
    height: int,
    rounding: str,
    sides: tuple[int, int],
    corner: tuple[int, int],
    library: str,
    tmp_path: Path,
) -> None:
    path = picture(tmp_path / "a.png", width, height)
    plain = preprocessing(resize=8, rounding=rounding, library=library, mean=(0, 0, 0), std=(1, 1, 1))
    pixels = np.asarray(Image.open(path))
    if library == "pillow":
        resized = np.asarray(Image.open(path).resize(sides[::-1], Image.Resampling.BILINEAR))
    else:
        resized = cv2.resize(pixels, sides[::-1], interpolation=cv2.INTER_LINEAR)
    top, left = corner
    expected = resized[top : top + 6, left : left + 6].transpose(2, 0, 1)
    np.testing.assert_array_equal(np.round(plain.tensor(path) * 255), expected)


@pytest.mark.parametrize(
    ("name", "pillow", "opencv"),
    [
        ("bilinear", Image.Resampling.BILINEAR, cv2.INTER_LINEAR),
        ("bicubic", Image.Resampling.BICUBIC, cv2.INTER_CUBIC),
        ("nearest", Image.Resampling.NEAREST, cv2.INTER_NEAREST),
        ("area", Image.Resampling.BOX, cv2.INTER_AREA),
    ],
)
def test_without_resize_the_image_is_stretched_by_the_named_filter(
    name: str, pillow: Image.Resampling, opencv: int, tmp_path: Path
) -> None:
    path = picture(tmp_path / "a.png", 31, 17)
    plain = {"interpolation": name, "mean": (0, 0, 0), "std": (1, 1, 1)}
    by_pillow = np.asarray(Image.open(path).resize((6, 6), pillow)).transpose(2, 0, 1)
    by_opencv = cv2.resize(np.asarray(Image.open(path)), (6, 6), interpolation=opencv).transpose(2, 0, 1)
    np.testing.assert_array_equal(np.round(preprocessing(**plain).tensor(path) * 255), by_pillow)
    np.testing.assert_array_equal(np.round(preprocessing(library="opencv", **plain).tensor(path) * 255), by_opencv)


@pytest.mark.parametrize("library", ["pillow", "opencv"])
@pytest.mark.parametrize("suffix", ["jpg", "png"])
def test_cut_files_and_other_bytes_are_errors(library: str, suffix: str, tmp_path: Path) -> None:
    path = picture(tmp_path / f"a.{suffix}", 64, 64)
    whole = path.read_bytes()
    for content in (whole[: len(whole) // 2], b"", b"no image", bytes(100)):
        path.write_bytes(content)
        with pytest.raises(VerifyError, match=f"a.{suffix}: expected a whole image"):
            preprocessing(library=library).tensor(path)


def test_an_image_smaller_than_the_crop(tmp_path: Path) -> None:
    with pytest.raises(VerifyError, match="smaller than the crop of 6"):
        preprocessing(resize=5).tensor(picture(tmp_path / "a.png", 5, 9))


def test_an_image_that_claims_too_many_pixels(tmp_path: Path) -> None:
    path = picture(tmp_path / "a.bmp", 4, 4)
    content = bytearray(path.read_bytes())
    content[18:26] = (60_000).to_bytes(4, "little") * 2
    path.write_bytes(content)
    with pytest.raises(VerifyError, match=r"a\.bmp"):
        preprocessing().tensor(path)


def test_what_is_not_stated_is_named() -> None:
    with pytest.raises(VerifyError, match="input must state library, scale"):
        preprocessing(library=None, scale=None)


@pytest.mark.parametrize("scale", ["1/0", "a", "1/255/2", "-1", "1e3", "1//2", "2**9"])
def test_a_scale_is_a_number_or_a_fraction(scale: str) -> None:
    with pytest.raises(VerifyError, match="expected a scale such as 1/255"):
        preprocessing(scale=scale)


def test_the_digest_follows_what_is_stated() -> None:
    assert input_digest(model_input()) == input_digest(model_input())
    assert input_digest(model_input()) != input_digest(model_input(channels="BGR"))
