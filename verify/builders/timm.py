"""Networks of timm, exported by PyTorch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from verify.builders.torch_export import export_network, import_torchvision
from verify.exceptions import VerifyError

if TYPE_CHECKING:
    import onnx


def export(model: str, input_size: int) -> onnx.ModelProto:
    """Return a timm network as an ONNX graph.

    Raises:
        VerifyError: timm has no network of that name.
    """
    return export_network(build(model), input_size)


def build(model: str) -> Any:
    """Return a timm network as a `torch.nn.Module` in inference mode, without trained weights.

    Raises:
        VerifyError: timm has no network of that name.
    """
    # timm imports torchvision by itself, which alone would fail beside another build of PyTorch.
    import_torchvision()
    import timm

    if not timm.is_model(model):
        raise VerifyError(f"timm has no network {model!r}")
    return timm.create_model(model, pretrained=False).eval()
