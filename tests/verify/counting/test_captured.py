"""What a graph inside a node reads from outside."""

from onnx import parser

from verify.counting.captured import captured_names, inner_graphs


def test_names_that_only_the_outside_makes_are_captured_through_every_level() -> None:
    graph = parser.parse_graph(
        """
        g (float[4] x, bool c) => (float[4] y) {
            y = If (c) <
                then_branch = t () => (float[4] a) {
                    own = Neg (x)
                    a = If (d) <
                        then_branch = u () => (float[4] p) { p = Add (own, z) },
                        else_branch = v () => (x) { q = Neg (own) }
                    >
                },
                else_branch = e () => (float[4] b) { b = Neg (x) }
            >
        }
        """
    )
    (node,) = graph.node
    first, second = inner_graphs(node)
    assert sorted(captured_names(first)) == ["d", "x", "z"]
    assert captured_names(second) == ["x"]
    assert captured_names(graph) == ["d", "z"]
