"""Handlers of everything that is not a product: normalisation, activation, pooling, elementwise, reduction."""

from collections.abc import Callable, Sequence
from math import prod

from verify.counting.operation import Operand, Operation, UncountableError
from verify.counting.products import Tallies, is_linear

CONVOLUTIONS = frozenset({"Conv", "ConvTranspose", "DeformConv"})
"""Operators whose output has its channels on axis 1."""

PRODUCTS = frozenset({"Gemm", "MatMul"})
"""Operators that are a linear layer where one operand is a weight."""


def free(operation: Operation) -> Tallies:
    """Operators that only move, view, select or generate data."""
    del operation
    return {}


def input_elements(tally: str) -> Callable[[Operation], Tallies]:
    """A handler that counts the elements of the first input under `tally`."""

    def handler(operation: Operation) -> Tallies:
        return {tally: operation.input(0).elements}

    return handler


def output_elements(tally: str) -> Callable[[Operation], Tallies]:
    """A handler that counts the elements of the first output under `tally`."""

    def handler(operation: Operation) -> Tallies:
        return {tally: operation.output.elements}

    return handler


def batch_norm(operation: Operation) -> Tallies:
    """BatchNormalization, and what folding leaves of it.

    Folded into the convolution or linear layer before it, a batch norm leaves one bias per channel, or nothing where
    there is a bias already. Where nothing can take it up, scale and shift stay.
    """
    data, scale = operation.input(0), operation.input(1)
    if data.layer is None or data.uses != 1:
        left = 2 * scale.elements
    else:
        left = 0 if _has_bias(data.layer) else scale.elements
    return {"batch_norm_elements": data.elements, "folded_batch_norm_params": left}


def variadic(operation: Operation) -> Tallies:
    """Sum, Mean, Max, Min of n operands: n − 1 operations per output element, at least one."""
    return {"elementwise_elements": operation.output.elements * max(len(operation.inputs) - 1, 1)}


def add(operation: Operation) -> Tallies:
    """Add: the bias of the layer before it, or elementwise."""
    layer = biased_layer(operation)
    if layer is None:
        return {"elementwise_elements": operation.output.elements}
    kind = "conv" if layer.op_type in CONVOLUTIONS else "linear"
    return {f"{kind}_bias_adds": operation.output.elements}


def biased_layer(operation: Operation) -> Operation | None:
    """The convolution or linear layer whose bias this Add holds, as exporters write it; None for any other Add.

    The other operand must be a weight with one element per output channel, and the layer's output must be read
    nowhere else.
    """
    for data, bias in ((0, 1), (1, 0)):
        operand, weight = operation.input(data), operation.input(bias)
        layer = operand.layer
        if not weight.weights or operand.uses != 1 or layer is None or _has_bias(layer):
            continue
        channels = 1 if layer.op_type in CONVOLUTIONS else len(operand.shape) - 1
        # Before opset 7 an attribute said along which axis the right operand is broadcast.
        first = operation.attributes.get("axis", len(operand.shape) - len(weight.shape))
        if _per_channel(weight, operand, channels, first):
            return layer
    return None


def window_pool(tally: str) -> Callable[[Operation], Tallies]:
    """A handler of pooling by a window."""

    def handler(operation: Operation) -> Tallies:
        outputs = operation.output.elements
        return {
            tally: outputs,
            "pool_input_elements": operation.input(0).elements,
            "pool_kernel_operations": outputs * prod(operation.attributes["kernel_shape"]),
        }

    return handler


def global_average_pool(operation: Operation) -> Tallies:
    """GlobalAveragePool, and the mean over the two last axes of a 4-dimensional tensor, which is the same."""
    inputs = operation.input(0).elements
    return {
        "global_average_pool_input_elements": inputs,
        "global_average_pool_output_elements": operation.output.elements,
        "pool_input_elements": inputs,
        "pool_kernel_operations": inputs,
    }


def global_max_pool(operation: Operation) -> Tallies:
    """GlobalMaxPool and GlobalLpPool."""
    return {
        "max_pool_output_elements": operation.output.elements,
        "pool_input_elements": operation.input(0).elements,
        "pool_kernel_operations": operation.input(0).elements,
    }


def average_pool(operation: Operation) -> Tallies:
    """AveragePool, as a global one where its window is the whole plane, which is how some exporters write it."""
    data = operation.input(0)
    kernel = tuple(operation.attributes["kernel_shape"])
    if kernel == data.shape[2:] and prod(operation.output.shape[2:]) == 1:
        return global_average_pool(operation)
    return window_pool("average_pool_output_elements")(operation)


def mean(operation: Operation) -> Tallies:
    """ReduceMean: a global average pooling over the plane of NCHW, else a reduction."""
    data = operation.input(0)
    axes = operation.axes(1)
    if axes is not None and len(data.shape) == 4 and sorted(axis % 4 for axis in axes) == [2, 3]:
        return global_average_pool(operation)
    return {"reduction_elements": data.elements}


def is_layer(op_type: str, inputs: Sequence[Operand | None]) -> bool:
    """Whether a node is a convolution or a linear layer."""
    if op_type in CONVOLUTIONS:
        return True
    if op_type not in PRODUCTS or len(inputs) < 2:
        return False
    left, right = inputs[:2]
    return left is not None and right is not None and is_linear(left, right)


def _has_bias(operation: Operation) -> bool:
    bias = 3 if operation.op_type == "DeformConv" else 2
    return operation.op_type != "MatMul" and operation.has_parameter(bias)


def _per_channel(weight: Operand, data: Operand, axis: int, first: int) -> bool:
    """Whether `weight`, broadcast to `data` from the axis `first` on, varies along `axis` and along no other."""
    behind = len(data.shape) - first - len(weight.shape)
    if first < 0 or behind < 0 or axis >= len(data.shape):
        raise UncountableError(weight.name)
    aligned = (1,) * first + weight.shape + (1,) * behind
    return weight.elements > 1 and all(size == (data.shape[axis] if i == axis else 1) for i, size in enumerate(aligned))
