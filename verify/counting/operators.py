"""The table from operator to the handler that counts it.

An operator that is not here, or whose handler lacks a shape, is reported as uncounted: never a silent zero. Operators
that only move or select data are here with `free`, such as NonMaxSuppression: how much it compares depends on the data.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from verify.counting import layers, products, recurrent
from verify.counting.operation import Operation

Handler = Callable[[Operation], Mapping[str, int]]
"""Tallies of one node; raises UncountableError when it lacks a shape."""

_MOVING = """
    Cast CastLike CenterCropPad Col2Im Compress Concat ConcatFromSequence Constant ConstantOfShape DepthToSpace Dropout
    Expand EyeLike Flatten Gather GatherElements GatherND Identity MaxUnpool NonMaxSuppression NonZero OneHot Optional
    OptionalGetElement OptionalHasElement Pad RandomNormal RandomNormalLike RandomUniform RandomUniformLike Range
    Reshape ReverseSequence Scatter ScatterElements ScatterND SequenceAt SequenceConstruct SequenceEmpty SequenceErase
    SequenceInsert SequenceLength Shape Size Slice SpaceToDepth Split SplitToSequence Squeeze TensorScatter Tile
    Transpose Trilu Unique Unsqueeze
"""

_ELEMENTWISE = """
    Abs Acos Acosh And Asin Asinh Atan Atanh BitShift BitwiseAnd BitwiseNot BitwiseOr BitwiseXor Ceil Cos Cosh
    DequantizeLinear Div DynamicQuantizeLinear Equal Exp Floor Greater GreaterOrEqual IsInf IsNaN Less LessOrEqual
    Log Mod Mul Neg Not Or Pow QuantizeLinear Reciprocal RotaryEmbedding Round Sign Sin Sinh Sqrt Sub Tan Where Xor
"""

_VARIADIC = "Max Mean Min Sum"

_OTHER_NORMS = """
    GroupNormalization InstanceNormalization LayerNormalization LRN LpNormalization MeanVarianceNormalization
    RMSNormalization
"""

_OTHER_ACTIVATIONS = """
    Celu Elu Erf Gelu HardSigmoid HardSwish Mish Selu Shrink Softplus Softsign Swish ThresholdedRelu
"""

_REDUCTIONS = """
    ArgMax ArgMin CumProd CumSum Hardmax ReduceL1 ReduceL2 ReduceLogSum ReduceLogSumExp ReduceMax ReduceMin ReduceProd
    ReduceSum ReduceSumSquare TopK
"""


def _for_all(operators: str, handler: Handler) -> dict[str, Handler]:
    return dict.fromkeys(operators.split(), handler)


OPERATORS: Mapping[str, Handler] = MappingProxyType(
    {
        **_for_all(_MOVING, layers.free),
        **_for_all(_ELEMENTWISE, layers.output_elements("elementwise_elements")),
        **_for_all(_VARIADIC, layers.variadic),
        **_for_all(_OTHER_NORMS, layers.input_elements("other_norm_elements")),
        **_for_all(_OTHER_ACTIVATIONS, layers.input_elements("other_activation_elements")),
        **_for_all(_REDUCTIONS, layers.input_elements("reduction_elements")),
        "Conv": products.convolution,
        "ConvTranspose": products.transposed_convolution,
        "DeformConv": products.deformable_convolution,
        "Gemm": products.gemm,
        "MatMul": products.matrix_product,
        "Einsum": products.einsum,
        "Attention": products.attention,
        "Add": layers.add,
        "BatchNormalization": layers.batch_norm,
        "Relu": layers.input_elements("relu_elements"),
        "Clip": layers.input_elements("clip_elements"),
        "LeakyRelu": layers.input_elements("leaky_relu_elements"),
        "PRelu": layers.input_elements("leaky_relu_elements"),
        "Sigmoid": layers.input_elements("sigmoid_elements"),
        "Tanh": layers.input_elements("sigmoid_elements"),
        "Softmax": layers.input_elements("softmax_elements"),
        "LogSoftmax": layers.input_elements("softmax_elements"),
        "MaxPool": layers.window_pool("max_pool_output_elements"),
        "LpPool": layers.window_pool("max_pool_output_elements"),
        "AveragePool": layers.average_pool,
        "GlobalAveragePool": layers.global_average_pool,
        "GlobalMaxPool": layers.global_max_pool,
        "GlobalLpPool": layers.global_max_pool,
        "ReduceMean": layers.mean,
        "Resize": layers.output_elements("resize_elements"),
        "Upsample": layers.output_elements("resize_elements"),
        "GridSample": layers.output_elements("resize_elements"),
        "RoiAlign": layers.output_elements("resize_elements"),
        "MaxRoiPool": layers.global_max_pool,
        "LSTM": recurrent.lstm,
        "GRU": recurrent.gru,
        "RNN": recurrent.rnn,
    }
)
"""Operator of the domain `ai.onnx` → handler."""
