"""How zoos count: every convention that a page or a tool really uses, as a formula over the counter's tallies.

A convention that a tool follows by mistake is here too, with its fault: a number that fits it tells which tool printed
it. Within a quantity the conventions stand in order of plausibility, sound ones first; small printed numbers fit
several by chance, so what else a source prints decides between them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from types import MappingProxyType

from catalog.sentence import Sentence, say
from verify.convention import Convention
from verify.counting.counts import MAC_TALLIES, TRAINABLE_TALLIES
from verify.counting.tallies import FILE_BLOCK_BYTES, FOLDER_ENTRY_BYTES


def _terms(*parts: tuple[int, Mapping[str, int]]) -> Mapping[str, int]:
    total: Counter[str] = Counter()
    for factor, terms in parts:
        total.update({tally: factor * weight for tally, weight in terms.items()})
    return MappingProxyType(dict(total))


_MACS = dict.fromkeys(MAC_TALLIES, 1)
_TRAINABLE = dict.fromkeys(TRAINABLE_TALLIES, 1)
_WITH_STATISTICS = {**_TRAINABLE, "batch_norm_statistics": 1}
_FOLDED = {
    **{tally: 1 for tally in TRAINABLE_TALLIES if tally != "batch_norm_scale_shift"},
    "folded_batch_norm_params": 1,
}

_FLOPS = (
    Convention(
        id="macs",
        quantity="flops",
        terms=_terms((1, _MACS)),
        sentence=say("Multiply-adds of convolutions, linear layers and matrix products, each counted once."),
        tool="torchvision",
    ),
    Convention(
        id="macs-twice",
        quantity="flops",
        terms=_terms((2, _MACS)),
        sentence=say("Multiply-adds counted as two operations, a multiplication and an addition."),
        tool="torch.utils.flop_counter",
    ),
    Convention(
        id="paddle-flops",
        quantity="flops",
        terms=_terms(
            (1, {"conv_macs": 1, "transposed_conv_dense_macs": 1, "linear_macs": 1, "conv_bias_adds": 1}),
            (2, {"batch_norm_elements": 1}),
            (1, {"leaky_relu_elements": 1, "average_pool_output_elements": 1}),
            (1, {"global_average_pool_input_elements": 1, "global_average_pool_output_elements": 1}),
        ),
        sentence=say(
            "Multiply-adds of convolutions and linear layers, plus convolution biases, two operations per element of "
            "batch normalisation, and average pooling."
        ),
        tool="paddle.flops",
    ),
    Convention(
        id="fvcore",
        quantity="flops",
        terms=_terms(
            (1, _MACS),
            (2, {"batch_norm_elements": 1}),
            (5, {"other_norm_elements": 1}),
            (1, {"global_average_pool_input_elements": 1}),
        ),
        sentence=say(
            "Multiply-adds, plus two operations per element of batch normalisation, five per element of other "
            "normalisations, and the inputs of global average pooling."
        ),
        tool="fvcore",
    ),
    Convention(
        id="thop",
        quantity="flops",
        terms=_terms(
            (1, {"conv_macs": 1, "transposed_conv_dense_macs": 1, "linear_macs": 1}),
            (4, {"batch_norm_elements": 1, "other_norm_elements": 1}),
            (1, {"average_pool_output_elements": 1}),
            (1, {"global_average_pool_input_elements": 1, "global_average_pool_output_elements": 1}),
        ),
        sentence=say(
            "Multiply-adds of convolutions and linear layers, plus four operations per element of normalisations, and "
            "average pooling."
        ),
        tool="thop",
    ),
    Convention(
        id="mmcv",
        quantity="flops",
        terms=_terms(
            (1, {"conv_macs": 1, "transposed_conv_macs": 1, "linear_macs": 1, "conv_bias_adds": 1}),
            (2, {"batch_norm_elements": 1, "other_norm_elements": 1}),
            (1, {"relu_elements": 1, "clip_elements": 1, "leaky_relu_elements": 1}),
            (1, {"pool_input_elements": 1, "resize_elements": 1}),
        ),
        sentence=say(
            "Multiply-adds of convolutions and linear layers, plus convolution biases, two operations per element of "
            "normalisations, one per element of ReLU, and the inputs of pooling."
        ),
        tool="mmcv.cnn.get_model_complexity_info",
    ),
    # Paddle's model_stat without its two faults: how the pages count MobileNetV3.
    Convention(
        id="model-stat-ungrouped",
        quantity="flops",
        terms=_terms(
            (2, {"conv_macs": 1}),
            (1, {"linear_macs": 1}),
            (2, {"batch_norm_elements": 1}),
            (1, {"relu_elements": 1}),
        ),
        sentence=say(
            "Multiply-adds of convolutions twice, of linear layers once, two operations per element of batch "
            "normalisation, one per element of ReLU."
        ),
    ),
    Convention(
        id="macs-gibi",
        quantity="flops",
        terms=_terms((1, {tally: weight for tally, weight in _MACS.items() if tally != "deformable_conv_macs"})),
        sentence=say("Multiply-adds, deformable convolutions left out, in units of 2³⁰."),
        tool="PaddleSlim",
        binary=True,
    ),
    Convention(
        id="fluid-model-stat",
        quantity="flops",
        terms=_terms(
            (2, {"grouped_twice_conv_macs": 1}),
            (1, {"linear_macs": 1, "pool_kernel_operations": 1}),
            (2, {"batch_norm_elements": 1}),
            (-1, {"relu_elements": 1, "sigmoid_elements": 1, "leaky_relu_elements": 1}),
        ),
        sentence=say(
            "Multiply-adds of convolutions twice and of linear layers once, batch normalisation twice, pooling by its "
            "kernel, activations subtracted."
        ),
        tool="paddle.fluid.contrib.model_stat",
        fault=say(
            "It divides the input channels of a grouped convolution by the groups a second time, rounding down, so "
            "that depthwise convolutions vanish, and it multiplies the elements of ReLU by a batch of −1, which "
            "subtracts them."
        ),
    ),
)

_PARAMS = (
    Convention(
        id="trainable",
        quantity="params",
        terms=_terms((1, _TRAINABLE)),
        sentence=say("Trainable parameters: weights, biases, scale and shift of normalisations."),
        tool="torchvision",
    ),
    Convention(
        id="with-statistics",
        quantity="params",
        terms=_terms((1, _WITH_STATISTICS)),
        sentence=say("Trainable parameters and the running mean and variance of batch normalisations."),
        tool="Keras",
    ),
    Convention(
        id="folded",
        quantity="params",
        terms=_terms((1, _FOLDED)),
        sentence=say("Parameters of the exported graph, every batch normalisation folded into the layer before it."),
        tool="Open Model Zoo",
    ),
    # As for FLOPs; the one bias per linear layer is model_stat's too.
    Convention(
        id="model-stat-ungrouped",
        quantity="params",
        terms=_terms((1, {"conv_weights": 1, "linear_weights": 1, "linear_layers": 1, "batch_norm_scale_shift": 1})),
        sentence=say(
            "Weights of convolutions and linear layers, scale and shift of batch normalisations; no biases but one per "
            "linear layer."
        ),
    ),
    Convention(
        id="fluid-model-stat",
        quantity="params",
        terms=_terms(
            (1, {"grouped_twice_conv_weights": 1, "linear_weights": 1}),
            (1, {"linear_layers": 1, "batch_norm_scale_shift": 1}),
        ),
        sentence=say(
            "Weights of convolutions and linear layers, scale and shift of batch normalisations, one bias per linear "
            "layer, grouped convolutions divided by their groups twice."
        ),
        tool="paddle.fluid.contrib.model_stat",
        fault=say(
            "It divides the weights of a grouped convolution by the groups a second time, rounding down, so that "
            "depthwise convolutions have none, and counts the biases of a linear layer as one."
        ),
    ),
)


def _storage(
    name: str, terms: Mapping[str, int], sentence: Sentence, *, binary: bool = False, reduced: bool = False
) -> Convention:
    return Convention(name, "storage", terms, sentence, binary=binary, reduced=reduced)


_STORAGE = (
    _storage(
        "fp32-mib",
        _terms((4, _WITH_STATISTICS)),
        say("Four bytes for each parameter and statistic of batch normalisation, in MiB, as file listings print it."),
        binary=True,
    ),
    _storage(
        "fp32-mb",
        _terms((4, _WITH_STATISTICS)),
        say("Four bytes for each parameter and statistic of batch normalisation, in MB of a million bytes."),
    ),
    _storage(
        "folded-mib",
        _terms((4, _FOLDED)),
        say("Four bytes for each parameter of the exported graph, batch normalisation folded, in MiB."),
        binary=True,
    ),
    _storage(
        "folded-mb",
        _terms((4, _FOLDED)),
        say(
            "Four bytes for each parameter of the exported graph, batch normalisation folded, in MB of a million bytes."
        ),
    ),
    _storage(
        "trainable-mib",
        _terms((4, _TRAINABLE)),
        say("Four bytes for each trainable parameter, in MiB, as torchsummary prints them."),
        binary=True,
    ),
    _storage(
        "trainable-mb",
        _terms((4, _TRAINABLE)),
        say("Four bytes for each trainable parameter, in MB of a million bytes, as torchinfo prints them."),
    ),
    _storage(
        "tensor-files-mib",
        MappingProxyType({"parameter_file_blocks": FILE_BLOCK_BYTES, "parameter_tensors": FOLDER_ENTRY_BYTES}),
        say(
            "One file for each tensor, its header included and rounded up to blocks of 4 KiB, and 40 bytes a file in "
            "the folder, in MiB: what du prints of a Paddle Fluid model."
        ),
        binary=True,
    ),
    _storage(
        "own-format-mib",
        _terms((1, {"parameter_bytes": 1})),
        say("Each parameter and statistic in its own number format, one byte in INT8 and four in FP32, in MiB."),
        binary=True,
        reduced=True,
    ),
    _storage(
        "own-format-mb",
        _terms((1, {"parameter_bytes": 1})),
        say(
            "Each parameter and statistic in its own number format, one byte in INT8 and four in FP32, in MB of a "
            "million bytes."
        ),
        reduced=True,
    ),
)

FP32_BYTES: Mapping[str, int] = _STORAGE[0].terms
"""What a model with all of its weights in single precision takes, in bytes."""

CONVENTIONS: Mapping[str, tuple[Convention, ...]] = MappingProxyType(
    {"flops": _FLOPS, "params": _PARAMS, "storage": _STORAGE}
)
"""Quantity → its conventions, the most plausible first, those that a tool follows by mistake last."""

__all__ = ["CONVENTIONS", "FP32_BYTES", "Convention"]
