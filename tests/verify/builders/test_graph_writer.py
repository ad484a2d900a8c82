"""Graphs that are written layer by layer are valid, open in batch and sides, and compute what each layer says."""

import numpy as np
import pytest

from verify.builders.graph_writer import GraphWriter
from verify.counting import count
from verify.session import open_session
from verify.weightless import check_weightless
from verify.weights import random_weights


def test_a_layer_of_every_kind_at_two_sizes() -> None:
    graph = GraphWriter()
    data = graph.relu(graph.batch_norm(graph.convolution(graph.images, "a", 8, size=3, stride=2), "bn"))
    data = graph.deformable_convolution(data, "d", 4, size=3, stride=1)
    pooled = graph.average_pool(graph.max_pool(data, "m", size=3, stride=2, padding=1), "p", size=2, ceil=True)
    joined = graph.concat([graph.leaky_relu(graph.upsample(pooled, "u", 4), 0.1), data], "c")
    total = graph.add(joined, joined, "sum")
    rows = graph.concat_rows([graph.rows(total, "r", 4), graph.rows(total, "s", 4)], "rows")
    model = graph.model("net", [(rows, ("batch", "rows", 4))])
    check_weightless(model)
    session = open_session(model, random_weights(model, 1))
    for side in (16, 32):
        half = side // 2
        images = np.zeros((2, 3, side, side), np.float32)
        assert session.run(None, {"images": images})[0].shape == (2, 2 * half * half * 2, 4)
        totals = count(model, {"images": (1, 3, side, side)}).totals
        assert totals["conv_macs"] == half * half * 9 * (3 * 8 + 8 * 27)
        assert totals["deformable_conv_macs"] == half * half * 9 * 8 * 4


def test_upsampling_repeats_rows_and_columns() -> None:
    graph = GraphWriter()
    model = graph.model("net", [(graph.upsample(graph.images, "u", 2), ("batch", 3, "2 height", "2 width"))])
    images = np.arange(12, dtype=np.float32).reshape(1, 3, 2, 2)
    (output,) = open_session(model, {}).run(None, {"images": images})
    assert np.array_equal(output, images.repeat(2, axis=2).repeat(2, axis=3))


def test_a_name_is_given_to_one_weight_only() -> None:
    graph = GraphWriter()
    graph.convolution(graph.images, "a", 8)
    with pytest.raises(ValueError, match=r"two weights are called 'a\.weights'"):
        graph.convolution(graph.images, "a", 8)
