"""ONNX Runtime sessions over weightless graphs, with the weights handed over in memory: nothing is written to disk."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from verify.exceptions import VerifyError, first_line
from verify.weightless import described_weights, with_weights_as_inputs

if TYPE_CHECKING:
    import onnx
    from numpy.typing import NDArray
    from onnxruntime import InferenceSession, SessionOptions

    Run = Callable[[Sequence[str] | None, Mapping[str, NDArray[Any]]], list[NDArray[Any]]]
    """Runs a graph: names of the outputs that are wanted, all by default; inputs by name."""

ERRORS_ONLY = 3
"""ONNX Runtime's log severity; below it, each constant that its optimizer leaves unused is a warning."""


def open_session(model: onnx.ModelProto, weights: Mapping[str, NDArray[Any]], *, threads: int = 1) -> InferenceSession:
    """Return a session that runs a graph with the given weights on the CPU.

    Args:
        model: A weightless graph, or one that holds its weights.
        weights: An array for each weight that the graph describes and does not hold, by name.
        threads: Threads within an operator, 0 for one a core; operators run one after the other.

    Raises:
        VerifyError: a weight is missing, unknown, or of another dtype or shape than described, or ONNX Runtime refuses
            the graph.
    """
    import onnxruntime

    _require_described(model, weights)
    options = _options(threads)
    values = [onnxruntime.OrtValue.ortvalue_from_numpy(array) for array in weights.values()]
    options.add_external_initializers(list(weights), values)
    return _open(model, options)


def open_for_few_runs(model: onnx.ModelProto, weights: Mapping[str, NDArray[Any]], *, threads: int = 1) -> Run:
    """Return what `open_session` returns the `run` of, made for a run or two.

    The weights are handed over as inputs, so that they are neither copied nor packed, the graph is not rewritten for
    speed, which takes longer than it saves, and threads that wait for work leave their core to others.

    Raises:
        VerifyError: as for `open_session`.
    """
    import onnxruntime

    _require_described(model, weights)
    options = _options(threads)
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    session = _open(with_weights_as_inputs(model), options)

    def run(outputs: Sequence[str] | None, inputs: Mapping[str, NDArray[Any]]) -> list[NDArray[Any]]:
        results: list[NDArray[Any]] = session.run(outputs, {**weights, **inputs})
        return results

    return run


def _options(threads: int) -> SessionOptions:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = ERRORS_ONLY
    return options


def _open(model: onnx.ModelProto, options: SessionOptions) -> InferenceSession:
    import onnxruntime

    try:
        return onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # ONNX Runtime's errors have no common base of their own
        raise VerifyError(f"graph {model.graph.name!r}: ONNX Runtime refuses it: {first_line(error)}") from error


def _require_described(model: onnx.ModelProto, weights: Mapping[str, NDArray[Any]]) -> None:
    from onnx import helper

    name = f"graph {model.graph.name!r}"
    described = {tensor.name: tensor for tensor in described_weights(model)}
    missing = [weight for weight in described if weight not in weights]
    if missing:
        raise VerifyError(f"{name}: no values for {len(missing)} of {len(described)} weights, first {missing[0]!r}")
    for weight, array in weights.items():
        if weight not in described:
            raise VerifyError(f"{name}: describes no weight {weight!r}")
        expected = helper.tensor_dtype_to_np_dtype(described[weight].data_type), tuple(described[weight].dims)
        if (array.dtype, array.shape) != expected:
            raise VerifyError(
                f"{name}: weight {weight!r} is {array.dtype} {array.shape}, expected {expected[0]} {expected[1]}"
            )
