"""MobileNetV2 as MMClassification, now MMPretrain, defines it, written again here.

The library itself needs compiled parts that are hard to install; counts and outputs of the two are equal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from verify.builders.torch_export import export_network
from verify.exceptions import VerifyError

if TYPE_CHECKING:
    import onnx


def export(model: str, input_size: int) -> onnx.ModelProto:
    """Return the network `mobilenet_v2` as an ONNX graph.

    Raises:
        VerifyError: another network was asked for.
    """
    return export_network(build(model), input_size)


def build(model: str) -> Any:
    """Return the network `mobilenet_v2` as a `torch.nn.Module` in inference mode.

    Raises:
        VerifyError: another network was asked for.
    """
    from verify.builders.mobilenet_v2 import Dialect, MobileNetV2

    if model != "mobilenet_v2":
        raise VerifyError(f"no network {model!r} for mmcls, expected mobilenet_v2")
    return MobileNetV2(Dialect(epsilon=1e-5, pad_at_end=False, softmax=False)).eval()
