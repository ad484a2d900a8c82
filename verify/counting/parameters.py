"""Which tally each parameter belongs to, from the operator and the input that reads it."""

from collections.abc import Mapping
from types import MappingProxyType

from verify.counting.layers import CONVOLUTIONS, biased_layer
from verify.counting.operation import Operation, UncountableError

_CONV = {1: "conv_weights", 2: "conv_biases"}
_SETTING = None
_QUANTISED_INPUT = {1: _SETTING, 2: _SETTING}
_LINEAR = {1: "linear_weights", 2: "linear_biases"}
_RECURRENT = MappingProxyType({1: "linear_weights", 2: "linear_weights", 3: "linear_biases", 4: _SETTING})
_NORM = {1: "other_norm_scale_shift", 2: "other_norm_scale_shift"}

_ROLES: Mapping[str, Mapping[int, str | None]] = MappingProxyType(
    {
        "Conv": _CONV,
        "ConvTranspose": _CONV,
        "DeformConv": {1: "conv_weights", 3: "conv_biases"},
        "Gemm": {0: "linear_weights", 1: "linear_weights", 2: "linear_biases"},
        "MatMul": {0: "linear_weights", 1: "linear_weights", 2: "linear_biases"},
        "Gelu": {1: "linear_biases"},
        "Einsum": {0: "linear_weights", 1: "linear_weights"},
        **dict.fromkeys(("LSTM", "GRU", "RNN"), _RECURRENT),
        "BatchNormalization": {
            1: "batch_norm_scale_shift",
            2: "batch_norm_scale_shift",
            3: "batch_norm_statistics",
            4: "batch_norm_statistics",
        },
        "InstanceNormalization": _NORM,
        "GroupNormalization": _NORM,
        "LayerNormalization": {**_NORM, 3: "linear_biases"},
        "RMSNormalization": {1: "other_norm_scale_shift", 2: "linear_biases"},
        "com.microsoft::Attention": _LINEAR,
        "com.microsoft::QAttention": {**_LINEAR, 3: _SETTING, 4: _SETTING},
        "com.microsoft::MultiHeadAttention": {3: "linear_biases"},
        "com.microsoft::EmbedLayerNormalization": {5: "other_norm_scale_shift", 6: "other_norm_scale_shift"},
        "Clip": {1: _SETTING, 2: _SETTING},
        "DequantizeLinear": _QUANTISED_INPUT,
        "Pad": {2: _SETTING},
        "QuantizeLinear": _QUANTISED_INPUT,
        "Resize": {1: _SETTING, 2: _SETTING},
        "Upsample": {1: _SETTING},
    }
)


def parameter_tallies(operation: Operation) -> Mapping[int, str | None]:
    """Input index → tally of the parameters that this input carries, None for a setting such as the factors of Resize.

    Inputs that are absent carry `other_params`.
    """
    if operation.op_type != "Add":
        return _ROLES.get(operation.op_type, {})
    try:
        layer = biased_layer(operation)
    except UncountableError:
        return {}
    if layer is None:
        return {}
    tally = "conv_biases" if layer.op_type in CONVOLUTIONS else "linear_biases"
    return {0: tally, 1: tally}
