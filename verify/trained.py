"""Trained networks: an ONNX file with its weights, opened for images."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from catalog.evidence import GraphFacts
from catalog.quantities import Precision
from verify.exceptions import VerifyError, first_line
from verify.graph import LARGEST_NETWORK, graph_facts, read_graph
from verify.inference import ALL_CORES
from verify.precision import precision_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from onnxruntime import InferenceSession

    from catalog.record import Model


@dataclass(frozen=True)
class TrainedNetwork:
    """A network with weights that takes one image and gives scores."""

    path: Path
    sha256: str
    facts: GraphFacts
    precision: Precision
    session: InferenceSession

    @property
    def fixed_batch(self) -> int | None:
        """The batch that the graph is for, if it takes no other."""
        batch = self.facts.inputs[0].shape[0]
        return batch if isinstance(batch, int) else None

    def run(self, images: NDArray[np.float32]) -> NDArray[Any]:
        """Return the first output for a batch of images, one row an image.

        Raises:
            VerifyError: the network does not take these images, or its output is not finite.
        """
        import numpy as np

        padded = images
        if self.fixed_batch is not None and len(images) < self.fixed_batch:
            padded = np.concatenate([images, np.repeat(images[-1:], self.fixed_batch - len(images), axis=0)])
        try:
            output = np.asarray(self.session.run([self.facts.outputs[0].name], {self.facts.inputs[0].name: padded})[0])
        except Exception as error:  # ONNX Runtime's errors have no common base of their own
            raise VerifyError(f"{self.path}: ONNX Runtime can't run it: {first_line(error)}") from error
        rows = output.reshape(len(padded), -1)[: len(images)] if len(output) == len(padded) else output
        if len(rows) != len(images) or not np.isfinite(rows).all():
            raise VerifyError(f"{self.path}: expected finite scores for each of {len(images)} images")
        return rows


def open_trained(path: Path) -> TrainedNetwork:
    """Open an ONNX file that holds its weights.

    Raises:
        VerifyError: it can't be read, is no ONNX graph, lacks its weights, or does not take one image.
    """
    opened = open_file(path)
    facts = opened.facts
    if len(facts.inputs) != 1 or len(facts.inputs[0].shape) != 4 or not facts.outputs:
        raise VerifyError(f"{path}: expected a network that takes one image, a tensor of four axes")
    return TrainedNetwork(path, opened.sha256, facts, opened.precision, opened.session)


@dataclass(frozen=True)
class OpenedFile:
    """An ONNX file with its weights."""

    facts: GraphFacts
    sha256: str
    precision: Precision
    """The number format that it computes in."""
    session: InferenceSession


def open_file(path: Path) -> OpenedFile:
    """Open an ONNX file with its weights.

    Raises:
        VerifyError: it can't be read, is no ONNX graph, or lacks its weights.
    """
    from verify.session import open_session
    from verify.weightless import described_weights

    model, sha256 = read_graph(path, LARGEST_NETWORK)
    facts = graph_facts(model, path.name, sha256)
    if described_weights(model):
        raise VerifyError(
            f"{path}: expected a network with its weights in the file; it has none, or keeps them elsewhere"
        )
    return OpenedFile(facts, sha256, precision_of(model), open_session(model, {}, threads=ALL_CORES))


def trained_file(model: Model) -> Path | None:
    """Return an ONNX file of the model in the local store: a download, or a file of an archive that was extracted."""
    from catalog.store import files_here

    for download, stored in files_here(model):
        if download.kind in ("inference", "pretrained"):
            found = [stored.path] if stored.path.suffix == ".onnx" else sorted(stored.extracted.rglob("*.onnx"))
            if len(found) == 1:
                return found[0]
    return None
