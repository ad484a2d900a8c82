"""Classification networks of torchvision, exported by PyTorch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from verify.builders.torch_export import export_network, import_torchvision
from verify.exceptions import VerifyError

if TYPE_CHECKING:
    import onnx


def export(model: str, input_size: int) -> onnx.ModelProto:
    """Return a torchvision network as an ONNX graph.

    Raises:
        VerifyError: torchvision has no classification network of that name.
    """
    return export_network(build(model), input_size)


def build(model: str) -> Any:
    """Return a torchvision network as a `torch.nn.Module` in inference mode, without trained weights.

    Raises:
        VerifyError: torchvision has no classification network of that name.
    """
    models = import_torchvision().models
    if model not in models.list_models(module=models):
        raise VerifyError(f"torchvision has no classification network {model!r}")
    return models.get_model(model, weights=None).eval()
