"""What ONNX raises on a malformed graph."""

import onnx.checker
import onnx.shape_inference

ONNX_ERRORS = (
    onnx.checker.ValidationError,
    onnx.shape_inference.InferenceError,
    MemoryError,
    RuntimeError,
    TypeError,
    ValueError,
)
"""Every class that its checker, inliner and shape inference raise; MemoryError where a size claims gigabytes."""
