"""From an image file to the tensor that a network takes, as the record's `input` says and the named library does it."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from catalog.heads import Head
from catalog.record import Input
from verify.exceptions import VerifyError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MAX_PIXELS = 100_000_000
"""Largest image that is decoded; what claims more is taken for hostile."""
MAX_FILE_BYTES = 256 << 20

NEEDED = ("library", "interpolation", "channels", "scale", "mean", "std", "layout")
"""What a record's input has to state before an image can be made into a tensor."""


def input_digest(model_input: Input, head: Head | None = None) -> str:
    """Return a digest of everything that the record says of the input, and of how a detector's outputs become boxes."""
    text = "".join(entry.model_dump_json(exclude_none=True) for entry in (model_input, head) if entry is not None)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:16]


@dataclass(frozen=True)
class Preprocessing:
    """How an image becomes a tensor."""

    size: int
    resize: int | None
    interpolation: str
    channels: str
    scale: Fraction
    mean: tuple[float, ...]
    std: tuple[float, ...]
    layout: str
    library: str
    rounding: str

    def tensor(self, path: Path) -> NDArray[np.float32]:
        """Return an image as a float tensor of three axes in the record's layout.

        Raises:
            VerifyError: the file is no whole image, or is smaller than the crop once it is resized.
        """
        return self.laid_out(self.normalized(self._cropped(self._resized(read_image(path, self.library)), path)))

    def normalized(self, pixels: NDArray[np.uint8]) -> NDArray[np.float32]:
        """Return RGB pixels in the record's order of colours, scaled, less the mean, over the deviation."""
        import numpy as np

        if self.channels == "BGR":
            pixels = pixels[:, :, ::-1]
        mean, std = np.array(self.mean, np.float32), np.array(self.std, np.float32)
        values = pixels.astype(np.float32) * np.float32(self.scale)
        return ((values - mean) / std).astype(np.float32)

    def laid_out(self, values: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return an array of height × width × channels with its axes in the record's layout."""
        import numpy as np

        return np.ascontiguousarray(values.transpose(2, 0, 1) if self.layout == "NCHW" else values)

    def _resized(self, pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
        height, width = pixels.shape[:2]
        sides = self._sides(height, width)
        return pixels if sides == (height, width) else resize_image(pixels, sides, self.interpolation, self.library)

    def _sides(self, height: int, width: int) -> tuple[int, int]:
        """Return height and width after resizing; without `resize` the image is stretched to the input."""
        if self.resize is None:
            return self.size, self.size
        short = min(height, width)
        if self.rounding == "torchvision":
            return tuple(self.resize if side == short else int(self.resize * side / short) for side in (height, width))  # type: ignore[return-value]
        share = float(self.resize) / short
        return round(height * share), round(width * share)

    def _cropped(self, pixels: NDArray[np.uint8], path: Path) -> NDArray[np.uint8]:
        height, width = pixels.shape[:2]
        if min(height, width) < self.size:
            raise VerifyError(f"{path}: is {width}×{height} pixels when resized, smaller than the crop of {self.size}")
        if self.rounding == "torchvision":
            top, left = round((height - self.size) / 2), round((width - self.size) / 2)
        else:
            top, left = (height - self.size) // 2, (width - self.size) // 2
        return pixels[top : top + self.size, left : left + self.size]


def preprocessing_of(model: str, model_input: Input, *further: str) -> Preprocessing:
    """Return the preprocessing that a record states.

    Args:
        model: The model's name.
        model_input: What its record says of the input.
        further: Further fields that must be stated.

    Raises:
        VerifyError: the record leaves something out that the tensor depends on.
    """
    missing = [name for name in (*NEEDED, *further) if getattr(model_input, name) is None]
    if missing:
        raise VerifyError(f"{model}: to make tensors of images, the record's input must state {', '.join(missing)}")
    library = str(model_input.library)
    return Preprocessing(
        size=model_input.size,
        resize=model_input.resize,
        interpolation=str(model_input.interpolation),
        channels=str(model_input.channels),
        scale=_known_scale(model, str(model_input.scale)),
        mean=tuple(map(float, model_input.mean or ())),
        std=tuple(map(float, model_input.std or ())),
        layout=str(model_input.layout),
        library=library,
        rounding=model_input.rounding or ("torchvision" if library == "pillow" else "paddleclas"),
    )


@lru_cache(maxsize=256)
def parse_scale(text: str) -> Fraction | None:
    """Return the factor that a record's `scale` states, such as `1/255` or `0.017`; None if it is no such text."""
    match = re.fullmatch(r"(\d{1,9}(?:\.\d{1,12})?)(?:\s*/\s*(\d{1,9}(?:\.\d{1,12})?))?", text, re.ASCII)
    if match is None or not Fraction(match[2] or 1):
        return None
    return Fraction(match[1]) / Fraction(match[2] or 1)


def _known_scale(model: str, text: str) -> Fraction:
    scale = parse_scale(text)
    if scale is None:
        raise VerifyError(f"{model}: expected a scale such as 1/255 or 0.017, not {text!r}")
    return scale


def read_image(path: Path, library: str) -> NDArray[np.uint8]:
    """Return an image's pixels as height × width × RGB, decoded by Pillow or OpenCV.

    Raises:
        VerifyError: the file can't be read, is no image, is cut off, or is too large.
    """
    import numpy as np
    from PIL import Image

    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            raise VerifyError(f"{path}: is larger than {MAX_FILE_BYTES >> 20} MiB, the most that is read")
        with Image.open(path) as image:
            if image.width * image.height > MAX_PIXELS:
                raise VerifyError(f"{path}: claims {image.width}×{image.height} pixels, more than are decoded")
            # OpenCV fills what is missing of a cut file with grey; Pillow says so.
            pixels = np.asarray(image.convert("RGB"))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise VerifyError(f"{path}: expected a whole image: {error}") from error
    return pixels if library == "pillow" else _decode_by_opencv(path)


def _decode_by_opencv(path: Path) -> NDArray[np.uint8]:
    import cv2
    import numpy as np

    image: Any = cv2.imdecode(np.fromfile(path, np.uint8), cv2.IMREAD_COLOR)
    if image is None:
        raise VerifyError(f"{path}: expected an image that OpenCV can decode")
    rgb: NDArray[np.uint8] = image[:, :, ::-1]
    return rgb


def resize_image(
    pixels: NDArray[np.uint8], sides: tuple[int, int], interpolation: str, library: str
) -> NDArray[np.uint8]:
    """Return an image resized to (height, width). Pillow smooths when it shrinks, OpenCV does not."""
    import numpy as np

    if library == "pillow":
        from PIL import Image

        filters = {
            "bilinear": Image.Resampling.BILINEAR,
            "bicubic": Image.Resampling.BICUBIC,
            "nearest": Image.Resampling.NEAREST,
            "area": Image.Resampling.BOX,
        }
        return np.asarray(Image.fromarray(np.ascontiguousarray(pixels)).resize(sides[::-1], filters[interpolation]))
    import cv2

    methods = {
        "bilinear": cv2.INTER_LINEAR,
        "bicubic": cv2.INTER_CUBIC,
        "nearest": cv2.INTER_NEAREST,
        "area": cv2.INTER_AREA,
    }
    resized: Any = cv2.resize(np.ascontiguousarray(pixels), sides[::-1], interpolation=methods[interpolation])
    result: NDArray[np.uint8] = resized
    return result
