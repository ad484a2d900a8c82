"""Networks of PaddleClas, exported through Paddle2ONNX."""

from __future__ import annotations

import logging
import os
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from verify.builders import OPSET
from verify.builders.canonical import canonical
from verify.exceptions import VerifyError

if TYPE_CHECKING:
    import onnx

UNUSED = ("visualdl", "faiss")
"""What PaddleClas imports for training logs and retrieval; no network needs it."""


def export(model: str, input_size: int) -> onnx.ModelProto:
    """Return a PaddleClas network as an ONNX graph.

    Raises:
        VerifyError: PaddleClas has no network of that name, or Paddle2ONNX fails.
    """
    network = build(model)
    graph = _export(network, model, input_size)
    # Paddle2ONNX writes every parameter as a Constant node; only the network knows which constants are parameters.
    return canonical(graph, weights={parameter.name for parameter in network.state_dict().values()})


def build(model: str) -> Any:
    """Return a PaddleClas network as a `paddle.nn.Layer` in inference mode.

    Some networks can be built once a process only: their parameters have fixed names.

    Raises:
        VerifyError: PaddleClas has no network of that name.
    """
    backbones = _import_backbones()
    constructor = getattr(backbones, model, None)
    if not callable(constructor):
        raise VerifyError(f"paddleclas has no network {model!r}")
    network = constructor()
    network.eval()
    return network


def _import_backbones() -> ModuleType:
    spec = find_spec("paddleclas")
    if spec is None or spec.origin is None:
        raise VerifyError("paddleclas is not installed")
    # PaddleClas is a checkout inside its package: its code imports `ppcls` from the top.
    sys.path.insert(0, str(Path(spec.origin).parent))
    for name in UNUSED:
        sys.modules.setdefault(name, ModuleType(name))
    from ppcls.utils import logger

    logger.init_logger(log_level=logging.ERROR)
    from ppcls.arch import backbone

    module: ModuleType = backbone
    return module


def _export(network: Any, model: str, input_size: int) -> onnx.ModelProto:
    # Polygraphy, where it is installed, would start pip by itself.
    os.environ["POLYGRAPHY_AUTOINSTALL_DEPS"] = "0"
    import onnx
    import paddle
    import paddle2onnx

    images = paddle.static.InputSpec([None, 3, input_size, input_size], "float32", "images")
    with tempfile.TemporaryDirectory() as folder:
        program = Path(folder, "network")
        paddle.jit.save(network, str(program), [images])
        try:
            exported = paddle2onnx.export(f"{program}.json", f"{program}.pdiparams", None, OPSET)
        except UnboundLocalError as error:
            # Paddle2ONNX prints its failure and then returns a variable that it never assigned.
            raise VerifyError(f"paddle2onnx can't export {model} at opset {OPSET}") from error
    return onnx.load_model_from_string(exported)
