"""Trained detectors: an ONNX file that gives boxes, or the maps of a YOLO network."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from catalog.evidence import GraphFacts, TensorFacts
from catalog.record import YoloHead
from verify.accuracy.detection.boxes import BOX, CLASS, LARGEST, SCORE
from verify.accuracy.detection.preparing import PreparedImage
from verify.accuracy.detection.yolo import decode
from verify.exceptions import VerifyError
from verify.trained import open_file

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from onnxruntime import InferenceSession

COLUMNS = 6
"""Class, score, left, top, right, bottom: a row as PaddleDetection exports it."""

EXPECTED = (
    "expected a detector as PaddleDetection exports it (inputs image, im_shape, scale_factor; outputs [rows, 6] of "
    "class, score, left, top, right, bottom, and the number of rows), or one whose outputs are the maps of a YOLO "
    "network, [batch, channels, height, width]"
)


@dataclass(frozen=True)
class TrainedDetector:
    """A network with weights that finds objects in an image."""

    path: Path
    sha256: str
    facts: GraphFacts
    session: InferenceSession
    image: TensorFacts
    """The input that takes the image."""
    rows: TensorFacts | None
    """The output that gives boxes; without it, the outputs are maps."""

    @property
    def batch(self) -> int:
        """How many images it takes at once: as many as the graph says, else one."""
        return self.image.shape[0] if isinstance(self.image.shape[0], int) else 1

    def takes(self, size: int, layout: str) -> bool:
        """Whether the graph takes images of a side in pixels."""
        sides = self.image.shape[2:] if layout == "NCHW" else self.image.shape[1:3]
        return all(isinstance(side, str) or side == size for side in sides)

    def find(self, image: PreparedImage, head: YoloHead | None, classes: int) -> NDArray[np.float64]:
        """Return the detections in an image, in its own pixels (see `verify.accuracy.detection.boxes`), best first.

        Args:
            image: The image.
            head: How maps become boxes; needed if the network ends in maps.
            classes: How many classes there are.

        Raises:
            VerifyError: the network can't be run on the image, or gives something else than boxes or maps.
        """
        outputs = self._run(image)
        try:
            if self.rows is not None:
                found = self._boxes(outputs)
            elif head is None:
                raise VerifyError("ends in the maps of a YOLO network, and the record states no head")
            else:
                found = decode([outputs[tensor.name][0] for tensor in self.facts.outputs], head, classes, image)
        except VerifyError as error:
            raise VerifyError(f"{self.path}: {error}") from error
        labels = found[:, CLASS]
        if classes == 1:
            # A network of one class may count the background as class 0.
            labels[:] = 0
        if len(labels) and labels.max() >= classes:
            raise VerifyError(f"{self.path}: finds the class {labels.max():g}, expected one from 0 to {classes - 1}")
        return found

    def _run(self, image: PreparedImage) -> dict[str, NDArray[Any]]:
        import numpy as np

        values = {
            self.image.name: image.tensor, "im_shape": np.array(image.resized, np.float32),
            "scale_factor": np.array(image.factors, np.float32),
        }  # fmt: skip
        feeds = {tensor.name: np.stack([values[tensor.name]] * self.batch) for tensor in self.facts.inputs}
        try:
            arrays = self.session.run(None, feeds)
        except Exception as error:  # ONNX Runtime's errors have no common base of their own
            raise VerifyError(f"{self.path}: ONNX Runtime can't run it: {str(error).splitlines()[0]}") from error
        outputs = {tensor.name: np.asarray(array) for tensor, array in zip(self.facts.outputs, arrays, strict=True)}
        if not all(np.isfinite(array).all() for array in outputs.values()):
            raise VerifyError(f"{self.path}: expected finite outputs")
        if self.rows is None and any(array.ndim != 4 or not array.size for array in outputs.values()):
            raise VerifyError(f"{self.path}: {EXPECTED}")
        return outputs

    def _boxes(self, outputs: dict[str, NDArray[Any]]) -> NDArray[np.float64]:
        import numpy as np

        if self.rows is None:
            raise VerifyError(EXPECTED)
        rows = outputs.pop(self.rows.name).astype(np.float64)
        if rows.ndim != 2 or rows.shape[1] != COLUMNS:
            raise VerifyError(f"{EXPECTED}; {self.rows.name} is {list(rows.shape)}")
        counts = next((array.reshape(-1) for array in outputs.values()), np.array([len(rows)]))
        if not len(counts) or not 0 <= counts[0] <= len(rows):
            raise VerifyError(f"{EXPECTED}; {len(rows)} rows are counted as {counts[:1].tolist()}")
        rows = rows[: int(counts[0])]
        # PaddleDetection writes a row of class −1, or of score 0, where it finds nothing.
        rows = rows[(rows[:, CLASS] >= 0) & (rows[:, SCORE] > 0)]
        if (np.abs(rows[:, BOX]) > LARGEST).any():
            raise VerifyError("expected boxes in pixels")
        return np.asarray(rows[np.argsort(-rows[:, SCORE], kind="stable")])


def open_detector(path: Path) -> TrainedDetector:
    """Open an ONNX file that holds a detector with its weights.

    Raises:
        VerifyError: it can't be read, is no ONNX graph, lacks its weights, or takes or gives something else.
    """
    facts, sha256, session = open_file(path)
    images = [tensor for tensor in facts.inputs if len(tensor.shape) == 4]
    others = {tensor.name for tensor in facts.inputs if len(tensor.shape) != 4}
    maps = all(len(tensor.shape) == 4 for tensor in facts.outputs)
    # Exporters may leave the shape of what suppression of doubles gives open.
    floats = [tensor for tensor in facts.outputs if tensor.dtype == "float" and len(tensor.shape) in (0, 2)]
    wide = [tensor for tensor in floats if not tensor.shape or tensor.shape[1] in (COLUMNS, str(tensor.shape[1]))]
    rows = wide[0] if wide else None
    known = others <= {"im_shape", "scale_factor"}
    if len(images) != 1 or not known or not facts.outputs or (rows is None) != maps or len(facts.outputs) > 2 + maps:
        names = ", ".join(f"{tensor.name}{list(tensor.shape)}" for tensor in (*facts.inputs, *facts.outputs))
        raise VerifyError(f"{path}: {EXPECTED}; found {names}")
    return TrainedDetector(path, sha256, facts, session, images[0], rows)
