"""Shapes and types behind operators that ONNX has no schema for."""

import onnx
import pytest
from onnx import TensorProto, helper

from verify.counting.form_shapes import infer_form
from verify.counting.tensor_types import TensorType


def inferred(op_type: str, *inputs: tuple[int, ...], outputs: int = 1, **attributes: object) -> list[TensorType | None]:
    names = [f"i{position}" for position in range(len(inputs))]
    types = {
        name: TensorType(shape, TensorProto.UINT8 if op_type.startswith("Q") else TensorProto.FLOAT)
        for name, shape in zip(names, inputs, strict=True)
    }
    node = helper.make_node(op_type, names, [f"o{i}" for i in range(outputs)], domain="com.microsoft", **attributes)
    found = infer_form(node, types)
    return [found.get(name) for name in node.output]


@pytest.mark.parametrize(
    ("op_type", "inputs", "attributes", "shape"),
    [
        ("FusedConv", [(1, 3, 9, 9), (5, 3, 3, 3)], {"strides": [2, 2]}, (1, 5, 4, 4)),
        ("FusedMatMul", [(4, 7, 3), (4, 5, 7)], {"transA": 1, "transB": 1}, (4, 3, 5)),
        ("Attention", [(2, 5, 8), (8, 24), (24,)], {"num_heads": 2}, (2, 5, 8)),
        ("Attention", [(2, 5, 8), (8, 22), (22,)], {"num_heads": 2, "qkv_hidden_sizes": [8, 8, 6]}, (2, 5, 6)),
        ("MultiHeadAttention", [(2, 4, 8), (2, 5, 8), (2, 5, 6)], {"num_heads": 2}, (2, 4, 6)),
        ("SkipLayerNormalization", [(2, 5, 8), (2, 5, 8), (8,)], {}, (2, 5, 8)),
    ],
)
def test_shape(
    op_type: str, inputs: list[tuple[int, ...]], attributes: dict[str, object], shape: tuple[int, ...]
) -> None:
    assert inferred(op_type, *inputs, **attributes) == [TensorType(shape, TensorProto.FLOAT)]


def test_a_quantised_operator_keeps_the_type() -> None:
    assert inferred("QLinearSigmoid", (2, 3), (), ()) == [TensorType((2, 3), TensorProto.UINT8)]


def test_a_skip_normalisation_can_return_the_sum() -> None:
    outputs = inferred("SkipLayerNormalization", (2, 5, 8), (2, 5, 8), (8,), outputs=4)
    assert outputs[3] == TensorType((2, 5, 8), TensorProto.FLOAT)


def test_shapes_that_do_not_fit_and_unknown_operators_give_nothing() -> None:
    assert inferred("FusedMatMul", (4, 7), (3, 5)) == [None]
    assert inferred("Strange", (4, 7)) == [None]
    assert infer_form(onnx.NodeProto(op_type="QLinearConcat", domain="com.microsoft"), {}) == {}
