"""Time a network in ONNX Runtime: warmed up, repeated, and with its noise."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from catalog.quantities import Precision
from verify.exceptions import VerifyError, first_line

SEED = 2026
"""Seed of the images, and of the weights of a graph without any."""

NOISY = 0.1
"""A median is noisy when the middle half of the runs spreads over more than this share of it."""


@dataclass(frozen=True)
class Settings:
    """How a network is timed."""

    input_size: int | None = None
    """Side of the input in pixels; None for the size that the graph fixes."""
    batch: int = 1
    threads: int = 1
    """Threads within an operator; 0 for one a core."""
    warm_up: int = 10
    """Runs at the start that are not counted."""
    repeats: int = 50
    """Runs that are counted."""


@dataclass(frozen=True)
class Timing:
    """The times of the counted runs, in the order they were run."""

    milliseconds: tuple[float, ...]
    precision: Precision = "fp32"
    """The number format that the network computed in."""

    @property
    def median(self) -> float:
        """Milliseconds that half of the runs stay below."""
        return statistics.median(self.milliseconds)

    @property
    def least(self) -> float:
        """Milliseconds of the fastest run."""
        return min(self.milliseconds)

    def percentile(self, percent: int) -> float:
        """Return the milliseconds that so many percent of the runs stay at or below: always one of the runs."""
        ordered = sorted(self.milliseconds)
        return ordered[max(0, -(-percent * len(ordered) // 100) - 1)]

    @property
    def spread(self) -> float:
        """What the middle half of the runs spreads over, as a share of the median."""
        return (self.percentile(75) - self.percentile(25)) / self.median

    @property
    def noisy(self) -> bool:
        """Whether something else kept the machine busy."""
        return self.spread > NOISY


def time_runs(
    run: Callable[[], object], warm_up: int, repeats: int, clock: Callable[[], int] = time.perf_counter_ns
) -> Timing:
    """Time calls one after the other.

    Args:
        run: What is timed.
        warm_up: Calls at the start that are not counted.
        repeats: Calls that are counted, at least 1.
        clock: Nanoseconds since some time.
    """
    for _ in range(warm_up):
        run()
    found = []
    collecting = gc.isenabled()
    gc.disable()
    try:
        for _ in range(repeats):
            start = clock()
            run()
            found.append((clock() - start) / 1e6)
    finally:
        if collecting:
            gc.enable()
    return Timing(tuple(found))


def time_network(path: Path, settings: Settings) -> Timing:
    """Time an ONNX file; a graph without weights gets seeded ones, which take as long.

    Raises:
        VerifyError: it is no network that takes one image, or ONNX Runtime can't run it.
    """
    import numpy as np

    from verify.graph import LARGEST_NETWORK, fixed_side, graph_facts, image_shape, read_graph
    from verify.precision import precision_of
    from verify.session import open_session
    from verify.weights import random_weights

    model, _ = read_graph(path, LARGEST_NETWORK)
    facts = graph_facts(model, path.name, "")
    size = settings.input_size or fixed_side(facts)
    if size is None:
        raise VerifyError(f"{path}: takes images of any size; expected --size")
    name, shape = image_shape(facts, settings.batch, size)
    session = open_session(model, random_weights(model, SEED), threads=settings.threads)
    try:
        images = np.random.default_rng(SEED).standard_normal(shape, dtype=np.float32)
    except (MemoryError, ValueError) as error:
        raise VerifyError(f"{path}: images of the shape {list(shape)} don't fit into memory") from error
    outputs = [tensor.name for tensor in facts.outputs]
    try:
        timing = time_runs(lambda: session.run(outputs, {name: images}), settings.warm_up, settings.repeats)
    except Exception as error:  # ONNX Runtime's errors have no common base of their own
        raise VerifyError(f"{path}: ONNX Runtime can't run it: {first_line(error)}") from error
    return replace(timing, precision=precision_of(model))
