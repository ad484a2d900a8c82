"""Run a graph in ONNX Runtime with seeded weights, and say what came out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalog.evidence import GraphFacts, InferenceFacts
from verify.exceptions import VerifyError, first_line
from verify.graph import image_shape

if TYPE_CHECKING:
    import numpy as np
    import onnx

SEED = 2026
"""Seed of the weights and of the images."""

ALL_CORES = 0
"""ONNX Runtime's word for as many threads as there are cores."""

RELATIVE_TOLERANCE = 1e-3
"""Largest difference between an image alone and in a batch, as a share of the output's largest magnitude."""


CORRELATION = 0.9
"""Least correlation of the two in a graph that rounds to integers, where the last bit of a float can become a step."""


def run_graph(model: onnx.ModelProto, facts: GraphFacts, size: int, threads: int = ALL_CORES) -> InferenceFacts:
    """Run two seeded images through the graph, one alone and both as a batch.

    Args:
        model: A weightless graph that takes one image.
        facts: What `verify.graph.graph_facts` says of it.
        size: Side of the images in pixels.
        threads: Threads within an operator.

    Raises:
        VerifyError: ONNX Runtime refuses the graph, or its outputs are not those that it declares.
    """
    import numpy as np

    from verify.session import open_for_few_runs
    from verify.weights import random_weights

    name, shape = image_shape(facts, 2, size)
    run = open_for_few_runs(model, random_weights(model, SEED), threads=threads)
    images = np.random.default_rng(SEED).standard_normal(shape, dtype=np.float32)
    names = [tensor.name for tensor in facts.outputs]
    try:
        alone = run(names, {name: images[:1]})
        both = run(names, {name: images})
    except Exception as error:  # ONNX Runtime's errors have no common base of their own
        raise VerifyError(f"{facts.file}: ONNX Runtime can't run the graph: {first_line(error)}") from error
    rounds = any(node.op_type == "QuantizeLinear" for node in model.graph.node)
    _require_declared(facts, alone, 1)
    _require_declared(facts, both, 2)
    return InferenceFacts(
        seed=SEED,
        input_size=size,
        outputs={output: tuple(array.shape) for output, array in zip(names, alone, strict=True)},
        finite=all(bool(np.isfinite(array).all()) for array in [*alone, *both]),
        batch_agrees=all(_agrees(one[0], two[0], rounds) for one, two in zip(alone, both, strict=True)),
    )


def _require_declared(facts: GraphFacts, outputs: list[np.ndarray], batch: int) -> None:
    for declared, array in zip(facts.outputs, outputs, strict=True):
        expected = tuple(axis if isinstance(axis, int) else batch for axis in declared.shape[:1]) + declared.shape[1:]
        fits = len(expected) == array.ndim and all(
            not isinstance(axis, int) or axis == side for axis, side in zip(expected, array.shape, strict=True)
        )
        if not fits:
            raise VerifyError(
                f"{facts.file}: output {declared.name} is declared as {list(declared.shape)}, "
                f"but is {list(array.shape)} at batch {batch}"
            )


def _agrees(alone: np.ndarray, in_batch: np.ndarray, rounds: bool) -> bool:
    import numpy as np

    if rounds:
        return bool(
            np.array_equal(alone, in_batch) or np.corrcoef(alone.ravel(), in_batch.ravel())[0, 1] >= CORRELATION
        )
    scale = float(np.abs(alone).max())
    return bool(np.abs(alone - in_batch).max() <= RELATIVE_TOLERANCE * scale)
