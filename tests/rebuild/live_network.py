"""What a library's live network says of itself, as JSON on standard output.

`python live_network.py LIBRARY MODEL INPUT_SIZE` counts it: `macs` are multiply-adds of convolutions and linear layers
at batch 1, by hooks on the layers; `trainable` and `with_statistics` are params without and with the running statistics
of batch normalization; `by_tool` is what the library's own counter answers (torch's counts a multiply-add twice and is
halved). With a stored GRAPH as the fourth argument it runs both on the same weights and images instead, and tells the
`largest` output and the largest `difference`.

A script of its own, since some networks can be built once a process only.
"""

from __future__ import annotations

import contextlib
import io
import json
import math
import sys
from importlib import import_module
from importlib.metadata import version
from typing import Any

import numpy as np
import onnx

from verify.session import open_session
from verify.weights import random_weights

VERSIONS = {
    "paddleclas": ("paddlepaddle", "paddleclas", "paddle2onnx"),
    "timm": ("torch", "timm"),
    "torchvision": ("torch", "torchvision"),
}
SEED = 1


def count_paddle(network: Any, input_size: int) -> dict[str, Any]:
    import paddle

    macs = 0

    def hook(layer: Any, _inputs: Any, output: Any) -> None:
        nonlocal macs
        weight = layer.weight.shape
        # A convolution's weight is [out, in / groups, height, width]; a linear layer's is [in, out].
        macs += math.prod(output.shape) * (math.prod(weight[1:]) if len(weight) == 4 else weight[0])

    layers = [layer for layer in network.sublayers() if isinstance(layer, paddle.nn.Conv2D | paddle.nn.Linear)]
    hooks = [layer.register_forward_post_hook(hook) for layer in layers]
    network(paddle.zeros([1, 3, input_size, input_size]))
    for handle in hooks:
        handle.remove()
    trainable = sum(math.prod(p.shape) for p in network.parameters() if not p.stop_gradient)
    everything = sum(math.prod(p.shape) for p in network.state_dict().values())
    with contextlib.redirect_stdout(io.StringIO()):
        by_tool = paddle.flops(network, [1, 3, input_size, input_size])
    return {
        "macs": macs,
        "trainable": trainable,
        "with_statistics": everything,
        "by_tool": by_tool,
        "tool": "paddle.flops",
    }


def count_torch(network: Any, input_size: int) -> dict[str, Any]:
    import torch
    from torch.utils.flop_counter import FlopCounterMode

    macs = 0

    def hook(layer: Any, _inputs: Any, output: Any) -> None:
        nonlocal macs
        macs += output.numel() * math.prod(layer.weight.shape[1:])

    network = network.to("meta")
    for layer in network.modules():
        if isinstance(layer, torch.nn.Conv2d | torch.nn.Linear):
            layer.register_forward_hook(hook)
    counter = FlopCounterMode(display=False)
    with counter, torch.no_grad():
        network(torch.empty(1, 3, input_size, input_size, device="meta"))
    trainable = sum(p.numel() for p in network.parameters())
    statistics = sum(b.numel() for name, b in network.named_buffers() if not name.endswith("num_batches_tracked"))
    return {
        "macs": macs,
        "trainable": trainable,
        "with_statistics": trainable + statistics,
        "by_tool": counter.get_total_flops() // 2,
        "tool": "torch.utils.flop_counter / 2",
    }


def run_paddle(network: Any, weights: dict[str, Any], images: Any) -> Any:
    import paddle

    for parameter in network.state_dict().values():
        parameter.set_value(weights[parameter.name])
    with paddle.no_grad():
        return network(paddle.to_tensor(images)).numpy()


def run_torch(network: Any, weights: dict[str, Any], images: Any) -> Any:
    import torch

    with torch.no_grad():
        for name, tensor in network.state_dict().items():
            if not name.endswith("num_batches_tracked"):
                tensor.copy_(torch.from_numpy(weights[name]))
        return network(torch.from_numpy(images)).numpy()


def compare_outputs(network: Any, run: Any, graph: str, input_size: int) -> dict[str, float]:
    model = onnx.load_model(graph, load_external_data=False)
    weights = random_weights(model, SEED)
    images = np.random.default_rng(SEED).standard_normal((2, 3, input_size, input_size), dtype=np.float32)
    (stored,) = open_session(model, weights).run(None, {model.graph.input[0].name: images})
    live = run(network, weights, images)
    return {"largest": float(np.abs(live).max()), "difference": float(np.abs(live - stored).max())}


def main() -> None:
    library, name, size, *graph = sys.argv[1:]
    network = import_module(f"verify.builders.{library}").build(name)
    is_paddle = library == "paddleclas"
    if graph:
        answer = compare_outputs(network, run_paddle if is_paddle else run_torch, graph[0], int(size))
    else:
        answer = (count_paddle if is_paddle else count_torch)(network, int(size))
        answer["versions"] = {package: version(package) for package in VERSIONS.get(library, ("torch",))}
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
