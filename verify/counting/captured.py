"""What the graph inside a node reads from the graph around it."""

import onnx


def inner_graphs(node: onnx.NodeProto) -> list[onnx.GraphProto]:
    """The graphs that a node holds: branches, bodies of loops."""
    graphs: list[onnx.GraphProto] = []
    for attribute in node.attribute:
        if attribute.HasField("g"):
            graphs.append(attribute.g)
        graphs += attribute.graphs
    return graphs


def captured_names(graph: onnx.GraphProto) -> list[str]:
    """The values that `graph`, or a graph inside it, reads and does not make; each once, in order."""
    made = {value.name for value in graph.input} | {tensor.name for tensor in graph.initializer}
    captured: dict[str, None] = {}
    for node in graph.node:
        read = [*node.input, *(name for inner in inner_graphs(node) for name in captured_names(inner))]
        captured.update((name, None) for name in read if name and name not in made)
        made.update(node.output)
    captured.update((value.name, None) for value in graph.output if value.name not in made)
    return list(captured)
