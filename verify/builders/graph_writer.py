"""Write an ONNX graph layer by layer, without weights: for networks that their library's exporter can't export."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import onnx

OPSET = 19
"""The lowest operator set that has deformable convolution."""

EPSILON = 1e-5
"""Added to the variance in batch normalization, by Paddle's default."""

IMAGE = ("batch", 3, "height", "width")
"""Shape of the input: the batch and both sides are open."""


class GraphWriter:
    """A graph that grows layer by layer.

    Every method adds one layer to the value that is named first and returns the name of its output. Layers are named
    after their weights, and keep track of channels, so that a caller states only those of an output.
    """

    def __init__(self) -> None:
        self._nodes: list[onnx.NodeProto] = []
        self._weights: dict[str, tuple[int, ...]] = {}
        self._constants: list[onnx.TensorProto] = []
        self._channels = {"images": IMAGE[1]}

    @property
    def images(self) -> str:
        """The network's input."""
        return "images"

    def channels(self, value: str) -> int:
        """Return the number of channels of a value."""
        return int(self._channels[value])

    def convolution(
        self, data: str, name: str, output: int, *, size: int = 1, stride: int = 1, groups: int = 1, bias: bool = False
    ) -> str:
        """Convolve with a square kernel, padded so that stride 1 keeps height and width."""
        inputs = [data, self._weight(f"{name}.weights", output, self.channels(data) // groups, size, size)]
        if bias:
            inputs.append(self._weight(f"{name}.bias", output))
        window = self._window(size, stride)
        return self._add("Conv", name, inputs, output, group=groups, **window)

    def deformable_convolution(self, data: str, name: str, output: int, *, size: int, stride: int) -> str:
        """Convolve at learned places with learned factors (version 2: Zhu et al., 2018, arXiv:1811.11168).

        A plain convolution gives two offsets and one factor for each element of the kernel.
        """
        area = size * size
        places = self.convolution(data, f"{name}_conv_offset", 3 * area, size=size, stride=stride, bias=True)
        offset, factor = f"{name}.offset", f"{name}.factor"
        sizes = self._constant(f"{name}.sizes", [2 * area, area])
        self._append("Split", [places, sizes], [offset, factor], axis=1)
        mask = self._add("Sigmoid", f"{name}.mask", [factor], area)
        kernel = self._weight(f"{name}.weights", output, self.channels(data), size, size)
        return self._add("DeformConv", name, [data, kernel, offset, "", mask], output, **self._window(size, stride))

    def batch_norm(self, data: str, name: str) -> str:
        """Normalize each channel by its running mean and variance, then scale and shift it."""
        channels = self.channels(data)
        parts = ("scale", "offset", "mean", "variance")
        weights = [self._weight(f"{name}.{part}", channels) for part in parts]
        return self._add("BatchNormalization", name, [data, *weights], channels, epsilon=EPSILON)

    def relu(self, data: str) -> str:
        """Cut off what is negative."""
        return self._add("Relu", f"{data}.relu", [data], self.channels(data))

    def leaky_relu(self, data: str, slope: float) -> str:
        """Multiply what is negative by a slope."""
        return self._add("LeakyRelu", f"{data}.leaky", [data], self.channels(data), alpha=slope)

    def add(self, left: str, right: str, name: str) -> str:
        """Add two values of one shape."""
        return self._add("Add", name, [left, right], self.channels(left))

    def concat(self, values: Sequence[str], name: str) -> str:
        """Put the channels of several values one after the other."""
        return self._add("Concat", name, list(values), sum(map(self.channels, values)), axis=1)

    def max_pool(self, data: str, name: str, *, size: int, stride: int, padding: int = 0, ceil: bool = False) -> str:
        """Take the largest value of each square window."""
        window = {"kernel_shape": [size] * 2, "strides": [stride] * 2, "pads": [padding] * 4, "ceil_mode": int(ceil)}
        return self._add("MaxPool", name, [data], self.channels(data), **window)

    def average_pool(self, data: str, name: str, *, size: int, ceil: bool) -> str:
        """Average windows that do not overlap."""
        window = {"kernel_shape": [size] * 2, "strides": [size] * 2, "ceil_mode": int(ceil)}
        return self._add("AveragePool", name, [data], self.channels(data), **window)

    def upsample(self, data: str, name: str, factor: int) -> str:
        """Repeat every row and column `factor` times."""
        scales = self._constant(f"{name}.scales", [1.0, 1.0, float(factor), float(factor)])
        nearest = {"mode": "nearest", "coordinate_transformation_mode": "asymmetric", "nearest_mode": "floor"}
        return self._add("Resize", name, [data, "", scales], self.channels(data), **nearest)

    def rows(self, data: str, name: str, width: int) -> str:
        """List the values at every place, `width` a row: [batch, places × channels / width, width]."""
        moved = self._add("Transpose", f"{name}.moved", [data], self.channels(data), perm=[0, 2, 3, 1])
        shape = self._constant(f"{name}.shape", [0, -1, width])
        return self._add("Reshape", name, [moved, shape], width)

    def concat_rows(self, values: Sequence[str], name: str) -> str:
        """Put lists of rows one after the other."""
        return self._add("Concat", name, list(values), self.channels(values[0]), axis=1)

    def model(self, name: str, outputs: Sequence[tuple[str, Sequence[str | int]]]) -> onnx.ModelProto:
        """Return the graph.

        Args:
            name: The graph's name.
            outputs: Each output with its shape; open dimensions have names.
        """
        from onnx import TensorProto, helper

        from verify.weightless import describe

        graph = helper.make_graph(
            self._nodes,
            name,
            [helper.make_tensor_value_info(self.images, TensorProto.FLOAT, IMAGE)],
            [helper.make_tensor_value_info(output, TensorProto.FLOAT, shape) for output, shape in outputs],
            [describe(weight, TensorProto.FLOAT, shape) for weight, shape in self._weights.items()] + self._constants,
        )
        imports = [helper.make_opsetid("", OPSET)]
        return helper.make_model(graph, opset_imports=imports, ir_version=helper.find_min_ir_version_for(imports, True))

    def _weight(self, name: str, *shape: int) -> str:
        if name in self._weights:
            raise ValueError(f"two weights are called {name!r}")
        self._weights[name] = shape
        return name

    def _constant(self, name: str, values: Sequence[float]) -> str:
        from onnx import TensorProto, helper

        kind = TensorProto.FLOAT if any(isinstance(value, float) for value in values) else TensorProto.INT64
        self._constants.append(helper.make_tensor(name, kind, [len(values)], values))
        return name

    def _add(self, operator: str, name: str, inputs: list[str], channels: int, **attributes: Any) -> str:
        self._append(operator, inputs, [name], **attributes)
        self._channels[name] = channels
        return name

    def _append(self, operator: str, inputs: list[str], outputs: list[str], **attributes: Any) -> None:
        from onnx import helper

        self._nodes.append(helper.make_node(operator, inputs, outputs, outputs[0], **attributes))

    @staticmethod
    def _window(size: int, stride: int) -> dict[str, list[int]]:
        return {"kernel_shape": [size] * 2, "strides": [stride] * 2, "pads": [(size - 1) // 2] * 4}
