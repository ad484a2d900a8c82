"""From an image file to what a detector takes: the tensor, its sides, and how the image was resized."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from catalog.record import Input
from verify.accuracy.preprocessing import Preprocessing, preprocessing_of, read_image, resize_image

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True)
class PreparedImage:
    """An image as a detector takes it."""

    tensor: NDArray[np.float32]
    """Three axes in the record's layout."""
    resized: tuple[int, int]
    """Height and width after resizing, without the padding."""
    sides: tuple[int, int]
    """Height and width of the image itself, in pixels."""
    input: tuple[int, int]
    """Height and width of the tensor."""
    factors: tuple[float, float]
    """How many pixels of the input one pixel of the image became: vertically, horizontally."""


@dataclass(frozen=True)
class Preparation:
    """How an image becomes a detector's input of a given size."""

    preprocessing: Preprocessing
    size: int
    """Side of the input in pixels."""
    fit: str
    """See `catalog.record.Input`."""

    def read(self, path: Path) -> NDArray[np.uint8]:
        """Return an image's pixels as height × width × RGB.

        Raises:
            VerifyError: the file is no whole image.
        """
        return read_image(path, self.preprocessing.library)

    def prepare(self, pixels: NDArray[np.uint8]) -> PreparedImage:
        """Return an image as the network takes it: a square of the input's size."""
        height, width = pixels.shape[:2]
        factor = self.size / max(height, width)
        kept = (max(1, round(height * factor)), max(1, round(width * factor)))
        sides = kept if self.fit == "pad" else (self.size, self.size)
        factors = sides[0] / height, sides[1] / width
        return self._prepared(pixels, sides, (self.size, self.size), factors)

    def prepare_scaled(self, pixels: NDArray[np.uint8], factor: float) -> PreparedImage:
        """Return an image as a network of any size takes it: with its sides times a factor, rounded down."""
        height, width = pixels.shape[:2]
        sides = (max(1, int(height * factor)), max(1, int(width * factor)))
        return self._prepared(pixels, sides, sides, (factor, factor))

    def _prepared(
        self,
        pixels: NDArray[np.uint8],
        sides: tuple[int, int],
        whole: tuple[int, int],
        factors: tuple[float, float],
    ) -> PreparedImage:
        import numpy as np

        original = pixels.shape[:2]
        if sides != original:
            pixels = resize_image(pixels, sides, self.preprocessing.interpolation, self.preprocessing.library)
        values = np.zeros((*whole, 3), np.float32)
        values[: sides[0], : sides[1]] = self.preprocessing.normalized(pixels)
        return PreparedImage(self.preprocessing.laid_out(values), sides, (original[0], original[1]), whole, factors)


def preparation_of(model: str, model_input: Input, size: int) -> Preparation:
    """Return how a record says that images become a detector's input.

    Args:
        model: The model's name.
        model_input: What its record says of the input.
        size: Side of the input in pixels; scores are printed for several.

    Raises:
        VerifyError: the record leaves something out that the tensor depends on.
    """
    return Preparation(preprocessing_of(model, model_input, "fit"), size, str(model_input.fit))
