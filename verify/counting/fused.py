"""Handlers of what ONNX Runtime's fused operators do beside the standard operator that they are read as."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from verify.counting import layers, products
from verify.counting.forms import MICROSOFT
from verify.counting.operation import Operation, UncountableError
from verify.counting.products import Tallies

_ACTIVATIONS = {
    "Relu": "relu_elements",
    "Clip": "clip_elements",
    "LeakyRelu": "leaky_relu_elements",
    "Sigmoid": "sigmoid_elements",
    "Tanh": "sigmoid_elements",
    "HardSigmoid": "other_activation_elements",
}


def _activation(operation: Operation) -> Tallies:
    name = operation.attributes.get("activation", b"").decode("ascii", "replace")
    if not name:
        return {}
    if name not in _ACTIVATIONS:
        raise UncountableError(operation.name)
    return {_ACTIVATIONS[name]: operation.output.elements}


def convolution(operation: Operation) -> Tallies:
    """FusedConv: data, weight, bias, and a tensor that is added before the activation."""
    added = {"elementwise_elements": operation.output.elements} if operation.optional(3) else {}
    return {**products.convolution(operation), **added, **_activation(operation)}


def gemm(operation: Operation) -> Tallies:
    """FusedGemm: the product, then the activation."""
    return {**products.gemm(operation), **_activation(operation)}


def biased_matrix_product(operation: Operation) -> Tallies:
    """A quantised product with a bias as the third input."""
    adds = operation.output.elements if operation.has_parameter(2) else 0
    return {**products.matrix_product(operation), "linear_bias_adds": adds}


def biased_gelu(operation: Operation) -> Tallies:
    """BiasGelu and FastGelu: the bias of the linear layer before it, then GELU."""
    adds = operation.output.elements if operation.has_parameter(1) else 0
    return {"other_activation_elements": operation.input(0).elements, "linear_bias_adds": adds}


def skip_norm(skip: int, bias: int) -> Callable[[Operation], Tallies]:
    """A handler of a normalisation of a sum of two tensors, with the bias of the layer before it."""

    def handler(operation: Operation) -> Tallies:
        elements = operation.input(0).elements
        return {
            "other_norm_elements": elements,
            "elementwise_elements": elements if operation.optional(skip) else 0,
            "linear_bias_adds": elements if operation.has_parameter(bias) else 0,
        }

    return handler


def self_attention(operation: Operation) -> Tallies:
    """Attention and QAttention: one linear layer makes queries, keys and values, of as many tokens as go in.

    Data (batch, tokens, width), weight (width, widths of queries + keys + values), bias. With tokens of the past, it
    is not counted.
    """
    batch, tokens, width = operation.input(0).shape
    projected = operation.input(1).shape[1]
    past = 8 if operation.label.endswith("::QAttention") else 4
    if operation.optional(past) is not None:
        raise UncountableError(operation.name)
    sizes = operation.attributes.get("qkv_hidden_sizes", [projected // 3] * 3)
    scores = batch * int(operation.attributes["num_heads"]) * tokens * tokens
    return {
        "linear_macs": batch * tokens * width * projected,
        "linear_layers": 1,
        "linear_bias_adds": batch * tokens * projected if operation.has_parameter(2) else 0,
        "matmul_macs": batch * tokens * tokens * (sizes[0] + sizes[2]),
        "softmax_elements": scores,
        "product_output_elements": batch * tokens * projected + scores + operation.output.elements,
    }


def multi_head_attention(operation: Operation) -> Tallies:
    """MultiHeadAttention: query (batch, tokens, width), key and value likewise, bias of the three layers before it."""
    batch, tokens, width = operation.input(0).shape
    key, value = operation.input(1).shape, operation.input(2).shape
    if len(key) != 3 or len(value) != 3 or any(operation.optional(past) is not None for past in (6, 7)):
        raise UncountableError(operation.name)
    scores = batch * int(operation.attributes["num_heads"]) * tokens * key[1]
    biased = sum(operation.input(index).elements for index in range(3)) if operation.has_parameter(3) else 0
    return {
        "matmul_macs": batch * tokens * key[1] * (width + value[2]),
        "linear_bias_adds": biased,
        "softmax_elements": scores,
        "product_output_elements": scores + operation.output.elements,
    }


def grouped_query_attention(operation: Operation) -> Tallies:
    """GroupQueryAttention: query (batch, tokens, heads × width), key and value of fewer heads, or all in the query.

    Keys and values of the past are not counted, nor a window or a cap on the scores; a past without tokens is none.
    """
    batch, tokens, width = operation.output.shape
    settings = operation.attributes
    past = operation.optional(3)
    if (past is not None and past.elements) or settings.get("local_window_size", -1) > 0 or settings.get("softcap", 0):
        raise UncountableError(operation.name)
    heads, groups = int(settings["num_heads"]), int(settings["kv_num_heads"])
    scores = batch * heads * tokens * tokens
    return {
        "matmul_macs": 2 * batch * tokens * tokens * width,
        "softmax_elements": scores,
        "elementwise_elements": batch * tokens * width // heads * (heads + groups) if settings.get("do_rotary") else 0,
        "product_output_elements": scores + batch * tokens * width,
    }


def embedding_norm(operation: Operation) -> Tallies:
    """EmbedLayerNormalization: the sum of two or three embeddings, normalised."""
    elements = operation.output.elements
    tables = sum(operation.optional(position) is not None for position in (2, 3, 4))
    return {"other_norm_elements": elements, "elementwise_elements": elements * (tables - 1)}


FUSED: Mapping[str, Callable[[Operation], Tallies]] = MappingProxyType(
    {
        f"{MICROSOFT}::{name}": handler
        for name, handler in {
            "FusedConv": convolution,
            "FusedGemm": gemm,
            "MatMulIntegerToFloat": biased_matrix_product,
            "DynamicQuantizeMatMul": biased_matrix_product,
            "BiasGelu": biased_gelu,
            "FastGelu": biased_gelu,
            "SkipLayerNormalization": skip_norm(skip=4, bias=3),
            "SkipSimplifiedLayerNormalization": skip_norm(skip=3, bias=2),
            "Attention": self_attention,
            "QAttention": self_attention,
            "MultiHeadAttention": multi_head_attention,
            "GroupQueryAttention": grouped_query_attention,
            "EmbedLayerNormalization": embedding_norm,
            "QuickGelu": layers.input_elements("other_activation_elements"),
        }.items()
    }
)
"""Operator → handler, for those that do more than the standard operator."""
