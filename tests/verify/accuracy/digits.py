"""A real labelled set and a network trained on it: scikit-learn's handwritten digits, drawn in blue on yellow."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from PIL import Image
from sklearn.datasets import load_digits
from sklearn.neural_network import MLPClassifier

TRAINED = 1200
"""Images that the network is trained on; the other 597 are scored."""
SIZE = 8
CLASSES = 10
STEP = 1.0
"""What the quantised network rounds its input to: so coarse that it answers otherwise, and exact in every precision."""
INPUT = (
    f"input: {{size: {SIZE}, interpolation: bilinear, channels: RGB, scale: 1/255, mean: [0.5, 0.5, 0.5], "
    "std: [0.5, 0.5, 0.5], layout: NCHW, library: pillow}"
)


@cache
def pixels_and_labels() -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """Return the digits as RGB images and their classes."""
    digits = load_digits()
    ink = digits.images / 16
    colours = [np.array(colour)[None, None, None] for colour in ((240, 230, 40), (20, 40, 250))]
    images = colours[0] * (1 - ink[..., None]) + colours[1] * ink[..., None]
    return images.round().astype(np.uint8), digits.target


def as_input(images: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Return what `INPUT` says of the images."""
    return ((images.astype(np.float32) / 255 - 0.5) / 0.5).transpose(0, 3, 1, 2)


@cache
def classifier() -> MLPClassifier:
    """Return the trained network: one hidden layer, the same each time."""
    images, labels = pixels_and_labels()
    network = MLPClassifier((48,), max_iter=60, tol=0, n_iter_no_change=1000, random_state=0, learning_rate_init=0.003)
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        network.fit(as_input(images[:TRAINED]).reshape(TRAINED, -1), labels[:TRAINED])
    return network


def right_answers(*, quantized: bool = False) -> int:
    """Return how many of the images not trained on scikit-learn itself classifies right, on a rounded input or not."""
    images, labels = pixels_and_labels()
    values = as_input(images[TRAINED:]).reshape(len(images) - TRAINED, -1)
    found = classifier().predict((values / STEP).round() * STEP if quantized else values)
    return int((found == labels[TRAINED:]).sum())


def write_network(path: Path, batch: int | str = "batch", *, quantized: bool = False) -> Path:
    """Write the trained network as ONNX; the quantised one rounds its input to steps."""
    weights = [
        numpy_helper.from_array(array.astype(np.float32), f"{kind}{layer}")
        for kind, arrays in (("matrix", classifier().coefs_), ("bias", classifier().intercepts_))
        for layer, array in enumerate(arrays)
    ]
    nodes = [
        helper.make_node("Flatten", ["rounded" if quantized else "image"], ["flat"]),
        helper.make_node("Gemm", ["flat", "matrix0", "bias0"], ["hidden"]),
        helper.make_node("Relu", ["hidden"], ["active"]),
        helper.make_node("Gemm", ["active", "matrix1", "bias1"], ["logits"]),
        helper.make_node("Softmax", ["logits"], ["scores"]),
    ]
    if quantized:
        weights.append(numpy_helper.from_array(np.array(STEP, np.float32), "step"))
        weights.append(numpy_helper.from_array(np.array(0, np.int8), "zero"))
        nodes.insert(0, helper.make_node("QuantizeLinear", ["image", "step", "zero"], ["bytes"]))
        nodes.insert(1, helper.make_node("DequantizeLinear", ["bytes", "step", "zero"], ["rounded"]))
    image = helper.make_tensor_value_info("image", TensorProto.FLOAT, [batch, 3, SIZE, SIZE])
    scores = helper.make_tensor_value_info("scores", TensorProto.FLOAT, [batch, CLASSES])
    graph = helper.make_graph(nodes, "digits", [image], [scores], weights)
    onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8), path)
    return path


def write_folders(root: Path) -> Path:
    """Write the images not trained on as PNG, a folder a class."""
    images, labels = pixels_and_labels()
    for number in range(TRAINED, len(images)):
        folder = root / str(labels[number])
        folder.mkdir(parents=True, exist_ok=True)
        Image.fromarray(images[number]).save(folder / f"{number}.png")
    return root
