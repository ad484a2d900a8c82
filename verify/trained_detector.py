"""Trained detectors: an ONNX file that gives boxes, the maps of a YOLO network, or offsets from prior boxes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from catalog.evidence import GraphFacts, TensorFacts
from catalog.heads import Head, PriorHead, YoloHead
from catalog.quantities import Precision
from verify.accuracy.detection.boxes import BOX, CLASS, LARGEST, SCORE
from verify.accuracy.detection.preparing import PreparedImage
from verify.accuracy.detection.priors import decode_priors
from verify.accuracy.detection.yolo import decode
from verify.exceptions import VerifyError, first_line
from verify.trained import OpenedFile, open_file

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from onnxruntime import InferenceSession

COLUMNS = 6
"""Class, score, left, top, right, bottom: a row as PaddleDetection exports it."""

EXPECTED = (
    "expected a detector as PaddleDetection exports it (inputs image, im_shape, scale_factor; outputs [rows, 6] of "
    "class, score, left, top, right, bottom, and the number of rows), one whose outputs are the maps of a YOLO "
    "network, [batch, channels, height, width], or one whose outputs are offsets from prior boxes, [batch, boxes, 4], "
    "and scores, [batch, boxes, classes]"
)


class Form(Enum):
    """What a detector's graph ends in."""

    ROWS = "boxes"
    MAPS = "the maps of a YOLO network"
    PRIORS = "offsets from prior boxes"


FIELDS = {Form.MAPS: "head", Form.PRIORS: "priors"}
"""Where a record says how that becomes boxes."""
AXES = {Form.MAPS: 4, Form.PRIORS: 3}
MOST_ROW_OUTPUTS = 2
PRIOR_OUTPUTS = 2


@dataclass(frozen=True)
class TrainedDetector:
    """A network with weights that finds objects in an image."""

    path: Path
    sha256: str
    facts: GraphFacts
    precision: Precision
    session: InferenceSession
    image: TensorFacts
    """The input that takes the image."""
    form: Form
    rows: TensorFacts | None
    """The output that gives boxes, if it ends in them."""

    @property
    def batch(self) -> int:
        """How many images it takes at once: as many as the graph says, else one."""
        return self.image.shape[0] if isinstance(self.image.shape[0], int) else 1

    def takes(self, size: int | None, layout: str) -> bool:
        """Whether the graph takes images of a side in pixels; without one, of any sides."""
        sides = self.image.shape[2:] if layout == "NCHW" else self.image.shape[1:3]
        return all(isinstance(side, str) or side == size for side in sides)

    def find(self, image: PreparedImage, head: Head | None, classes: int) -> NDArray[np.float64]:
        """Return the detections in an image, in its own pixels (see `verify.accuracy.detection.boxes`), best first.

        Args:
            image: The image.
            head: How what the network ends in becomes boxes, unless it ends in boxes.
            classes: How many classes there are.

        Raises:
            VerifyError: the network can't be run on the image, or gives something else than it must.
        """
        outputs = self._run(image)
        try:
            found = self._boxes(outputs) if self.rows is not None else self._decoded(outputs, head, classes, image)
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
            raise VerifyError(f"{self.path}: ONNX Runtime can't run it: {first_line(error)}") from error
        outputs = {tensor.name: np.asarray(array) for tensor, array in zip(self.facts.outputs, arrays, strict=True)}
        if not all(np.isfinite(array).all() for array in outputs.values()):
            raise VerifyError(f"{self.path}: expected finite outputs")
        axes = AXES.get(self.form)
        if axes is not None and any(array.ndim != axes or not array.size for array in outputs.values()):
            raise VerifyError(f"{self.path}: {EXPECTED}")
        return outputs

    def _decoded(
        self, outputs: dict[str, NDArray[Any]], head: Head | None, classes: int, image: PreparedImage
    ) -> NDArray[np.float64]:
        first = [outputs[tensor.name][0] for tensor in self.facts.outputs]
        if self.form is Form.MAPS and isinstance(head, YoloHead):
            return decode(first, head, classes, image)
        if self.form is Form.PRIORS and isinstance(head, PriorHead):
            offsets, scores = first
            return decode_priors(offsets, scores, head, classes, image)
        raise VerifyError(f"ends in {self.form.value}, and the record states no {FIELDS[self.form]}")

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
    return detector_in(path, open_file(path))


def detector_in(path: Path, opened: OpenedFile) -> TrainedDetector:
    """Return the detector that an opened file holds.

    Raises:
        VerifyError: it takes or gives something else.
    """
    facts = opened.facts
    images = [tensor for tensor in facts.inputs if len(tensor.shape) == 4]
    others = {tensor.name for tensor in facts.inputs if len(tensor.shape) != 4}
    rows = _rows(facts)
    form = _form(facts, rows)
    if len(images) != 1 or not others <= {"im_shape", "scale_factor"} or form is None:
        names = ", ".join(f"{tensor.name}{list(tensor.shape)}" for tensor in (*facts.inputs, *facts.outputs))
        raise VerifyError(f"{path}: {EXPECTED}; found {names}")
    return TrainedDetector(path, opened.sha256, facts, opened.precision, opened.session, images[0], form, rows)


def _rows(facts: GraphFacts) -> TensorFacts | None:
    """Return the output that gives boxes, if one does."""
    floats = [tensor for tensor in facts.outputs if tensor.dtype == "float" and len(tensor.shape) in (0, 2)]
    # Exporters may leave the shape of what suppression of doubles gives open.
    wide = [tensor for tensor in floats if not tensor.shape or tensor.shape[1] in (COLUMNS, str(tensor.shape[1]))]
    return wide[0] if wide else None


def _form(facts: GraphFacts, rows: TensorFacts | None) -> Form | None:
    axes = {len(tensor.shape) for tensor in facts.outputs}
    if rows is not None:
        return Form.ROWS if len(facts.outputs) <= MOST_ROW_OUTPUTS and AXES[Form.MAPS] not in axes else None
    if axes == {AXES[Form.MAPS]}:
        return Form.MAPS
    return Form.PRIORS if axes == {AXES[Form.PRIORS]} and len(facts.outputs) == PRIOR_OUTPUTS else None
