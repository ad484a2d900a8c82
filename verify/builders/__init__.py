"""How a network is built again from the library that defines it, and exported to ONNX.

One module a library, imported only in the process that exports. Each has `build(model)`, which makes the library's live
network, and `export(model, input_size)`, which returns it as a graph: in inference mode, with batch normalization kept
and the batch dimension left open. Where no exporter brings a library's networks to ONNX whole (`paddledet`), the module
writes the graphs itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from types import MappingProxyType
from typing import TYPE_CHECKING

from verify.exceptions import VerifyError

if TYPE_CHECKING:
    import onnx

OPSET = 18
"""The operator set of every graph: the lowest that PyTorch's exporter writes itself; Paddle's knows it too."""


@dataclass(frozen=True)
class Builder:
    """Where a library's networks are exported, and what must be installed for it."""

    module: str
    """The module of this package with `build` and `export`."""
    needs: tuple[str, ...]
    """Top-level modules that it imports."""
    install: str
    """What a user has to do to have them."""

    def missing(self) -> tuple[str, ...]:
        """Return the modules that the builder needs and this Python does not have."""
        return tuple(name for name in self.needs if find_spec(name) is None)

    def export(self, model: str, input_size: int) -> onnx.ModelProto:
        """Build and export a network in this process, with whatever weights it starts with.

        Args:
            model: The network's name in its library.
            input_size: Height and width of the images, in pixels.

        Raises:
            VerifyError: the library has no network of that name, or its exporter fails.
        """
        graph: onnx.ModelProto = import_module(self.module).export(model, input_size)
        return graph


INSTALL_PADDLE = "run `make rebuild-environments`, then .venv-paddle/bin/verify (pip alone can't resolve its packages)"
INSTALL_TORCH = "install the extra zooproof[timm]"

BUILDERS: Mapping[str, Builder] = MappingProxyType(
    {
        "paddleclas": Builder("verify.builders.paddleclas", ("paddle", "paddleclas", "paddle2onnx"), INSTALL_PADDLE),
        "paddledet": Builder("verify.builders.paddledet", (), "needs nothing more"),
        "timm": Builder("verify.builders.timm", ("torch", "torchvision", "timm", "onnxscript"), INSTALL_TORCH),
        "torchvision": Builder("verify.builders.torchvision", ("torch", "torchvision", "onnxscript"), INSTALL_TORCH),
        "mmcls": Builder("verify.builders.mmcls", ("torch", "onnxscript"), INSTALL_TORCH),
        "keras": Builder("verify.builders.keras", ("torch", "onnxscript"), INSTALL_TORCH),
    }
)
"""The libraries that a record's `built_from` can name."""


def builder(library: str) -> Builder:
    """Return the builder of a library.

    Raises:
        VerifyError: there is none of that name.
    """
    try:
        return BUILDERS[library]
    except KeyError:
        raise VerifyError(f"no builder for library {library!r}, expected one of: {', '.join(BUILDERS)}") from None
