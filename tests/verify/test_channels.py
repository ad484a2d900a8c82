"""Channels are followed from the convolution that makes them to everything that reads them."""

from tests.verify.drawing import network
from verify.channels import Channels, follow_channels

WEIGHTS = {
    "a": [4, 3, 1, 1],
    "b": [4, 3, 1, 1],
    "c": [4, 4, 1, 1],
    "depthwise": [4, 1, 1, 1],
    "grouped": [4, 2, 1, 1],
    "wide": [4, 8, 1, 1],
    "vector": [4, 1, 1],
}


def channels(body: str, outputs: str = "float[batch, 4, 8, 8] y") -> Channels:
    return follow_channels(network(body, WEIGHTS, outputs).graph)


def test_a_convolution_reads_what_the_one_before_it_makes() -> None:
    found = channels("p = Conv(x, a) q = Relu(p) y = Conv(q, c)")
    assert found.axes["a"] == {0: (found.made["a"],)}
    assert found.axes["c"] == {0: (found.made["c"],), 1: (found.made["a"],)}
    assert found.whole == {found.made["c"]: "the output 'y'"}


def test_what_is_added_up_is_the_same_run() -> None:
    found = channels("p = Conv(x, a) q = Conv(x, b) y = Add(p, q)")
    assert found.runs.same(found.made["a"]) == found.runs.same(found.made["b"])


def test_a_concatenation_keeps_its_parts_apart() -> None:
    found = channels("p = Conv(x, a) q = Conv(x, b) r = Concat<axis=1>(p, q) y = Conv(r, wide)")
    assert found.axes["wide"][1] == (found.made["a"], found.made["b"])
    assert found.runs.same(found.made["a"]) != found.runs.same(found.made["b"])


def test_a_depthwise_convolution_passes_its_channels_on() -> None:
    found = channels("p = Conv(x, a) q = Conv<group=4>(p, depthwise) y = Conv(q, c)")
    assert found.made["depthwise"] == found.made["a"]
    assert found.axes["c"][1] == found.axes["depthwise"][0] == (found.made["a"],)


def test_other_grouped_convolutions_need_their_channels_whole() -> None:
    found = channels("p = Conv(x, a) q = Conv<group=2>(p, grouped) y = Conv(q, c)")
    assert {found.made["a"], found.made["grouped"]} < found.whole.keys()


def test_an_operator_that_mixes_axes_needs_its_channels_whole() -> None:
    found = channels("p = Conv(x, a) y = Conv(p, c) z = Flatten(p)", "float[batch, 4, 8, 8] y, float[batch, 256] z")
    assert found.whole[found.made["a"]] == "Flatten ''"


def test_a_factor_a_channel_needs_its_channels_whole() -> None:
    found = channels("p = Conv(x, a) q = Mul(p, vector) y = Conv(q, c)")
    assert found.whole[found.made["a"]] == "Mul ''"
