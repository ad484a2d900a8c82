"""Valid graphs that no machine comes to an end with, or that end the process they run in."""

from __future__ import annotations

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from tests.verify.conftest import SIZE


def endless() -> onnx.ModelProto:
    """A loop of 2**62 rounds."""
    value = helper.make_tensor_value_info
    rounds, go_on = value("round", TensorProto.INT64, []), value("go_on", TensorProto.BOOL, [])
    nodes = [helper.make_node("Identity", ["go_on"], ["still"]), helper.make_node("Relu", ["x"], ["y"])]
    body = helper.make_graph(
        nodes, "body",
        [rounds, go_on, value("x", TensorProto.FLOAT, None)],
        [value("still", TensorProto.BOOL, []), value("y", TensorProto.FLOAT, None)],
    )  # fmt: skip
    loop = helper.make_node("Loop", ["rounds", "true", "image"], ["result"], body=body)
    constants = [numpy_helper.from_array(np.array(2**62), "rounds"), numpy_helper.from_array(np.array(True), "true")]
    return _model([loop], constants)


def enormous() -> onnx.ModelProto:
    """Two weights of 128 GiB each."""
    nodes = [
        helper.make_node("MatMul", ["image", "wide"], ["w"]),
        helper.make_node("MatMul", ["w", "tall"], ["result"]),
    ]
    return _model(nodes, [_absent("wide", SIZE, 2**32), _absent("tall", 2**32, SIZE)])


def crashing() -> onnx.ModelProto:
    """The least integer divided by −1, which no integer holds: x86 processors stop the program, others wrap."""
    whole = helper.make_node("Cast", ["image"], ["whole"], to=TensorProto.INT64)
    zero = helper.make_node("Sub", ["whole", "whole"], ["zero"])
    least = helper.make_node("Add", ["zero", "least number"], ["least"])
    minus = helper.make_node("Add", ["zero", "minus one"], ["minus"])
    quotient = helper.make_node("Div", ["least", "minus"], ["quotient"])
    result = helper.make_node("Cast", ["quotient"], ["result"], to=TensorProto.FLOAT)
    constants = [
        numpy_helper.from_array(np.array([-(2**63)]), "least number"),
        numpy_helper.from_array(np.array([-1]), "minus one"),
    ]
    return _model([whole, zero, least, minus, quotient, result], constants)


def long_chain(nodes: int) -> onnx.ModelProto:
    """So many ReLUs one after the other."""
    chain = [helper.make_node("Relu", [f"v{step}"], [f"v{step + 1}"]) for step in range(nodes)]
    chain[0].input[0], chain[-1].output[0] = "image", "result"
    return _model(chain, [])


def _absent(name: str, *shape: int) -> TensorProto:
    tensor = TensorProto(name=name, data_type=TensorProto.FLOAT, dims=shape, data_location=TensorProto.EXTERNAL)
    tensor.external_data.add(key="location", value="weights")
    return tensor


def _model(nodes: list[onnx.NodeProto], weights: list[TensorProto]) -> onnx.ModelProto:
    shape = ["batch", 3, SIZE, SIZE]
    image = helper.make_tensor_value_info("image", TensorProto.FLOAT, shape)
    result = helper.make_tensor_value_info("result", TensorProto.FLOAT, shape)
    graph = helper.make_graph(nodes, "hostile", [image], [result], weights)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
