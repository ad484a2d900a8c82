"""MobileNetV2 as Keras Applications defines it, written again here.

Channels come first, and PyTorch exports it like the others; outputs are those of Keras with the same weights.
"""

from __future__ import annotations

from verify.builders.mobilenet_v2 import Definition, Dialect

DEFINITION = Definition("keras", "MobileNetV2", Dialect(epsilon=1e-3, pad_at_end=True, softmax=True))

build, export = DEFINITION.build, DEFINITION.export
