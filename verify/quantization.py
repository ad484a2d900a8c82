"""Quantise a weightless graph: what the conversion to INT8 makes of an architecture.

ONNX Runtime's own quantiser works on seeded weights and calibrates on seeded images. What it finds, the scales, says
nothing of a trained model; what it inserts, QuantizeLinear and DequantizeLinear, and the types of the weights do.
"""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from verify.exceptions import VerifyError, first_line
from verify.graph import fixed_side, graph_facts, image_shape
from verify.inference import SEED
from verify.weightless import strip_weights
from verify.weights import random_weights

if TYPE_CHECKING:
    import onnx

CALIBRATION_SIZE = 64
"""Side of the calibration images in pixels, where the graph leaves it open."""
CALIBRATION_IMAGES = 4


def quantize(model: onnx.ModelProto, operators: Sequence[str]) -> onnx.ModelProto:
    """Return a copy of a graph whose operators read INT8 weights and activations.

    Weights are stored in INT8 with one scale a tensor, activations are rounded to INT8 before the operator. Batch
    normalisation stays in floating point behind it, as PaddleSlim leaves it.

    Args:
        model: A weightless graph that takes one image.
        operators: The operators whose inputs become INT8, such as `Conv`.

    Raises:
        VerifyError: the graph does not take one image, or ONNX Runtime can't quantise it.
    """
    import onnx
    from onnxruntime import quantization

    images = _CalibrationImages(model)
    with tempfile.TemporaryDirectory() as folder, _quiet():
        before, after = Path(folder, "float.onnx"), Path(folder, "int8.onnx")
        onnx.save_model(_with_weights(model), before)
        try:
            quantization.quantize_static(
                before,
                after,
                images,
                quant_format=quantization.QuantFormat.QDQ,
                op_types_to_quantize=list(operators),
                activation_type=quantization.QuantType.QInt8,
                weight_type=quantization.QuantType.QInt8,
                extra_options={"ActivationSymmetric": True, "OpTypesToExcludeOutputQuantization": list(operators)},
            )
        except Exception as error:  # ONNX Runtime's errors have no common base of their own
            said = first_line(error)
            raise VerifyError(f"graph {model.graph.name!r}: ONNX Runtime can't quantise it: {said}") from error
        return strip_weights(onnx.load_model(after))


class _CalibrationImages:
    """Seeded images, in the form that ONNX Runtime's quantiser asks for them."""

    def __init__(self, model: onnx.ModelProto) -> None:
        facts = graph_facts(model, f"graph {model.graph.name!r}", "")
        self._name, self._shape = image_shape(facts, 1, fixed_side(facts) or CALIBRATION_SIZE)
        self._images = self._draw()

    def _draw(self) -> Iterator[dict[str, Any]]:
        import numpy as np

        generator = np.random.default_rng(SEED)
        for _ in range(CALIBRATION_IMAGES):
            yield {self._name: generator.standard_normal(self._shape, dtype=np.float32)}

    def get_next(self) -> dict[str, Any] | None:
        """Return the next image by the name of the input, None when there are no more."""
        return next(self._images, None)


def _with_weights(model: onnx.ModelProto) -> onnx.ModelProto:
    import onnx
    from onnx import numpy_helper

    result = onnx.ModelProto()
    result.CopyFrom(model)
    weights = random_weights(model, SEED)
    for tensor in result.graph.initializer:
        if tensor.name in weights:
            tensor.CopyFrom(numpy_helper.from_array(weights[tensor.name], tensor.name))
    return result


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep ONNX Runtime from advising to fold batch normalisations first, which is not wanted here."""
    before = logging.root.manager.disable
    logging.disable(logging.WARNING)
    try:
        yield
    finally:
        logging.disable(before)
