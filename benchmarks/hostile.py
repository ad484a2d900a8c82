"""Hostile inputs for the fuzzer: ONNX files and YAML that are damaged, or well-formed and mean harm."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import onnx
from onnx import TensorProto, helper, parser

ROOT = Path(__file__).parent.parent
ZOO = ROOT / "catalog" / "zoo"
GRAPHS = ("MobileNetV2/MobileNetV2_x0_25", "GhostNet/GhostNet_x0_5", "MobileNetV1/MobileNetV1_x0_25")
SIZES = (0, -1, -(2**31), 2**31 - 1, 2**31, 2**40, 2**62, 2**63 - 1)
ESCAPES = ("/etc/passwd", "../../../../etc/passwd", "a/../../b", "\0", "", "C:\\x", "//x", "." * 5000, "~/x", "a" * 300)

CONSTRUCTS = (
    """
    <ir_version: 10, opset_import: ["" : 18, "local" : 1]>
    g (float[1,4] x) => (float[1,4] y) <float[4,4] w = {0}> { y = local.dense (x, w) }
    <domain: "local", opset_import: ["" : 18]>
    dense (a, b) => (c) { m = MatMul (a, b)  c = Relu (m) }
    """,
    """
    <ir_version: 10, opset_import: ["" : 18]>
    g (float[1,4] x, bool c) => (float[1,4] y) <float[4,4] w = {0}> {
        y = If (c) <
            then_branch = t () => (float[1,4] a) { a = MatMul (x, w) },
            else_branch = e () => (float[1,4] b) { b = Neg (x) }
        >
    }
    """,
    """
    <ir_version: 10, opset_import: ["" : 18]>
    g (float[1,4] x) => (y) <float[4,4] w = {0}> {
        n = Constant <value_int = 7> ()
        c = Constant <value = bool {1}> ()
        y = Loop (n, c, x) <
            body = b (int64 i, bool go, float[1,4] h) => (bool on, float[1,4] m)
            { on = Identity (go)  m = MatMul (h, w) }
        >
    }
    """,
    """
    <ir_version: 10, opset_import: ["" : 21, "com.microsoft" : 1]>
    g (uint8[1,4,6,6] x) => (y) <float s = {1}, uint8 z = {0}, uint8[4,4,1,1] w = {0}, int32[4] b = {0}> {
        c = QLinearConv (x, s, z, w, s, z, s, z, b)
        a = com.microsoft.QLinearAdd (c, s, z, x, s, z, s, z)
        y = com.microsoft.QLinearGlobalAveragePool (a, s, z, s, z)
    }
    """,
    """
    <ir_version: 10, opset_import: ["" : 18]>
    g (float[N,4,6] x) => (y) <float[1,16,6] w = {0}, float[1,16,4] r = {0}> {
        shape = Shape (x)
        zero = Constant <value_ints = [0]> ()
        n = Gather (shape, zero)
        rest = Constant <value_ints = [4, 6]> ()
        target = Concat <axis = 0> (n, rest)
        v = Reshape (x, target)
        y = LSTM <hidden_size = 4> (v, w, r)
    }
    """,
)
"""Graphs with functions, branches, loops, quantised and recurrent operators."""


@cache
def _models() -> Sequence[bytes]:
    zoo = [(ZOO / "graphs" / f"{name}.onnx").read_bytes() for name in GRAPHS]
    return [*zoo, *(parser.parse_model(text).SerializeToString() for text in CONSTRUCTS)]


@cache
def _records() -> Sequence[bytes]:
    return [path.read_bytes() for path in sorted((ZOO / "models").glob("*/*.yaml"))[::10]]


def hostile_graph(draw: random.Random) -> tuple[str, bytes]:
    """A kind of harm and an ONNX file that does it."""
    kind = draw.choice(list(_GRAPH_KINDS))
    return kind, _GRAPH_KINDS[kind](draw)


def hostile_yaml(draw: random.Random) -> tuple[str, bytes]:
    """A kind of harm and a YAML file that does it."""
    kind = draw.choice(list(_YAML_KINDS))
    return kind, _YAML_KINDS[kind](draw)


def _damage(data: bytes, draw: random.Random) -> bytes:
    """Cut, flip, overwrite, repeat or remove bytes."""
    changed = bytearray(data)
    start = draw.randrange(len(changed))
    length = draw.choice((1, 2, 8, 64, 1024))
    match draw.randrange(5):
        case 0:
            del changed[start:]
        case 1:
            for _ in range(draw.choice((1, 3, 30))):
                changed[draw.randrange(len(changed))] ^= 1 << draw.randrange(8)
        case 2:
            changed[start : start + length] = draw.randbytes(length)
        case 3:
            changed[start:start] = changed[start : start + length] * draw.choice((1, 2, 50))
        case _:
            del changed[start : start + length]
    return bytes(changed)


def _damaged_graph(draw: random.Random) -> bytes:
    return _damage(draw.choice(_models()), draw)


def _spliced_graph(draw: random.Random) -> bytes:
    left, right = draw.choice(_models()), draw.choice(_models())
    return left[: draw.randrange(len(left))] + right[draw.randrange(len(right)) :]


def _model(draw: random.Random) -> onnx.ModelProto:
    return onnx.ModelProto.FromString(draw.choice(_models()))


def _claiming_sizes(draw: random.Random) -> bytes:
    model = _model(draw)
    for _ in range(draw.randint(1, 4)):
        if model.graph.initializer and draw.random() < 0.6:
            tensor = draw.choice(model.graph.initializer)
            if tensor.dims:
                tensor.dims[draw.randrange(len(tensor.dims))] = draw.choice(SIZES)
        else:
            value = draw.choice((*model.graph.input, *model.graph.output))
            if value.type.tensor_type.shape.dim:
                draw.choice(value.type.tensor_type.shape.dim).dim_value = draw.choice(SIZES)
    return model.SerializeToString()


def _claiming_shapes(draw: random.Random) -> bytes:
    """Shape arithmetic that asks for gigabytes: fill, expand, range, tile, repeat."""
    size = draw.choice(SIZES)
    node = draw.choice(
        (
            "y = ConstantOfShape (s)",
            "c = ConstantOfShape (s)  y = Shape (c)",
            "y = Expand (x, s)",
            "y = Tile (x, s)",
            "z = Constant <value_int = 0> ()  o = Constant <value_int = 1> ()  y = Range (z, n, o)",
            "y = Reshape (x, s)",
            "y = Pad (x, p)",
            "y = OneHot (s, n, x)",
            "t = Mul (s, s)  u = Mul (t, t)  v = Mul (u, u)  y = ConstantOfShape (v)",
            "y = Resize (x, , , s)",
        )
    )
    text = f"""
        <ir_version: 10, opset_import: ["" : {draw.choice((7, 11, 13, 18, 23))}]>
        g (float[1] x) => (y) <int64[1] s = {{{size}}}, int64 n = {{{size}}}, int64[2] p = {{{size}, {size}}}>
        {{ {node} }}
    """
    return parser.parse_model(text).SerializeToString()


def _changed_nodes(draw: random.Random) -> bytes:
    """Operators, attributes, inputs and opsets swapped at random."""
    model = _model(draw)
    for _ in range(draw.randint(1, 6)):
        node, other = draw.choice(model.graph.node), draw.choice(model.graph.node)
        match draw.randrange(7):
            case 0:
                node.op_type, node.domain = other.op_type, other.domain
            case 1:
                node.op_type = draw.choice(_operators())
            case 2:
                del node.attribute[:]
                node.attribute.extend(other.attribute)
            case 3 if node.attribute:
                attribute = draw.choice(node.attribute)
                attribute.CopyFrom(
                    helper.make_attribute(attribute.name, draw.choice((-1, 2**62, 0.5, "x", [0, -9], [2**62])))
                )
            case 4:
                inputs = draw.sample(list(node.input), draw.randrange(len(node.input) + 1))
                del node.input[:]
                node.input.extend(inputs)
            case 5:
                node.input.extend(draw.choice((["", ""], list(other.input), list(other.output))))
            case _:
                model.opset_import[0].version = draw.choice((-1, 0, 1, 6, 7, 12, 26, 999, 2**62))
    return model.SerializeToString()


@cache
def _operators() -> Sequence[str]:
    return sorted({schema.name for schema in onnx.defs.get_all_schemas()})


def _recursive_functions(draw: random.Random) -> bytes:
    """Functions that call themselves, each other, or each the next one many times over."""
    levels, calls = draw.choice(((1, 1), (3, 1), (40, 2), (12, 9), (400, 1)))
    closed = draw.random() < 0.4
    functions = []
    for level in range(levels):
        callee = f"f{(level + 1) % levels}" if closed or level + 1 < levels else ""
        nodes = [
            helper.make_node(callee or "Relu", [f"v{call}"], [f"v{call + 1}"], domain="local" if callee else "")
            for call in range(calls)
        ]
        opsets = [helper.make_opsetid("", 18), helper.make_opsetid("local", 1)]
        functions.append(helper.make_function("local", f"f{level}", ["v0"], [f"v{calls}"], nodes, opsets))
    graph = _graph_of([helper.make_node("f0", ["x"], ["y"], domain="local")])
    opsets = [helper.make_opsetid("", 18), helper.make_opsetid("local", 1)]
    return helper.make_model(graph, functions=functions, opset_imports=opsets, ir_version=10).SerializeToString()


def _nested_bodies(draw: random.Random) -> bytes:
    """Branches in branches; as bytes, since protobuf's own writer stops at a hundred messages."""
    relu = helper.make_node("Relu", ["x"], ["y"]).SerializeToString()
    output = helper.make_tensor_value_info("y", TensorProto.FLOAT, [4]).SerializeToString()
    graph = _field(1, relu) + _field(12, output)
    for _ in range(draw.choice((3, 20, 31, 33, 60, 500))):
        branches = b"".join(
            _field(5, _field(1, name) + _field(6, graph if name == b"then_branch" else b"") + b"\xa0\x01\x05")
            for name in (b"then_branch", b"else_branch")
        )
        node = _field(1, b"c") + _field(2, b"y") + _field(4, b"If") + branches
        graph = _field(1, node) + _field(12, output)
    inputs = _field(11, helper.make_tensor_value_info("c", TensorProto.BOOL, []).SerializeToString())
    inputs += _field(11, helper.make_tensor_value_info("x", TensorProto.FLOAT, [4]).SerializeToString())
    opset = _field(8, helper.make_opsetid("", 18).SerializeToString())
    return b"\x08\x0a" + opset + _field(7, graph + inputs)


