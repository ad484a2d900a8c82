"""A zoo of two tiny classifiers that share one graph whose counts are known in closed form."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

from tests.written_files import PAGE, write_files
from verify.weightless import strip_weights

SIZE = 8
"""Side of the input in pixels."""
CHANNELS, CLASSES = 16, 10
MACS = SIZE * SIZE * CHANNELS * 3 * 9 + CHANNELS * CLASSES
"""A 3×3 convolution that keeps the size, and a linear layer."""
PARAMS = CHANNELS * 3 * 9 + 2 * CHANNELS + CHANNELS * CLASSES + CLASSES
"""Their weights, the classifier's biases, scale and shift of the batch normalisation."""

VOCABULARIES = {
    "sources.yaml": PAGE,
    "devices.yaml": "t4: {name: Tesla T4, kind: gpu, vendor: NVIDIA, about: {en: A GPU.}}\n",
    "engines.yaml": "tensorrt: {name: TensorRT, about: {en: An engine.}}\n",
    "datasets.yaml": "digits: {name: Digits, tasks: [image-classification], metrics: [top1], about: {en: Digits.}}\n",
    "strategies.yaml": "half: {name: Half, method: pruning, about: {en: Half of it goes.}}\n",
    "families/Tiny/family.yaml": """\
name: Tiny
title: {en: Tiny}
task: image-classification
summary: {en: Tiny networks.}
""",
}


def record(name: str, complexity: str, *more: str) -> str:
    """A record's YAML, with a complexity line and further lines at the top level."""
    return "\n".join(
        [
            f"name: {name}",
            "family: Tiny",
            "task: image-classification",
            "dataset: digits",
            f"input: {{size: {SIZE}}}",
            "reported:",
            "  - source: page",
            f"    complexity: [{{{complexity}}}]",
            "    accuracy: [{dataset: digits, top1: 0.98}]",
            "    latency: [{device: t4, batch: 1, ms: 0.10}]",
            *more,
            "",
        ]
    )


def tiny_network() -> onnx.ModelProto:
    """Convolution, batch normalisation, ReLU, global pooling and a linear layer, with weights."""
    random = np.random.default_rng(0)

    def weight(name: str, *shape: int) -> TensorProto:
        return numpy_helper.from_array(random.standard_normal(shape, dtype=np.float32), name)

    nodes = [
        helper.make_node("Conv", ["image", "kernel"], ["c"], pads=[1, 1, 1, 1]),
        helper.make_node("BatchNormalization", ["c", "scale", "shift", "mean", "variance"], ["n"]),
        helper.make_node("Relu", ["n"], ["r"]),
        helper.make_node("GlobalAveragePool", ["r"], ["p"]),
        helper.make_node("Flatten", ["p"], ["f"]),
        helper.make_node("Gemm", ["f", "matrix", "bias"], ["scores"], transB=1),
    ]
    weights = [
        weight("kernel", CHANNELS, 3, 3, 3),
        *(weight(name, CHANNELS) for name in ("scale", "shift", "mean", "variance")),
        weight("matrix", CLASSES, CHANNELS),
        weight("bias", CLASSES),
    ]
    image = helper.make_tensor_value_info("image", TensorProto.FLOAT, ["batch", 3, SIZE, SIZE])
    scores = helper.make_tensor_value_info("scores", TensorProto.FLOAT, ["batch", CLASSES])
    graph = helper.make_graph(nodes, "tiny", [image], [scores], weights)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)


@pytest.fixture
def tiny_zoo(tmp_path: Path) -> Path:
    """The zoo's folder: `Good` prints true numbers, `Bad` prints twice the params; both have a graph."""
    files: dict[str, str | bytes] = {
        **VOCABULARIES,
        "models/Tiny/Good.yaml": record("Good", f"flops: {MACS}, params: {PARAMS}"),
        "models/Tiny/Bad.yaml": record("Bad", f"flops: {MACS}, params: {2 * PARAMS}", "graph_of: Good"),
        "graphs/Tiny/Good.onnx": strip_weights(tiny_network()).SerializeToString(deterministic=True),
    }
    return write_files(tmp_path / "zoo", files)
