"""Count the same networks with Zooproof and with its peers, in one run: multiply-adds, seconds, peak memory, ratios.

onnx-tool, fvcore and PyTorch's flop counter take part where they are installed (the last two with timm, which defines
the networks). Each count runs in a process of its own. Its first round tells the total and the peak memory, the best of
five (fewer when they are slow) the seconds, from the file (or from building the network) to the total, without imports.
onnx-tool needs weights, and constants that are tensors; it gets the same graph with zeros for weights.

    python benchmarks/counting.py [GRAPH ...]
"""

from __future__ import annotations

import argparse
import contextlib
import importlib.util
import io
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).parent.parent
FIXTURES = ROOT / "tests" / "data" / "graphs"
ZOO = ROOT / "catalog" / "zoo" / "graphs"

NETWORKS = {
    FIXTURES / "vit_small_patch16_224.onnx": "vit_small_patch16_224",
    FIXTURES / "swin_tiny_patch4_window7_224.onnx": "swin_tiny_patch4_window7_224",
    FIXTURES / "convnext_tiny.onnx": "convnext_tiny",
    ZOO / "ResNeXt" / "ResNeXt50_32x4d.onnx": "resnext50_32x4d",
    ZOO / "ResNeXt" / "ResNeXt152_64x4d.onnx": None,
    ZOO / "MobileNetV1" / "MobileNetV1.onnx": None,
    ZOO / "MobileNetV2" / "MobileNetV2_timm.onnx": "mobilenetv2_100",
    ZOO / "PPHGNetV2" / "PPHGNetV2_B4.onnx": "hgnetv2_b4",
    ZOO / "GhostNet" / "GhostNet_x1_0.onnx": "ghostnet_100",
}
"""Graph → timm's name of the network; None where timm does not have it."""

ROUNDS = 5
LONG = 5.0
"""Seconds of rounds after which no further one begins."""

MODULES = {
    "zooproof": ("onnx",),
    "onnx-tool": ("onnx_tool",),
    "fvcore": ("fvcore", "timm"),
    "torch flop_counter": ("torch", "timm"),
}
"""Tool → the modules that it needs."""


@dataclass(frozen=True)
class Count:
    """What one tool found for one network."""

    macs: int
    uncounted: Sequence[str] = ()


def zooproof(graph: Path) -> Count:
    """Our counter, from the weightless file."""
    from verify.counting import count
    from verify.skimming import skim

    counts = count(skim(graph))
    return Count(counts.macs, tuple(counts.uncounted))


def onnx_tool(graph: Path) -> Count:
    """onnx-tool, from a file with weights."""
    import numpy as np
    import onnx
    import onnx_tool

    model = onnx_tool.Model(onnx.load(graph), {"verbose": False})
    model.graph.graph_reorder_nodes()
    model.graph.shape_infer({value.name: np.ones(_sizes(value), np.float32) for value in model.mproto.graph.input})
    model.graph.profile()
    return Count(round(model.graph.macs[0]))


def fvcore(network: str) -> Count:
    """fvcore, which calls a multiply-add one flop; it does not trace the meta device."""
    import logging

    from fvcore.nn import FlopCountAnalysis

    logging.getLogger("fvcore").setLevel(logging.ERROR)
    analysis = FlopCountAnalysis(*_network(network, "cpu"))
    return Count(round(analysis.total()), tuple(analysis.unsupported_ops()))


