"""Boxes from offsets against prior boxes and scores of classes (Liu et al., SSD, 2016, arXiv:1512.02325).

Prior boxes are where PaddlePaddle's `prior_box` puts them with an offset of a half and an aspect ratio of 1.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalog.heads import PriorHead
from verify.accuracy.detection.preparing import PreparedImage
from verify.accuracy.detection.suppression import best_of_image
from verify.exceptions import VerifyError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LARGEST_EXPONENT = 8.0
"""So that a hostile network gives no infinities; e⁸ prior boxes are wider than any input."""


def prior_boxes(head: PriorHead, sides: tuple[int, int]) -> NDArray[np.float64]:
    """Return the prior boxes as [boxes, 3]: the centre across and down, and the side, in pixels of the input.

    They stand in the network's order: map by map, row by row, and at a place as the head lists their sides. A map is
    as many steps wide as the input, rounded up.

    Args:
        head: The maps.
        sides: Height and width of the input in pixels.
    """
    import numpy as np

    found = []
    for entry in head.maps:
        down, across = ((np.arange(-(-side // entry.step)) + 0.5) * entry.step for side in sides)
        y, x, size = np.meshgrid(down, across, np.array(entry.sizes, np.float64), indexing="ij")
        found.append(np.stack([x, y, size], axis=-1).reshape(-1, 3))
    return np.concatenate(found)


def decode_priors(
    offsets: NDArray[np.float32], scores: NDArray[np.float32], head: PriorHead, classes: int, image: PreparedImage
) -> NDArray[np.float64]:
    """Return the detections in an image, in its own pixels, the best first; they may reach beyond its edges.

    Args:
        offsets: [boxes, 4]: of the centre across and down, and of the width and the height.
        scores: [boxes, classes + 1]: before the softmax, that of the background among them.
        head: The prior boxes, and how offsets change them.
        classes: How many classes there are.
        image: The image that they are of.

    Raises:
        VerifyError: there are other prior boxes or classes than that.
    """
    import numpy as np

    priors = prior_boxes(head, image.input)
    shapes = offsets.shape, scores.shape
    expected = (len(priors), 4), (len(priors), classes + 1)
    if shapes != expected or head.background > classes:
        wanted = " and ".join(str(list(shape)) for shape in expected)
        raise VerifyError(
            f"expected offsets and scores of {wanted} for {classes} classes, with the background as {head.background}, "
            f"found {' and '.join(str(list(shape)) for shape in shapes)}"
        )
    values = offsets.astype(np.float64)
    centre = priors[:, :2] + values[:, :2] * float(head.centre_variance) * priors[:, 2:]
    exponents = (values[:, 2:] * float(head.side_variance)).clip(max=LARGEST_EXPONENT)
    half = np.exp(exponents) * priors[:, 2:] / 2
    probabilities = np.delete(_softmax(scores.astype(np.float64)), head.background, axis=1)
    box, label = np.nonzero(probabilities > float(head.score))
    vertical, horizontal = image.factors
    corners = np.column_stack([centre - half, centre + half])[box] / np.array([horizontal, vertical] * 2)
    # The library divides by the sides of the image before it compares boxes, so that no pixel belongs to an edge.
    return best_of_image(np.column_stack([label, probabilities[box, label], corners]), head, edge=0)


def _softmax(values: NDArray[np.float64]) -> NDArray[np.float64]:
    import numpy as np

    powers = np.exp(values - values.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))
