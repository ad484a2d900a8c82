"""The backbones of PaddleDetection's YOLOv3: MobileNetV1 and ResNet, with the weights' names of its static graphs."""

from __future__ import annotations

from verify.builders.graph_writer import GraphWriter

MOBILENET_V1 = (
    ("conv2_1", 64, 1),
    ("conv2_2", 128, 2),
    ("conv3_1", 128, 1),
    ("conv3_2", 256, 2),
    ("conv4_1", 256, 1),
    ("conv4_2", 512, 2),
    *((f"conv5_{layer}", 512, 1) for layer in range(1, 6)),
    ("conv5_6", 1024, 2),
    ("conv6", 1024, 1),
)
"""Table 1 of the paper (Howard et al., 2017, arXiv:1704.04861), a row a block: name, output channels, stride."""

RESNET_BLOCKS = (3, 4, 6, 3)
"""Blocks of each stage, the same for 34 and 50 layers (He et al., 2015, arXiv:1512.03385, table 1)."""
RESNET_WIDTHS = (64, 128, 256, 512)
BOTTLENECK_EXPANSION = 4


def mobilenet_v1(graph: GraphWriter) -> list[str]:
    """Add MobileNetV1 of width 1.0; return its maps at an 8th, a 16th and a 32nd of the image."""
    data = _layer(graph, graph.images, "conv1", 32, size=3, stride=2)
    maps = {}
    for name, output, stride in MOBILENET_V1:
        channels = graph.channels(data)
        data = _layer(graph, data, f"{name}_dw", channels, size=3, stride=stride, groups=channels)
        data = _layer(graph, data, f"{name}_sep", output)
        maps[name] = data
    return [maps["conv3_2"], maps["conv4_2"], maps["conv6"]]


def resnet34(graph: GraphWriter) -> list[str]:
    """Add ResNet34; return its maps at an 8th, a 16th and a 32nd of the image."""
    data = _layer(graph, graph.images, "conv1", 64, size=7, stride=2)
    return _stages(graph, data, bottleneck=False)


def resnet50_vd_dcn(graph: GraphWriter) -> list[str]:
    """Add ResNet50-vd with deformable convolution in its last stage; return its maps as `resnet34` does.

    "vd" is variant D of He et al. (2018, arXiv:1812.01187): a stem of three convolutions, and shortcuts that average
    before they convolve.
    """
    data = graph.images
    for layer, (output, stride) in enumerate(((32, 2), (32, 1), (64, 1)), start=1):
        data = _layer(graph, data, f"conv1_{layer}", output, size=3, stride=stride)
    return _stages(graph, data, bottleneck=True)


def _stages(graph: GraphWriter, data: str, *, bottleneck: bool) -> list[str]:
    data = graph.max_pool(data, "pool1", size=3, stride=2, padding=1)
    maps = []
    for stage, (blocks, width) in enumerate(zip(RESNET_BLOCKS, RESNET_WIDTHS, strict=True), start=2):
        for block in range(blocks):
            name = f"res{stage}{chr(ord('a') + block)}"
            stride = 2 if block == 0 and stage > 2 else 1
            add = _bottleneck_block if bottleneck else _basic_block
            data = add(graph, data, name, width, stride, first=block == 0)
        maps.append(data)
    return maps[1:]


def _basic_block(graph: GraphWriter, data: str, name: str, width: int, stride: int, *, first: bool) -> str:
    branch = _layer(graph, data, f"{name}_branch2a", width, size=3, stride=stride)
    branch = _layer(graph, branch, f"{name}_branch2b", width, size=3, activation=False)
    if first:
        data = _layer(graph, data, f"{name}_branch1", width, stride=stride, activation=False)
    return graph.relu(graph.add(branch, data, f"{name}.add"))


def _bottleneck_block(graph: GraphWriter, data: str, name: str, width: int, stride: int, *, first: bool) -> str:
    deformable = name.startswith("res5")
    output = BOTTLENECK_EXPANSION * width
    branch = _layer(graph, data, f"{name}_branch2a", width)
    branch = _layer(graph, branch, f"{name}_branch2b", width, size=3, stride=stride, deformable=deformable)
    branch = _layer(graph, branch, f"{name}_branch2c", output, activation=False)
    if first:
        if stride == 2:
            data = graph.average_pool(data, f"{name}_branch1_pool", size=2, ceil=True)
        data = _layer(graph, data, f"{name}_branch1", output, activation=False)
    return graph.relu(graph.add(branch, data, f"{name}.add"))


def _layer(
    graph: GraphWriter,
    data: str,
    name: str,
    output: int,
    *,
    size: int = 1,
    stride: int = 1,
    groups: int = 1,
    activation: bool = True,
    deformable: bool = False,
) -> str:
    if deformable:
        data = graph.deformable_convolution(data, name, output, size=size, stride=stride)
    else:
        data = graph.convolution(data, name, output, size=size, stride=stride, groups=groups)
    data = graph.batch_norm(data, f"bn_{name}")
    return graph.relu(data) if activation else data
