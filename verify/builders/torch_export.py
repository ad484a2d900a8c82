"""PyTorch networks as ONNX graphs, exported as they are: nothing fused, nothing merged."""

from __future__ import annotations

from collections.abc import Collection
from types import ModuleType
from typing import TYPE_CHECKING, Any

from verify.builders import OPSET
from verify.builders.canonical import canonical

if TYPE_CHECKING:
    import onnx


def export_network(network: Any, input_size: int) -> onnx.ModelProto:
    """Return a `torch.nn.Module` as an ONNX graph with the input `images` [batch, 3, input_size, input_size].

    The exporter's optimizer is left off: it folds batch normalization into convolutions and merges weights that happen
    to be equal. Of its passes only the folding of constants is run.
    """
    import torch
    from onnxscript.optimizer import fold_constants, remove_unused_nodes

    network.eval()
    # Two images: the exporter takes a dimension of one for a constant.
    images = torch.zeros(2, 3, input_size, input_size)
    program = torch.onnx.export(
        network,
        (images,),
        dynamo=True,
        optimize=False,
        opset_version=OPSET,
        input_names=["images"],
        output_names=["logits"],
        dynamic_shapes=({0: torch.export.Dim("batch")},),
        verbose=False,
    )
    fold_constants(program.model)
    remove_unused_nodes(program.model)
    graph: onnx.ModelProto = program.model_proto
    _drop_zero_biases(graph, set(network.state_dict()))
    return canonical(graph)


def _drop_zero_biases(model: onnx.ModelProto, parameters: Collection[str]) -> None:
    """Take away the zeros that the exporter adds to every convolution without a bias."""
    from onnx import numpy_helper

    made = {tensor.name: tensor for tensor in model.graph.initializer if tensor.name not in parameters}
    for node in model.graph.node:
        bias = made.get(node.input[2]) if node.op_type == "Conv" and len(node.input) == 3 else None
        if bias is not None and not numpy_helper.to_array(bias).any():
            del node.input[2]


def import_torchvision() -> ModuleType:
    """Import torchvision, beside whatever build of PyTorch there is.

    Its compiled operators load only beside the build they were made for. Without them the import stops at two operators
    that it looks up and that no classification network calls, so these are declared.
    """
    try:
        import torchvision
    except RuntimeError:
        import torch

        for name in ("nms", "qnms"):
            torch.library.define(f"torchvision::{name}", "(Tensor boxes, Tensor scores, float threshold) -> Tensor")
        import torchvision
    module: ModuleType = torchvision
    return module
