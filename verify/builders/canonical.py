"""The same graph without what an exporter leaves in it: identities, computed constants, split biases, dead nodes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import onnx


def canonical(model: onnx.ModelProto, weights: Collection[str] = ()) -> onnx.ModelProto:
    """Return a copy of a graph that computes the same with fewer nodes, its open dimension named `batch`.

    Args:
        model: A network as an exporter wrote it, with one open dimension: the first of its inputs and outputs.
        weights: Names of the `Constant` outputs that are parameters of the network; they become initializers.
    """
    import onnx

    result = onnx.ModelProto()
    result.CopyFrom(model)
    graph = result.graph
    _lift_weights(graph, weights)
    _drop_identities(graph)
    _fold_constants(result)
    _drop_round_trips(result)
    _fuse_convolution_bias(graph)
    _drop_dead(graph)
    for value in (*graph.input, *graph.output):
        value.type.tensor_type.shape.dim[0].dim_param = "batch"
    return result


def _replace_nodes(graph: onnx.GraphProto, nodes: Iterable[onnx.NodeProto]) -> None:
    kept = [type(node).FromString(node.SerializeToString()) for node in nodes]
    del graph.node[:]
    graph.node.extend(kept)


def _lift_weights(graph: onnx.GraphProto, weights: Collection[str]) -> None:
    rest = []
    for node in graph.node:
        if node.op_type == "Constant" and node.output[0] in weights:
            tensor = graph.initializer.add()
            tensor.CopyFrom(node.attribute[0].t)
            tensor.name = node.output[0]
        else:
            rest.append(node)
    _replace_nodes(graph, rest)


def _drop_identities(graph: onnx.GraphProto) -> None:
    outputs = {value.name for value in graph.output}
    produced = {output for node in graph.node for output in node.output}
    renamed: dict[str, str] = {}

    def name_of(value: str) -> str:
        while value in renamed:
            value = renamed[value]
        return value

    rest = []
    for node in graph.node:
        origin = name_of(node.input[0]) if node.op_type == "Identity" else ""
        if origin and node.output[0] not in outputs:
            renamed[node.output[0]] = origin
        elif origin in produced and origin not in outputs:
            # The graph's output keeps its name; the value that it repeats takes that name.
            renamed[origin] = node.output[0]
        else:
            rest.append(node)
    for node in rest:
        node.input[:] = [name_of(value) for value in node.input]
        node.output[:] = [name_of(value) for value in node.output]
    _replace_nodes(graph, rest)


def _fold_constants(model: onnx.ModelProto) -> None:
    """Evaluate the nodes whose inputs are all integer constants: shapes that the exporter spelled out step by step."""
    import numpy as np
    from onnx import TensorProto, helper, numpy_helper
    from onnx.reference import ReferenceEvaluator

    opset = model.opset_import[0].version
    known = {tensor.name: tensor for tensor in model.graph.initializer if tensor.data_type == TensorProto.INT64}
    nodes = []
    for node in model.graph.node:
        if node.op_type == "Constant" and node.attribute[0].t.data_type == TensorProto.INT64:
            known[node.output[0]] = node.attribute[0].t
        if not node.input or len(node.output) > 1 or any(name not in known for name in node.input):
            nodes.append(node)
            continue
        values = {name: numpy_helper.to_array(known[name]) for name in node.input}
        (folded,) = ReferenceEvaluator(node, opsets={"": opset}).run(None, values)
        known[node.output[0]] = numpy_helper.from_array(np.asarray(folded))
        nodes.append(helper.make_node("Constant", [], list(node.output), node.name, value=known[node.output[0]]))
    _replace_nodes(model.graph, nodes)


def _drop_round_trips(model: onnx.ModelProto) -> None:
    """Read a vector of one element directly where the exporter makes it a scalar and then a vector again."""
    from onnx import shape_inference

    inferred = shape_inference.infer_shapes(model).graph.value_info
    shapes = {value.name: [dim.dim_value for dim in value.type.tensor_type.shape.dim] for value in inferred}
    origin: dict[str, str] = {}
    for node in model.graph.node:
        reshapes = node.op_type in ("Reshape", "Squeeze", "Unsqueeze")
        if reshapes and shapes.get(node.output[0]) in ([], [1]):
            origin[node.output[0]] = origin.get(node.input[0], node.input[0])
    same = {name: source for name, source in origin.items() if shapes[name] == shapes.get(source) == [1]}
    for node in model.graph.node:
        node.input[:] = [same.get(name, name) for name in node.input]


def _fuse_convolution_bias(graph: onnx.GraphProto) -> None:
    """Give convolutions back the bias that the exporter reshapes to [1, channels, 1, 1] and adds in another node."""
    weights = {tensor.name: list(tensor.dims) for tensor in graph.initializer}
    readers = Counter(name for node in graph.node for name in node.input)
    convolutions = {node.output[0]: node for node in graph.node if node.op_type == "Conv" and len(node.input) == 2}
    biases = {
        node.output[0]: node.input[0]
        for node in graph.node
        if node.op_type == "Reshape" and len(weights.get(node.input[0], ())) == 1
    }
    rest = []
    for node in graph.node:
        if node.op_type == "Add" and node.input[0] in convolutions and node.input[1] in biases:
            convolution, bias = convolutions[node.input[0]], biases[node.input[1]]
            if readers[convolution.output[0]] == 1 and weights[bias][0] == weights[convolution.input[1]][0]:
                convolution.input.append(bias)
                convolution.output[0] = node.output[0]
                continue
        rest.append(node)
    _replace_nodes(graph, rest)


def _drop_dead(graph: onnx.GraphProto) -> None:
    needed = {value.name for value in graph.output}
    kept = []
    for node in reversed(graph.node):
        if needed.intersection(node.output):
            needed.update(node.input)
            kept.append(node)
    _replace_nodes(graph, reversed(kept))
    used = [tensor.SerializeToString() for tensor in graph.initializer if tensor.name in needed]
    del graph.initializer[:]
    for data in used:
        graph.initializer.add().ParseFromString(data)
