"""Handlers of the operators that multiply and add: convolutions, matrix products, einsum, attention."""

from collections.abc import Iterator, Mapping
from math import prod

from verify.counting.operation import Operand, Operation, UncountableError

Tallies = Mapping[str, int]


def _grouped_twice(weight: Operand, groups: int) -> int:
    """Elements of a convolution's weight once its input channels per group are divided by the groups again."""
    outputs, inputs_per_group, *kernel = weight.shape
    return outputs * (inputs_per_group // groups) * prod(kernel)


def convolution(operation: Operation) -> Tallies:
    """Conv; the weight is (outputs, inputs per group, *kernel)."""
    kernel = operation.input(1)
    if operation.input(0).shape[1] != kernel.shape[1] * _groups(operation):
        raise UncountableError(operation.name)
    outputs = operation.output.elements
    channels = max(kernel.shape[0], 1)
    return {
        "conv_macs": outputs * kernel.elements // channels,
        "grouped_twice_conv_macs": outputs * _grouped_twice(kernel, _groups(operation)) // channels,
        "conv_bias_adds": outputs if operation.has_parameter(2) else 0,
        "grouped_twice_conv_weights": _grouped_twice(kernel, _groups(operation)) if kernel.weights else 0,
        "product_output_elements": outputs,
    }


def transposed_convolution(operation: Operation) -> Tallies:
    """ConvTranspose; each input element meets every weight of its channel.

    The weight is (inputs, outputs per group, *kernel).
    """
    kernel = operation.input(1)
    outputs = operation.output.elements
    channels = max(kernel.shape[0], 1)
    inputs_per_group = kernel.shape[0] // _groups(operation)
    return {
        "transposed_conv_macs": operation.input(0).elements * kernel.elements // channels,
        "transposed_conv_dense_macs": outputs * inputs_per_group * prod(kernel.shape[2:]),
        "conv_bias_adds": outputs if operation.has_parameter(2) else 0,
        "product_output_elements": outputs,
    }


def deformable_convolution(operation: Operation) -> Tallies:
    """DeformConv: data, weight, offset, bias, mask."""
    kernel = operation.input(1)
    outputs = operation.output.elements
    return {
        "deformable_conv_macs": outputs * kernel.elements // max(kernel.shape[0], 1),
        "conv_bias_adds": outputs if operation.has_parameter(3) else 0,
        "product_output_elements": outputs,
    }


def gemm(operation: Operation) -> Tallies:
    """Gemm: (M, K) × (K, N) + bias."""
    left = operation.input(0)
    inner = left.shape[0 if operation.attributes.get("transA") else 1]
    tallies = _product(operation, left, operation.input(1), operation.output.elements * inner)
    return {**tallies, "linear_bias_adds": operation.output.elements if operation.has_parameter(2) else 0}


def matrix_product(operation: Operation) -> Tallies:
    """MatMul: the last axis of the left operand is summed over; of a FusedMatMul, the one that the attribute says."""
    left, right = operation.input(0), operation.input(1)
    axis = -2 if operation.attributes.get("transA") else -1
    if len(left.shape) < -axis or operation.attributes.get("transBatchA"):
        raise UncountableError(operation.name)
    return _product(operation, left, right, operation.output.elements * left.shape[axis])


def einsum(operation: Operation) -> Tallies:
    """Einsum of one or two operands: every combination of the labels' values is one multiply-add.

    With one operand nothing is multiplied and the sum is a reduction.
    """
    operands = [operation.input(index) for index in range(len(operation.inputs))]
    if len(operands) == 1:
        return {"reduction_elements": operands[0].elements}
    if len(operands) != 2:
        raise UncountableError(operation.name)
    equation = operation.attributes["equation"].decode("ascii", "replace")
    sizes: dict[str, int] = {}
    for term, operand in zip(equation.split("->")[0].split(","), operands, strict=True):
        for label, size in _labels(term.replace(" ", ""), operand):
            sizes[label] = max(size, sizes.get(label, 1)) if size else 0
    return _product(operation, operands[0], operands[1], prod(sizes.values()))


def attention(operation: Operation) -> Tallies:
    """Attention (opset 23): two matrix products and a softmax.

    Q, K and V are (batch, heads, tokens, width) or (batch, tokens, heads × width); keys and values of the past count.
    """
    query, key, value = (_heads(operation, index) for index in range(3))
    past = operation.optional(4)
    tokens = key[2] + (past.shape[2] if past else 0)
    scores = query[0] * query[1] * query[2] * tokens
    return {
        "matmul_macs": scores * (query[3] + value[3]),
        "softmax_elements": scores,
        "product_output_elements": scores + operation.output.elements,
    }


def _heads(operation: Operation, index: int) -> tuple[int, int, int, int]:
    """Batch, heads, tokens and width per head of the query (0), key (1) or value (2)."""
    shape = operation.input(index).shape
    if len(shape) == 3:
        heads = int(operation.attributes.get("q_num_heads" if index == 0 else "kv_num_heads", 0))
        if heads < 1:
            raise UncountableError(operation.name)
        return shape[0], heads, shape[1], shape[2] // heads
    if len(shape) != 4:
        raise UncountableError(operation.name)
    return shape[0], shape[1], shape[2], shape[3]


def _product(operation: Operation, left: Operand, right: Operand, macs: int) -> Tallies:
    kind = "linear" if is_linear(left, right) else "matmul"
    tallies = {f"{kind}_macs": macs, "product_output_elements": operation.output.elements}
    return {**tallies, "linear_layers": 1} if kind == "linear" else tallies


def is_linear(left: Operand, right: Operand) -> bool:
    """Whether one operand of a product is a weight (or computed from weights alone)."""
    return bool(left.weights or right.weights)


def _groups(operation: Operation) -> int:
    groups = int(operation.attributes.get("group", 1))
    if groups < 1:
        raise UncountableError(operation.name)
    return groups


def _labels(term: str, operand: Operand) -> Iterator[tuple[str, int]]:
    """Label → size along each axis; the axes of an ellipsis are labelled from the last one."""
    head, ellipsis, tail = term.partition("...")
    spread = len(operand.shape) - len(head) - len(tail)
    if spread < 0 or (spread and not ellipsis):
        raise UncountableError(operand.name)
    labels = [*head, *(f"...{spread - axis}" for axis in range(spread)), *tail]
    return zip(labels, operand.shape, strict=True)
