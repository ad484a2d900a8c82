"""MobileNetV2 as MMClassification, now MMPretrain, defines it, written again here.

The library itself needs compiled parts that are hard to install; counts and outputs of the two are equal.
"""

from __future__ import annotations

from verify.builders.mobilenet_v2 import Definition, Dialect

DEFINITION = Definition("mmcls", "mobilenet_v2", Dialect(epsilon=1e-5, pad_at_end=False, softmax=False))

build, export = DEFINITION.build, DEFINITION.export