def torch_flop_counter(network: str) -> Count:
    """PyTorch's counter, which calls a multiply-add two flops."""
    from torch.utils.flop_counter import FlopCounterMode

    model, data = _network(network, "meta")
    with FlopCounterMode(display=False) as counter:
        model(data)
    return Count(counter.get_total_flops() // 2)


def _network(network: str, device: str) -> tuple[Any, Any]:
    from verify.builders.torch_export import import_torchvision

    import_torchvision()
    import timm
    import torch

    with torch.device(device):
        return timm.create_model(network).eval(), torch.zeros(1, 3, 224, 224)


def _sizes(value: Any) -> tuple[int, ...]:
    return tuple(dim.dim_value or 1 for dim in value.type.tensor_type.shape.dim)


def filled(graph: Path, target: Path) -> None:
    """Write `graph` with zeros for its weights, and every constant as a tensor, to `target`."""
    import numpy as np
    import onnx
    from onnx import helper, numpy_helper

    model = onnx.load(graph, load_external_data=False)
    for node in model.graph.node:
        if node.op_type == "Constant" and node.attribute[0].name != "value":
            value = np.array(helper.get_attribute_value(node.attribute[0]))
            value = value.astype(np.float32) if value.dtype == np.float64 else value
            del node.attribute[:]
            node.attribute.append(helper.make_attribute("value", numpy_helper.from_array(value)))
    for tensor in model.graph.initializer:
        if tensor.data_location == onnx.TensorProto.EXTERNAL:
            elements = 1
            for size in tensor.dims:
                elements *= size
            del tensor.external_data[:]
            tensor.ClearField("data_location")
            tensor.raw_data = bytes(elements * helper.tensor_dtype_to_np_dtype(tensor.data_type).itemsize)
    onnx.save(model, target)


def _peak_megabytes() -> float:
    """This process's largest resident memory; Linux's `ru_maxrss` would begin with that of the parent."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    raise OSError("/proc/self/status names no peak memory")


def measure(tool: str, subject: str) -> dict[str, Any]:
    """Count `subject` with `tool` in this process."""
    count: Callable[[], Count] = {
        "zooproof": partial(zooproof, Path(subject)),
        "onnx-tool": partial(onnx_tool, Path(subject)),
        "fvcore": partial(fvcore, subject),
        "torch flop_counter": partial(torch_flop_counter, subject),
    }[tool]
    with contextlib.redirect_stdout(io.StringIO()):
        found = count()
        memory = _peak_megabytes()
        seconds: list[float] = []
        while len(seconds) < ROUNDS and sum(seconds) < LONG:
            started = time.perf_counter()
            count()
            seconds.append(time.perf_counter() - started)
    return {"macs": found.macs, "uncounted": list(found.uncounted), "seconds": min(seconds), "megabytes": memory}


def run(tool: str, subject: str) -> dict[str, Any]:
    """Count in a fresh process; the answer holds `error` when the tool fails."""
    arguments = [sys.executable, __file__, "--measure", tool, subject]
    done = subprocess.run(arguments, capture_output=True, text=True, check=False, cwd=ROOT)
    if done.returncode:
        return {"error": (done.stderr.strip().splitlines() or ["it ended without a word"])[-1]}
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def compare(graphs: Sequence[Path]) -> Table:
    """Count every graph with every tool that is installed."""
    table = Table("network", "tool", "MACs", "against ours", "ms", "× our time", "MB", "uncounted or error")
    tools = [tool for tool, needed in MODULES.items() if all(map(importlib.util.find_spec, needed))]
    with tempfile.TemporaryDirectory() as folder:
        for graph in graphs:
            ours: dict[str, Any] = {}
            for tool in tools:
                subject: str | None = str(graph)
                if tool == "onnx-tool":
                    subject = str(Path(folder) / graph.name)
                    filled(graph, Path(subject))
                elif tool != "zooproof":
                    subject = NETWORKS.get(graph)
                if subject is None:
                    continue
                found = run(tool, subject)
                ours = ours or found
                table.add_row(graph.stem if tool == "zooproof" else "", tool, *_cells(found, ours))
    return table


def _cells(found: dict[str, Any], ours: dict[str, Any]) -> tuple[str, ...]:
    if "error" in found:
        return ("", "", "", "", "", found["error"][:80])
    difference = found["macs"] / ours["macs"] - 1
    return (
        f"{found['macs']:,}",
        f"{difference:+.2%}" if difference else "same",
        f"{found['seconds'] * 1000:.1f}",
        f"{found['seconds'] / ours['seconds']:.1f}",
        f"{found['megabytes']:.0f}",
        ", ".join(found["uncounted"]),
    )


def main() -> None:
    """Run the comparison, or one measurement of it."""
    sys.path.insert(0, str(ROOT))
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("graphs", nargs="*", type=Path, metavar="GRAPH")
    parser.add_argument("--measure", nargs=2, metavar=("TOOL", "SUBJECT"), help="one count in this process, as JSON")
    arguments = parser.parse_args()
    if arguments.measure:
        print(json.dumps(measure(*arguments.measure)))
        return
    Console(width=200).print(compare([graph.resolve() for graph in arguments.graphs] or list(NETWORKS)))


if __name__ == "__main__":
    main()
