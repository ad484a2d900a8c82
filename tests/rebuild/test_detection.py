"""The graphs of detectors, which no exporter writes, are PaddleDetection's own networks layer by layer.

Run with the Python of an environment that has PaddleDetection.
"""

import json
import math
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import paddle
import pytest
from paddledet_networks import build

from verify.builders.paddledet import export
from verify.counting import count
from verify.session import open_session
from verify.weightless import described_weights, strip_weights
from verify.weights import random_weights

ROOT = Path(__file__).parents[2]
RECORDED = {
    name: entry
    for name, entry in json.loads((ROOT / "tests" / "data" / "library_counts.json").read_text()).items()
    if entry["library"] == "paddledet"
}
"""Taken from the live networks; PaddleDetection's package does not have the Lite edition."""
NAMES = sorted({entry["model"] for entry in RECORDED.values()})
SIZE = 64
SEED = 1
pytestmark = pytest.mark.filterwarnings("ignore")
LAYERS = {"Conv2D": "Conv", "DeformConv2D": "DeformConv", "BatchNorm2D": "BatchNormalization"}
"""Paddle's layers with weights, and ONNX's operators."""

Layer = tuple[str, tuple[int, ...], tuple[int, ...]]
"""Operator, shape of its first weight, and of its output at batch 1."""


@cache
def graph(name: str) -> onnx.ModelProto:
    return strip_weights(export(name, SIZE))


def nodes(name: str) -> list[onnx.NodeProto]:
    """The nodes with weights in the order in which PaddleDetection runs its layers: the output maps come last."""
    found = [node for node in graph(name).graph.node if node.op_type in LAYERS.values()]
    return sorted(found, key=lambda node: node.name.startswith("yolo_output"))


def layers(network: Any, size: int) -> list[tuple[Any, Layer]]:
    """The layers with weights in the order in which they run."""
    found: list[tuple[Any, Layer]] = []

    def hook(layer: Any, _inputs: Any, output: Any) -> None:
        found.append((layer, (LAYERS[type(layer).__name__], tuple(layer.weight.shape), tuple(output.shape))))

    for layer in network.sublayers():
        if type(layer).__name__ in LAYERS:
            layer.register_forward_post_hook(hook)
    with paddle.no_grad():
        network(paddle.zeros([1, 3, size, size]))
    return found


def load(network: Any, name: str, weights: dict[str, Any]) -> None:
    for (layer, _), node in zip(layers(network, SIZE), nodes(name), strict=True):
        state = layer.state_dict()
        parts = ("weight", "bias", "_mean", "_variance") if "_mean" in state else ("weight", "bias")
        given = [weight for weight in node.input[1:] if weight in weights]
        for part, weight in zip([part for part in parts if part in state], given, strict=True):
            state[part].set_value(weights[weight])


@pytest.mark.parametrize("name", NAMES)
def test_layers_have_the_same_weights_and_outputs_in_the_same_order(name: str) -> None:
    shapes = {tensor.name: tuple(tensor.dims) for tensor in described_weights(graph(name))}
    outputs = {node.name: node.output_shape for node in count(graph(name), {"images": (1, 3, SIZE, SIZE)}).nodes}
    ours = [(node.op_type, shapes[node.input[1]], outputs[node.name]) for node in nodes(name)]
    assert ours == [layer for _, layer in layers(build(name), SIZE)]


@pytest.mark.parametrize("name", RECORDED)
def test_the_recorded_counts_are_those_of_the_live_network(name: str) -> None:
    network, recorded = build(RECORDED[name]["model"]), RECORDED[name]
    convolutions = [layer for _, layer in layers(network, recorded["input_size"]) if layer[0] != "BatchNormalization"]
    sizes = {key: math.prod(tensor.shape) for key, tensor in network.state_dict().items()}
    statistics = sum(size for key, size in sizes.items() if key.endswith(("_mean", "_variance")))
    assert sum(math.prod(output) * math.prod(weight[1:]) for _, weight, output in convolutions) == recorded["macs"]
    assert sum(sizes.values()) == recorded["with_statistics"]
    assert sum(sizes.values()) - statistics == recorded["trainable"]


@pytest.mark.parametrize("name", NAMES)
def test_the_graph_computes_what_the_live_network_does(name: str) -> None:
    network, weights = build(name), random_weights(graph(name), SEED)
    load(network, name, weights)
    images = np.random.default_rng(SEED).standard_normal((2, 3, SIZE, SIZE), dtype=np.float32)
    with paddle.no_grad():
        live = [output.numpy() for output in network(paddle.to_tensor(images))]
    ours = open_session(graph(name), weights).run(None, {"images": images})
    for one, other in zip(live, ours, strict=True):
        assert one.shape == other.shape
        assert np.abs(one - other).max() < 1e-4 * np.abs(one).max()
