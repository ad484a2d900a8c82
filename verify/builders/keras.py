"""MobileNetV2 as Keras Applications defines it, written again here.

Channels come first, and PyTorch exports it like the others; outputs are those of Keras with the same weights.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from verify.builders.torch_export import export_network
from verify.exceptions import VerifyError

if TYPE_CHECKING:
    import onnx


def export(model: str, input_size: int) -> onnx.ModelProto:
    """Return the network `MobileNetV2` as an ONNX graph.

    Raises:
        VerifyError: another network was asked for.
    """
    return export_network(build(model), input_size)


def build(model: str) -> Any:
    """Return the network `MobileNetV2` as a `torch.nn.Module` in inference mode.

    Raises:
        VerifyError: another network was asked for.
    """
    from verify.builders.mobilenet_v2 import Dialect, MobileNetV2

    if model != "MobileNetV2":
        raise VerifyError(f"no network {model!r} for keras, expected MobileNetV2")
    return MobileNetV2(Dialect(epsilon=1e-3, pad_at_end=True, softmax=True)).eval()
