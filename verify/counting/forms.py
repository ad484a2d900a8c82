"""Operators that do a standard operator's work on other inputs: quantised, fused, and of ONNX Runtime's own domain.

Each is read as the standard operator, which then finds its shape, its operations and its parameters. Scales and zero
points are settings and left out.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

import onnx

from verify.counting.operation import Shape

MICROSOFT = "com.microsoft"
"""The domain of ONNX Runtime's contributed operators."""


@dataclass(frozen=True, slots=True)
class Form:
    """How an operator is read as a standard one."""

    operator: str
    """The operator of ONNX's own domain whose work it does."""
    inputs: tuple[int, ...]
    """For each input of that operator, the position among the node's own; behind them, inputs of what is fused."""
    opset: int = 23
    """The opset whose version of the operator has the same attributes."""
    float_output: bool = False
    """Whether integers come out as float; else the output has the type of the first input."""
    channels_last: bool = False
    """Whether the first input and the output have their channels on the last axis; the standard operator has them on
    the second. Weights lie as for the standard operator."""


def _microsoft(forms: Mapping[str, Form]) -> dict[str, Form]:
    return {f"{MICROSOFT}::{name}": form for name, form in forms.items()}


_CONVOLUTION = Form("Conv", (0, 3, 8))

FORMS: Mapping[str, Form] = MappingProxyType(
    {
        "QLinearConv": _CONVOLUTION,
        "ConvInteger": Form("Conv", (0, 1)),
        "QLinearMatMul": Form("MatMul", (0, 3)),
        "MatMulInteger": Form("MatMul", (0, 1)),
        # ONNX Runtime writes this one into ONNX's own domain.
        "SimplifiedLayerNormalization": Form("RMSNormalization", (0, 1)),
        **_microsoft(
            {
                "QLinearConv": _CONVOLUTION,
                "QGemm": Form("Gemm", (0, 3, 6)),
                "MatMulIntegerToFloat": Form("MatMul", (0, 1, 6), float_output=True),
                "DynamicQuantizeMatMul": Form("MatMul", (0, 1, 4)),
                "QLinearAdd": Form("Add", (0, 3)),
                "QLinearMul": Form("Mul", (0, 3)),
                "QLinearWhere": Form("Where", (0, 1, 4)),
                "QLinearSigmoid": Form("Sigmoid", (0,)),
                "QLinearLeakyRelu": Form("LeakyRelu", (0,)),
                "QLinearSoftmax": Form("Softmax", (0,)),
                "QLinearAveragePool": Form("AveragePool", (0,)),
                "QLinearGlobalAveragePool": Form("GlobalAveragePool", (0,)),
                "QLinearReduceMean": Form("ReduceMean", (0,), opset=13),
                "QLinearConcat": Form("Concat", ()),
                "NhwcMaxPool": Form("MaxPool", (0,), channels_last=True),
                "QuantizeLinear": Form("QuantizeLinear", (0, 1, 2)),
                "DequantizeLinear": Form("DequantizeLinear", (0, 1, 2), float_output=True),
                "FusedConv": Form("Conv", (0, 1, 2, 3)),
                "FusedGemm": Form("Gemm", (0, 1, 2)),
                "FusedMatMul": Form("MatMul", (0, 1)),
                "Gelu": Form("Gelu", (0,)),
                "QuickGelu": Form("Gelu", (0,)),
                "FastGelu": Form("Gelu", (0, 1)),
                "BiasGelu": Form("Gelu", (0, 1)),
                "SkipLayerNormalization": Form("LayerNormalization", (0, 2, 3, 4, 1)),
                "SkipSimplifiedLayerNormalization": Form("RMSNormalization", (0, 2, 3, 1)),
            }
        ),
    }
)
"""Operator → the form in which it is read."""


def operator_name(op_type: str, domain: str) -> str:
    """The operator; `domain::operator` outside ONNX's own domain."""
    return op_type if domain in ("", "ai.onnx") else f"{domain}::{op_type}"


def form_of(node: onnx.NodeProto) -> Form | None:
    """How a node is read as a standard operator; None for a standard one."""
    form = FORMS.get(operator_name(node.op_type, node.domain))
    if form is None:
        return None
    if form.operator == "Concat":
        # Scale and zero point of the output, then data, scale and zero point of each operand.
        return Form("Concat", tuple(range(2, len(node.input), 3)))
    if any(attribute.name == "channels_last" and attribute.i for attribute in node.attribute):
        return replace(form, channels_last=True)
    return form


def channels_first(shape: Shape | None) -> Shape | None:
    """A shape with its channels on the last axis (batch, *plane, channels) as (batch, channels, *plane)."""
    return shape if shape is None or len(shape) < 2 else (shape[0], shape[-1], *shape[1:-1])


def channels_last(shape: Shape) -> Shape:
    """A shape with its channels on the second axis as (batch, *plane, channels)."""
    return shape if len(shape) < 2 else (shape[0], *shape[2:], shape[1])


def standard_inputs(node: onnx.NodeProto, form: Form) -> list[str]:
    """The names of the inputs of a node in the standard operator's order; empty for one that is left out."""
    return [node.input[position] if position < len(node.input) else "" for position in form.inputs]
