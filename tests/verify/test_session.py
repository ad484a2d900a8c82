from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

from verify.exceptions import VerifyError
from verify.session import open_for_few_runs, open_session
from verify.weightless import strip_weights

KERNEL = np.arange(6, dtype=np.float32).reshape(3, 2)
BIAS = np.array([0.5, -0.5], np.float32)


def network() -> onnx.ModelProto:
    """scores = values @ KERNEL + BIAS, with the weights inside."""
    nodes = [
        helper.make_node("MatMul", ["values", "kernel"], ["product"]),
        helper.make_node("Add", ["product", "bias"], ["scores"]),
    ]
    values = helper.make_tensor_value_info("values", TensorProto.FLOAT, ["batch", 3])
    scores = helper.make_tensor_value_info("scores", TensorProto.FLOAT, ["batch", 2])
    weights = [numpy_helper.from_array(KERNEL, "kernel"), numpy_helper.from_array(BIAS, "bias")]
    graph = helper.make_graph(nodes, "linear", [values], [scores], weights)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=8)


@pytest.mark.parametrize("batch", [1, 2])
@pytest.mark.parametrize("threads", [0, 1])
def test_a_weightless_graph_computes_with_the_given_weights(batch: int, threads: int) -> None:
    session = open_session(strip_weights(network()), {"kernel": KERNEL, "bias": BIAS}, threads=threads)
    values = np.arange(batch * 3, dtype=np.float32).reshape(batch, 3)
    (scores,) = session.run(None, {"values": values})
    np.testing.assert_allclose(scores, values @ KERNEL + BIAS)


@pytest.mark.parametrize("batch", [1, 2])
def test_a_graph_opened_for_few_runs_computes_the_same(batch: int) -> None:
    run = open_for_few_runs(strip_weights(network()), {"kernel": KERNEL, "bias": BIAS})
    values = np.arange(batch * 3, dtype=np.float32).reshape(batch, 3)
    (scores,) = run(["scores"], {"values": values})
    np.testing.assert_allclose(scores, values @ KERNEL + BIAS)


def test_a_graph_that_holds_its_weights_needs_none() -> None:
    (scores,) = open_session(network(), {}).run(None, {"values": np.ones((1, 3), np.float32)})
    np.testing.assert_allclose(scores, [KERNEL.sum(axis=0) + BIAS])


def test_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    open_session(strip_weights(network()), {"kernel": KERNEL, "bias": BIAS})
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("weights", "message"),
    [
        ({"kernel": KERNEL}, "no values for 1 of 2 weights, first 'bias'"),
        ({"kernel": KERNEL, "bias": BIAS, "scale": BIAS}, "describes no weight 'scale'"),
        ({"kernel": KERNEL.T, "bias": BIAS}, r"'kernel' is float32 \(2, 3\), expected float32 \(3, 2\)"),
        ({"kernel": KERNEL, "bias": BIAS.astype(np.float64)}, r"'bias' is float64 \(2,\), expected float32 \(2,\)"),
    ],
)
@pytest.mark.parametrize("open_graph", [open_session, open_for_few_runs])
def test_weights_that_do_not_fit_are_refused(
    open_graph: Callable[..., Any], weights: dict[str, np.ndarray], message: str
) -> None:
    with pytest.raises(VerifyError, match=f"graph 'linear': .*{message}"):
        open_graph(strip_weights(network()), weights)


@pytest.mark.parametrize("open_graph", [open_session, open_for_few_runs])
def test_a_graph_that_onnx_runtime_refuses_is_named(open_graph: Callable[..., Any]) -> None:
    model = strip_weights(network())
    model.graph.node[0].op_type = "Convolve"
    with pytest.raises(VerifyError, match=r"ONNX Runtime refuses it: .*Convolve"):
        open_graph(model, {"kernel": KERNEL, "bias": BIAS})