def _escaping_paths(draw: random.Random) -> bytes:
    tensor = TensorProto(name="w", data_type=TensorProto.FLOAT, dims=[4, 4], data_location=TensorProto.EXTERNAL)
    tensor.external_data.add(key="location", value=draw.choice(ESCAPES))
    tensor.external_data.add(key="offset", value=str(draw.choice((*SIZES, "x", "9" * 5000))))
    tensor.external_data.add(key="length", value=str(draw.choice((*SIZES, "", "1e9"))))
    graph = _graph_of([helper.make_node("MatMul", ["x", "w"], ["y"])])
    graph.initializer.append(tensor)
    return helper.make_model(graph).SerializeToString()


def _graph_of(nodes: Sequence[onnx.NodeProto]) -> onnx.GraphProto:
    inputs = [helper.make_tensor_value_info("x", TensorProto.FLOAT, [1, 4])]
    return helper.make_graph(nodes, "g", inputs, [helper.make_tensor_value_info("y", TensorProto.FLOAT, None)])


def _field(number: int, value: bytes) -> bytes:
    return _number(number << 3 | 2) + _number(len(value)) + value


def _number(value: int) -> bytes:
    return bytes([value]) if value < 128 else bytes([value & 127 | 128]) + _number(value >> 7)


def _damaged_record(draw: random.Random) -> bytes:
    return _damage(draw.choice(_records()), draw)


