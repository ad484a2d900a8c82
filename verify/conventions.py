"""How zoos count: every convention that a page or a tool really uses, as a formula over the counter's tallies.

A convention that a tool follows by mistake is here too, with its fault: a number that fits it tells which tool printed
it. Within a quantity the conventions stand in order of plausibility, sound ones first; small printed numbers fit
several by chance, so what else a source prints decides between them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from types import MappingProxyType

from verify.convention import Convention
from verify.counting.counts import MAC_TALLIES, TRAINABLE_TALLIES
from verify.counting.tallies import FILE_BLOCK_BYTES, FOLDER_ENTRY_BYTES


def _terms(*parts: tuple[int, Mapping[str, int]]) -> Mapping[str, int]:
    total: Counter[str] = Counter()
    for factor, terms in parts:
        total.update({tally: factor * weight for tally, weight in terms.items()})
    return MappingProxyType(dict(total))


def _both(en: str, zh: str) -> Mapping[str, str]:
    return MappingProxyType({"en": en, "zh": zh})


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
        sentence=_both(
            "Multiply-adds of convolutions, linear layers and matrix products, each counted once.",
            "卷积、全连接层和矩阵乘法的乘加次数，一次乘加计为一次。",
        ),
        tool="torchvision",
    ),
    Convention(
        id="macs-twice",
        quantity="flops",
        terms=_terms((2, _MACS)),
        sentence=_both(
            "Multiply-adds counted as two operations, a multiplication and an addition.",
            "乘加次数的两倍：乘法与加法各计一次。",
        ),
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
        sentence=_both(
            "Multiply-adds of convolutions and linear layers, plus convolution biases, two operations per element of "
            "batch normalisation, and average pooling.",
            "卷积和全连接层的乘加次数，另加卷积偏置、批归一化每元素两次运算以及平均池化。",
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
        sentence=_both(
            "Multiply-adds, plus two operations per element of batch normalisation, five per element of other "
            "normalisations, and the inputs of global average pooling.",
            "乘加次数，另加批归一化每元素两次运算、其他归一化每元素五次运算，以及全局平均池化的输入元素数。",
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
        sentence=_both(
            "Multiply-adds of convolutions and linear layers, plus four operations per element of normalisations, and "
            "average pooling.",
            "卷积和全连接层的乘加次数，另加归一化每元素四次运算以及平均池化。",
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
        sentence=_both(
            "Multiply-adds of convolutions and linear layers, plus convolution biases, two operations per element of "
            "normalisations, one per element of ReLU, and the inputs of pooling.",
            "卷积和全连接层的乘加次数，另加卷积偏置、归一化每元素两次运算、ReLU 每元素一次运算以及池化的输入元素数。",
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
        sentence=_both(
            "Multiply-adds of convolutions twice, of linear layers once, two operations per element of batch "
            "normalisation, one per element of ReLU.",
            "卷积的乘加次数计两倍，全连接层计一倍，另加批归一化每元素两次运算、ReLU 每元素一次运算。",
        ),
    ),
    Convention(
        id="macs-gibi",
        quantity="flops",
        terms=_terms((1, {tally: weight for tally, weight in _MACS.items() if tally != "deformable_conv_macs"})),
        sentence=_both(
            "Multiply-adds, deformable convolutions left out, in units of 2³⁰.",
            "乘加次数，不含可变形卷积，以 2³⁰ 为一个 G。",
        ),
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
        sentence=_both(
            "Multiply-adds of convolutions twice and of linear layers once, batch normalisation twice, pooling by its "
            "kernel, activations subtracted.",
            "卷积的乘加次数计两倍，全连接层计一倍，批归一化计两倍，池化按核面积计，激活函数被减去。",
        ),
        tool="paddle.fluid.contrib.model_stat",
        fault=_both(
            "It divides the input channels of a grouped convolution by the groups a second time, rounding down, so "
            "that depthwise convolutions vanish, and it multiplies the elements of ReLU by a batch of −1, which "
            "subtracts them.",
            "它把分组卷积的输入通道数再次除以组数并向下取整，深度卷积因而完全不计；它还用值为 −1 的批大小去乘 "
            "ReLU 的元素数，等于把它们减掉。",
        ),
    ),
)

_PARAMS = (
    Convention(
        id="trainable",
        quantity="params",
        terms=_terms((1, _TRAINABLE)),
        sentence=_both(
            "Trainable parameters: weights, biases, scale and shift of normalisations.",
            "可训练参数：权重、偏置以及归一化的缩放和平移。",
        ),
        tool="torchvision",
    ),
    Convention(
        id="with-statistics",
        quantity="params",
        terms=_terms((1, _WITH_STATISTICS)),
        sentence=_both(
            "Trainable parameters and the running mean and variance of batch normalisations.",
            "可训练参数，另加批归一化的滑动均值和方差。",
        ),
        tool="Keras",
    ),
    Convention(
        id="folded",
        quantity="params",
        terms=_terms((1, _FOLDED)),
        sentence=_both(
            "Parameters of the exported graph, every batch normalisation folded into the layer before it.",
            "导出图的参数：批归一化已折叠进前一层。",
        ),
        tool="Open Model Zoo",
    ),
    # As for FLOPs; the one bias per linear layer is model_stat's too.
    Convention(
        id="model-stat-ungrouped",
        quantity="params",
        terms=_terms((1, {"conv_weights": 1, "linear_weights": 1, "linear_layers": 1, "batch_norm_scale_shift": 1})),
        sentence=_both(
            "Weights of convolutions and linear layers, scale and shift of batch normalisations; no biases but one per "
            "linear layer.",
            "卷积和全连接层的权重，以及批归一化的缩放和平移；不含偏置，每个全连接层只计一个。",
        ),
    ),
    Convention(
        id="fluid-model-stat",
        quantity="params",
        terms=_terms(
            (1, {"grouped_twice_conv_weights": 1, "linear_weights": 1}),
            (1, {"linear_layers": 1, "batch_norm_scale_shift": 1}),
        ),
        sentence=_both(
            "Weights of convolutions and linear layers, scale and shift of batch normalisations, one bias per linear "
            "layer, grouped convolutions divided by their groups twice.",
            "卷积和全连接层的权重、批归一化的缩放和平移，每个全连接层计一个偏置；分组卷积被除以组数两次。",
        ),
        tool="paddle.fluid.contrib.model_stat",
        fault=_both(
            "It divides the weights of a grouped convolution by the groups a second time, rounding down, so that "
            "depthwise convolutions have none, and counts the biases of a linear layer as one.",
            "它把分组卷积的权重数再次除以组数并向下取整，深度卷积的权重因而为零；它还把全连接层的偏置只计为一个。",
        ),
    ),
)


def _storage(
    name: str, terms: Mapping[str, int], en: str, zh: str, *, binary: bool = False, reduced: bool = False
) -> Convention:
    return Convention(name, "storage", terms, _both(en, zh), binary=binary, reduced=reduced)


_STORAGE = (
    _storage(
        "fp32-mib",
        _terms((4, _WITH_STATISTICS)),
        "Four bytes for each parameter and statistic of batch normalisation, in MiB, as file listings print it.",
        "每个参数和批归一化统计量四字节，以 MiB 计，即文件列表显示的大小。",
        binary=True,
    ),
    _storage(
        "fp32-mb",
        _terms((4, _WITH_STATISTICS)),
        "Four bytes for each parameter and statistic of batch normalisation, in MB of a million bytes.",
        "每个参数和批归一化统计量四字节，以百万字节的 MB 计。",
    ),
    _storage(
        "folded-mib",
        _terms((4, _FOLDED)),
        "Four bytes for each parameter of the exported graph, batch normalisation folded, in MiB.",
        "导出图（批归一化已折叠）的每个参数四字节，以 MiB 计。",
        binary=True,
    ),
    _storage(
        "folded-mb",
        _terms((4, _FOLDED)),
        "Four bytes for each parameter of the exported graph, batch normalisation folded, in MB of a million bytes.",
        "导出图（批归一化已折叠）的每个参数四字节，以百万字节的 MB 计。",
    ),
    _storage(
        "trainable-mib",
        _terms((4, _TRAINABLE)),
        "Four bytes for each trainable parameter, in MiB, as torchsummary prints them.",
        "每个可训练参数四字节，以 MiB 计，即 torchsummary 的算法。",
        binary=True,
    ),
    _storage(
        "trainable-mb",
        _terms((4, _TRAINABLE)),
        "Four bytes for each trainable parameter, in MB of a million bytes, as torchinfo prints them.",
        "每个可训练参数四字节，以百万字节的 MB 计，即 torchinfo 的算法。",
    ),
    _storage(
        "tensor-files-mib",
        MappingProxyType({"parameter_file_blocks": FILE_BLOCK_BYTES, "parameter_tensors": FOLDER_ENTRY_BYTES}),
        "One file for each tensor, its header included and rounded up to blocks of 4 KiB, and 40 bytes a file in the "
        "folder, in MiB: what du prints of a Paddle Fluid model.",
        "每个张量一个文件，含文件头并向上取整到 4 KiB 的块，另加目录中每个文件 40 字节，以 MiB 计："
        "即对 Paddle Fluid 模型运行 du 的结果。",
        binary=True,
    ),
    _storage(
        "own-format-mib",
        _terms((1, {"parameter_bytes": 1})),
        "Each parameter and statistic in its own number format, one byte in INT8 and four in FP32, in MiB.",
        "每个参数和统计量按其自身的数值格式计，INT8 一字节、FP32 四字节，以 MiB 计。",
        binary=True,
        reduced=True,
    ),
    _storage(
        "own-format-mb",
        _terms((1, {"parameter_bytes": 1})),
        "Each parameter and statistic in its own number format, one byte in INT8 and four in FP32, in MB of a million "
        "bytes.",
        "每个参数和统计量按其自身的数值格式计，INT8 一字节、FP32 四字节，以百万字节的 MB 计。",
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
