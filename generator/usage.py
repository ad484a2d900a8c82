"""How a network is created in the library that defines it, as a few lines of Python."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from catalog.record import BuiltFrom

_SNIPPETS: Mapping[str, str] = MappingProxyType(
    {
        "paddleclas": "import paddleclas\n\nmodel = paddleclas.{name}()",
        "timm": 'import timm\n\nmodel = timm.create_model("{name}")',
        "torchvision": 'from torchvision.models import get_model\n\nmodel = get_model("{name}")',
        "keras": "import keras\n\nmodel = keras.applications.{name}(weights=None)",
    }
)
"""Libraries that create a network by its name in one call."""


def snippet(built_from: BuiltFrom) -> str:
    """Return Python that creates the network without weights; empty where no single call does."""
    template = _SNIPPETS.get(built_from.library)
    return template.format(name=built_from.model) if template and built_from.model.isidentifier() else ""
