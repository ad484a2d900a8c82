"""Graphs made from the libraries that define the networks, or from files, and compared with the stored ones."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from catalog.writing import write_whole
from verify.builders import builder
from verify.exceptions import VerifyError
from verify.graph import LARGEST_NETWORK, read_graph
from verify.weightless import check_weightless, strip_weights

if TYPE_CHECKING:
    import onnx

SECONDS = 900
"""The longest that the building and export of one network may take; 152 layers take about 20 s."""


def missing_library(library: str) -> str | None:
    """Say what to install before a library's networks can be built with this Python, or None when all is there.

    Raises:
        VerifyError: no builder is for that library.
    """
    chosen = builder(library)
    missing = chosen.missing()
    if not missing:
        return None
    return f"{library} networks need {', '.join(missing)}: {chosen.install}"


def rebuild(record_name: str, library: str, model: str, input_size: int) -> onnx.ModelProto:
    """Return the weightless graph of the network that a library builds today.

    Args:
        record_name: The record that the graph is for; it becomes the graph's name.
        library: A key of `verify.builders.BUILDERS`.
        model: The network's name in that library.
        input_size: Height and width of the images, in pixels.

    Raises:
        VerifyError: the library is unknown or not installed, or can't build or export the network.
    """
    import onnx

    needed = missing_library(library)
    if needed is not None:
        raise VerifyError(f"{record_name}: {needed}")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "network.onnx")
        _run_builder(record_name, [library, model, str(input_size), str(file)])
        return _weightless(record_name, onnx.load_model(file, load_external_data=False))


def take(record_name: str, file: Path) -> onnx.ModelProto:
    """Return the weightless graph of a network that was exported to an ONNX file.

    Args:
        record_name: The record that the graph is for; it becomes the graph's name.
        file: The network, with its weights or without.

    Raises:
        VerifyError: the file can't be read, or holds no valid ONNX graph.
    """
    model, _ = read_graph(file, LARGEST_NETWORK)
    return _weightless(record_name, model)


def _weightless(record_name: str, model: onnx.ModelProto) -> onnx.ModelProto:
    graph = strip_weights(model)
    graph.graph.name = record_name
    check_weightless(graph)
    return graph


def _run_builder(record_name: str, arguments: list[str]) -> None:
    # The process finds this package where this one did; what the library prints stays out of the report.
    path = os.pathsep.join(filter(None, [str(Path(__file__).parent.parent), os.environ.get("PYTHONPATH")]))
    command = [sys.executable, "-m", "verify.builders", *arguments]
    environment = {**os.environ, "PYTHONPATH": path}
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, env=environment, check=False)
    except subprocess.TimeoutExpired as error:
        raise VerifyError(f"{record_name}: not built within {SECONDS} seconds") from error
    if done.returncode:
        last = done.stderr.strip().splitlines()[-1:] or [f"the builder ended with status {done.returncode}"]
        raise VerifyError(f"{record_name}: {last[0]}")


def store(graph: onnx.ModelProto, path: Path, *, overwrite: bool = False) -> None:
    """Write a weightless graph to a file, all of it or nothing.

    Raises:
        VerifyError: the file is there already and `overwrite` is false.
    """
    if path.exists() and not overwrite:
        raise VerifyError(f"{path}: a graph is stored already")
    write_whole(path, graph.SerializeToString(deterministic=True))


def compare(stored: onnx.ModelProto, fresh: onnx.ModelProto) -> list[str]:
    """Say what differs between the architectures of two weightless graphs, a sentence each; names may differ.

    Compared are inputs and outputs, the number of nodes of each operator, the number of weights of each dtype and
    shape, and where all of these are the same, how they are connected.
    """
    differences = []
    for what, before, after in (
        ("inputs", _signature(stored.graph.input), _signature(fresh.graph.input)),
        ("outputs", _signature(stored.graph.output), _signature(fresh.graph.output)),
    ):
        if before != after:
            differences.append(f"{what}: {before} stored, {after} rebuilt")
    differences += _differing("operator", _operators(stored), _operators(fresh))
    differences += _differing("weight", _weights(stored), _weights(fresh))
    if not differences and _wiring(stored) != _wiring(fresh):
        return ["the same operators and weights, connected in another way"]
    return differences


def _differing(what: str, stored: Counter[str], fresh: Counter[str]) -> list[str]:
    return [
        f"{what} {key}: {stored[key]} stored, {fresh[key]} rebuilt"
        for key in sorted({*stored, *fresh})
        if stored[key] != fresh[key]
    ]


def _operators(model: onnx.ModelProto) -> Counter[str]:
    return Counter(node.op_type for node in model.graph.node)


def _weights(model: onnx.ModelProto) -> Counter[str]:
    return Counter(f"{_dtype(tensor.data_type)} {list(tensor.dims)}" for tensor in model.graph.initializer)


def _wiring(model: onnx.ModelProto) -> list[str]:
    """Return a digest for each output of what it is computed from: operators and shapes of weights, without names."""
    graph = model.graph
    origins = {value.name: f"input {position}" for position, value in enumerate(graph.input)}
    origins.update({tensor.name: f"weight {list(tensor.dims)}" for tensor in graph.initializer})
    for node in graph.node:
        read = ", ".join(origins.get(name, "") for name in node.input)
        digest = hashlib.sha256(f"{node.op_type}({read})".encode()).hexdigest()
        origins.update({name: f"{digest} {position}" for position, name in enumerate(node.output)})
    return [origins.get(value.name, "") for value in graph.output]


def _signature(values: Iterable[onnx.ValueInfoProto]) -> str:
    parts = []
    for value in values:
        tensor = value.type.tensor_type
        dims = ", ".join(dim.dim_param or str(dim.dim_value) for dim in tensor.shape.dim)
        parts.append(f"{_dtype(tensor.elem_type)} [{dims}]")
    return "; ".join(parts)


def _dtype(number: int) -> str:
    from onnx import TensorProto

    return TensorProto.DataType.Name(number).lower()