def _deep_yaml(draw: random.Random) -> bytes:
    depth = draw.choice((19, 21, 1000, 100_000))
    opening = draw.choice(("[", "{a: ", "- ", "? ", "a:\n  "))
    return f"name: {opening * depth}".encode() if draw.random() < 0.5 else (opening * depth).encode()


def _huge_scalars(draw: random.Random) -> bytes:
    sign = draw.choice(("1", "0.1", "x", "\\", '"', "'", "é", "-", "1e", "\n", "#", "&a", "*a", "!!a"))
    return f"name: {sign * draw.choice((10, 5000, 300_000, 1_200_000))}".encode()


def _aliases(draw: random.Random) -> bytes:
    lines = ["a0: &a0 [x, x, x, x]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, draw.choice((3, 30, 300)))]
    return "\n".join([*lines, "<<: *a0", "b: &b [*b]"]).encode()


def _tags(draw: random.Random) -> bytes:
    tag = draw.choice(
        ("!!python/object/apply:os.system", "!!binary", "!!set", "!x", "!!python/name:os.system", "!!int")
    )
    return f"name: {tag} {draw.choice(('[ls]', 'x', '{a: b}', ''))}\nfamily: x".encode()


def _many_keys(draw: random.Random) -> bytes:
    number = draw.choice((10, 30_000))
    return "\n".join(f"{draw.choice(('name', 'k'))}{i % draw.choice((1, number))}: {i}" for i in range(number)).encode()


def _noise(draw: random.Random) -> bytes:
    return draw.randbytes(draw.choice((1, 100, 10_000)))


_GRAPH_KINDS: dict[str, Callable[[random.Random], bytes]] = {
    "damaged": _damaged_graph,
    "spliced": _spliced_graph,
    "claiming sizes": _claiming_sizes,
    "claiming shapes": _claiming_shapes,
    "changed nodes": _changed_nodes,
    "recursive functions": _recursive_functions,
    "nested bodies": _nested_bodies,
    "escaping paths": _escaping_paths,
    "noise": _noise,
}

_YAML_KINDS: dict[str, Callable[[random.Random], bytes]] = {
    "damaged": _damaged_record,
    "deep": _deep_yaml,
    "huge scalars": _huge_scalars,
    "aliases": _aliases,
    "tags": _tags,
    "many keys": _many_keys,
    "noise": _noise,
}
