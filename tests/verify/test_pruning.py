"""Pruned networks hold what is left when channels go, counted in closed form."""

import math
from decimal import Decimal

import onnx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.verify.drawing import network
from verify.counting import count
from verify.exceptions import VerifyError
from verify.pruning import prune, removed
from verify.weightless import check_weightless

HALF = Decimal("0.5")
PLACES = 64
"""Pixels of the 8 × 8 images."""


def pruned(model: onnx.ModelProto, shares: dict[str, Decimal]) -> dict[str, list[int]]:
    """The shapes of what is left, and proof that the graph is valid and has those multiply-adds."""
    result = prune(model, shares)
    check_weightless(result)
    shapes = {tensor.name: list(tensor.dims) for tensor in result.graph.initializer}
    convolutions = [node.input[1] for node in result.graph.node if node.op_type == "Conv"]
    assert count(result).macs == sum(PLACES * math.prod(shapes[weight]) for weight in convolutions)
    return shapes


def norm(name: str, channels: int) -> dict[str, list[int]]:
    return {f"{name}{part}": [channels] for part in range(4)}


def test_batch_normalisation_and_the_next_convolution_follow() -> None:
    model = network(
        "p = Conv(x, a) q = BatchNormalization(p, n0, n1, n2, n3) r = LeakyRelu(q) y = Conv(r, b, bias)",
        {"a": [10, 3, 1, 1], **norm("n", 10), "b": [4, 10, 1, 1], "bias": [4]},
    )
    assert pruned(model, {"a": Decimal("0.3")}) == {"a": [7, 3, 1, 1], **norm("n", 7), "b": [4, 7, 1, 1], "bias": [4]}


def test_both_sides_of_a_residual_sum_lose_the_same() -> None:
    model = network(
        "p = Conv(x, a) q = Conv(p, b) r = Add(q, p) y = Conv(r, c)",
        {"a": [8, 3, 1, 1], "b": [8, 8, 1, 1], "c": [4, 8, 1, 1]},
    )
    expected = {"a": [4, 3, 1, 1], "b": [4, 4, 1, 1], "c": [4, 4, 1, 1]}
    assert pruned(model, {"a": HALF}) == pruned(model, {"b": HALF}) == pruned(model, {"a": HALF, "b": HALF}) == expected


def test_sums_can_not_lose_different_numbers() -> None:
    model = network(
        "p = Conv(x, a) q = Conv(p, b) r = Add(q, p) y = Conv(r, c)",
        {"a": [8, 3, 1, 1], "b": [8, 8, 1, 1], "c": [4, 8, 1, 1]},
    )
    with pytest.raises(VerifyError, match=r"graph 'net': 'a' keeps 4 channels and 'b' 6, of one sum"):
        prune(model, {"a": HALF, "b": Decimal("0.25")})


def test_a_concatenation_loses_the_channels_of_one_part() -> None:
    model = network(
        "p = Conv(x, a) q = Conv(x, b) r = Concat<axis=1>(p, q) y = Conv(r, c)",
        {"a": [8, 3, 1, 1], "b": [6, 3, 1, 1], "c": [4, 14, 1, 1]},
    )
    assert pruned(model, {"a": HALF}) == {"a": [4, 3, 1, 1], "b": [6, 3, 1, 1], "c": [4, 10, 1, 1]}


def test_a_depthwise_convolution_keeps_a_group_a_channel() -> None:
    model = network(
        "p = Conv(x, a) q = Conv<group=8, pads=[1, 1, 1, 1]>(p, d, bias) y = Conv(q, c)",
        {"a": [8, 3, 1, 1], "d": [8, 1, 3, 3], "bias": [8], "c": [4, 8, 1, 1]},
    )
    expected = {"a": [6, 3, 1, 1], "d": [6, 1, 3, 3], "bias": [6], "c": [4, 6, 1, 1]}
    assert pruned(model, {"a": Decimal("0.25")}) == expected
    assert next(entry.i for entry in prune(model, {"a": HALF}).graph.node[1].attribute if entry.name == "group") == 4


def test_channels_are_followed_through_pooling_and_upsampling() -> None:
    body = """
        p = Conv(x, a)
        q = MaxPool<kernel_shape=[2, 2], strides=[2, 2]>(p)
        s = Constant<value_floats=[1.0, 1.0, 2.0, 2.0]>()
        r = Resize<mode="nearest">(q, , s)
        y = Conv(r, c)
    """
    model = network(body, {"a": [8, 3, 1, 1], "c": [4, 8, 1, 1]})
    assert pruned(model, {"a": HALF}) == {"a": [4, 3, 1, 1], "c": [4, 4, 1, 1]}


def test_the_graph_given_stays_as_it_is() -> None:
    model = network("p = Conv(x, a) y = Conv(p, c)", {"a": [8, 3, 1, 1], "c": [4, 8, 1, 1]})
    before = model.SerializeToString(deterministic=True)
    prune(model, {"a": HALF})
    assert model.SerializeToString(deterministic=True) == before


@pytest.mark.parametrize(
    ("shares", "message"),
    [
        ({"z": HALF}, "graph 'net': no convolution has the weight 'z'"),
        ({"c": HALF}, "graph 'net': the channels of 'c' can't be followed through the output 'y'"),
        ({"a": Decimal("0.95")}, "graph 'net': 'a' would lose all of its channels"),
    ],
)
def test_what_can_not_be_pruned_is_said(shares: dict[str, Decimal], message: str) -> None:
    model = network("p = Conv(x, a) y = Conv(p, c)", {"a": [8, 3, 1, 1], "c": [4, 8, 1, 1]})
    with pytest.raises(VerifyError) as caught:
        prune(model, shares)
    assert str(caught.value) == message


@given(st.integers(2, 4096), st.decimals("0.01", "0.99", places=2))
def test_the_channels_that_go_are_the_nearest_whole_number(channels: int, share: Decimal) -> None:
    assert abs(removed(channels, share) - channels * share) <= HALF


@given(st.lists(st.integers(2, 40), min_size=2, max_size=6), st.data())
def test_a_chain_of_convolutions_counts_as_if_built_narrower(widths: list[int], data: st.DataObject) -> None:
    names = [f"w{position}" for position in range(len(widths))]
    weights = {name: [out, into, 1, 1] for name, out, into in zip(names, widths, [3, *widths], strict=False)}
    steps = " ".join(f"v{i} = Conv({f'v{i - 1}' if i else 'x'}, {name})" for i, name in enumerate(names))
    model = network(f"{steps} y = Identity(v{len(names) - 1})", weights, f"float[batch, {widths[-1]}, 8, 8] y")
    share = data.draw(st.decimals("0.01", "0.49", places=2))
    left = [width - removed(width, share) for width in widths[:-1]] + widths[-1:]
    found = pruned(model, dict.fromkeys(names[:-1], share))
    assert list(found.values()) == [[out, into, 1, 1] for out, into in zip(left, [3, *left], strict=False)]
