"""Print what was counted in an ONNX file: tables for people, JSON and CSV for machines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

import click

from catalog.export import to_csv, to_json
from catalog.tables import print_table
from verify.counting import TALLIES
from verify.counting.counts import MAC_TALLIES, TRAINABLE_TALLIES
from verify.onnx_file import FileCounts

OTHER_TALLIES = (
    "conv_bias_adds",
    "linear_bias_adds",
    "batch_norm_elements",
    "other_norm_elements",
    "relu_elements",
    "clip_elements",
    "leaky_relu_elements",
    "sigmoid_elements",
    "other_activation_elements",
    "max_pool_output_elements",
    "average_pool_output_elements",
    "global_average_pool_input_elements",
    "elementwise_elements",
    "softmax_elements",
    "resize_elements",
    "reduction_elements",
)
"""Operations beside the multiply-adds, each element once."""

_COLUMNS = ("MACs", "other operations", "params", "activations")


def print_counts(file: FileCounts, output: str) -> None:
    """Print what was counted as `table`, `json` or `csv`."""
    if output == "json":
        click.echo(to_json(as_json(file)), nl=False)
    elif output == "csv":
        click.echo(as_csv(file), nl=False)
    else:
        _print_tables(file)


def as_json(file: FileCounts) -> dict[str, Any]:
    """Everything that was counted, as plain data."""
    counts = file.counts
    return {
        "file": str(file.path),
        "opset": file.opset,
        "inputs": {name: list(shape) for name, shape in file.inputs.items()},
        "macs": counts.macs,
        "params": counts.params,
        "activations": counts.totals["all_output_elements"],
        "peak_memory_bytes": counts.peak_memory_bytes,
        "uncounted": dict(counts.uncounted),
        "problems": list(file.problems),
        "conventions": [
            {
                "quantity": convention.quantity,
                "convention": convention.id,
                "total": total,
                "tool": convention.tool,
                "erroneous": convention.erroneous,
            }
            for convention, total in file.conventions()
        ],
        "tallies": dict(counts.totals),
        "operators": counts.by_operator(),
        "layers": [
            {
                "name": node.name,
                "operator": node.op_type,
                "output_shape": None if node.output_shape is None else list(node.output_shape),
                "tallies": dict(node.tallies),
            }
            for node in counts.nodes
        ],
    }


def as_csv(file: FileCounts) -> str:
    """A row a layer: name, operator, shape of its output, then every tally."""
    rows = (
        {
            "name": node.name,
            "operator": node.op_type,
            "output_shape": _shape(node.output_shape),
            **{tally: node.tallies.get(tally, 0) for tally in TALLIES},
        }
        for node in file.counts.nodes
    )
    return to_csv(rows, ("name", "operator", "output_shape", *TALLIES))


def _print_tables(file: FileCounts) -> None:
    counts = file.counts
    sizes = ", ".join(f"{name} {_shape(shape)}" for name, shape in file.inputs.items())
    click.echo(f"{file.path}: opset {file.opset}, {sizes or 'no inputs'}\n")
    layers = [node for node in counts.nodes if any(node.tallies.values())]
    print_table(
        ("layer", "operator", "output", *_COLUMNS),
        [(node.name, node.op_type, _shape(node.output_shape), *_amounts(node.tallies)) for node in layers],
        right=_COLUMNS,
    )
    click.echo()
    nodes = Counter(node.op_type for node in counts.nodes)
    rows = [(name, str(nodes[name]), *_amounts(tallies)) for name, tallies in counts.by_operator().items()]
    print_table(
        ("operator", "nodes", *_COLUMNS),
        [*rows, ("total", str(nodes.total()), *_amounts(counts.totals))],
        right=("nodes", *_COLUMNS),
    )
    click.echo()
    print_table(
        ("quantity", "convention", "total", "as counted by"),
        [
            (convention.quantity, convention.id, f"{total:,}", _tool(convention.tool, convention.erroneous))
            for convention, total in file.conventions()
        ],
        right=("total",),
    )
    click.echo()
    peak = "unknown" if counts.peak_memory_bytes is None else f"{counts.peak_memory_bytes:,} bytes"
    click.echo(
        f"{counts.macs:,} MACs, {counts.params:,} params, {counts.totals['all_output_elements']:,} activations, "
        f"peak memory of activations {peak}"
    )
    for note in counts.notes:
        click.echo(f"note: {note}")
    for problem in file.problems:
        click.echo(f"note: {problem}")
    for operator, number in counts.uncounted.items():
        click.echo(f"not counted: {operator} ({number} {'node' if number == 1 else 'nodes'})")


def _amounts(tallies: Mapping[str, int]) -> tuple[str, ...]:
    groups = (MAC_TALLIES, OTHER_TALLIES, TRAINABLE_TALLIES, ("all_output_elements",))
    sums = (sum(tallies.get(tally, 0) for tally in group) for group in groups)
    return tuple(f"{amount:,}" if amount else "" for amount in sums)


def _shape(shape: tuple[int, ...] | None) -> str:
    return "?" if shape is None else "x".join(map(str, shape)) or "scalar"


def _tool(tool: str | None, erroneous: bool) -> str:
    return f"{tool or ''}{', by mistake' if erroneous else ''}"
