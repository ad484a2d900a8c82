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
    sides: tuple[int, int]
    """Height and width of the image itself, in pixels."""
    resized: tuple[int, int]
    """Height and width after resizing, without the padding."""
    size: int
    """Side of the input in pixels."""

    @property
    def factors(self) -> tuple[float, float]:
        """How many pixels of the input one pixel of the image became: vertically, horizontally."""
        return self.resized[0] / self.sides[0], self.resized[1] / self.sides[1]


@dataclass(frozen=True)
class Preparation:
    """How an image becomes a detector's input of a given size."""

    preprocessing: Preprocessing
    size: int
    """Side of the input in pixels."""
    pad: bool
    """Whether the ratio of the sides is kept, and zeros fill the right or the bottom of the tensor."""

    def prepare(self, path: Path) -> PreparedImage:
        """Return an image as the network takes it.

        Raises:
            VerifyError: the file is no whole image.
        """
        import numpy as np

        pixels = read_image(path, self.preprocessing.library)
        height, width = pixels.shape[:2]
        factor = self.size / max(height, width)
        kept = (max(1, round(height * factor)), max(1, round(width * factor)))
        sides = kept if self.pad else (self.size, self.size)
        if sides != (height, width):
            pixels = resize_image(pixels, sides, self.preprocessing.interpolation, self.preprocessing.library)
        values = np.zeros((self.size, self.size, 3), np.float32)
        values[: sides[0], : sides[1]] = self.preprocessing.normalized(pixels)
        return PreparedImage(self.preprocessing.laid_out(values), (height, width), sides, self.size)


def preparation_of(model: str, model_input: Input, size: int) -> Preparation:
    """Return how a record says that images become a detector's input.

    Args:
        model: The model's name.
        model_input: What its record says of the input.
        size: Side of the input in pixels; scores are printed for several.

    Raises:
        VerifyError: the record leaves something out that the tensor depends on.
    """
    return Preparation(preprocessing_of(model, model_input, "fit"), size, model_input.fit == "pad")
