"""Networks are really built by their libraries, and the stored graphs are those networks.

Run with the Python of an environment that has a library; the networks of the libraries that it lacks are left out.
"""

import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import onnx
import pytest

from verify.builders import BUILDERS
from verify.conventions import CONVENTIONS
from verify.counting import count
from verify.exceptions import VerifyError
from verify.rebuild import compare, rebuild

ROOT = Path(__file__).parents[2]
LIBRARY_COUNTS = json.loads((ROOT / "tests" / "data" / "library_counts.json").read_text())
"""Taken from the live networks by `live_network.py`."""
INPUT_SIZE = 224
POOLING = ("global_average_pool_input_elements", "global_average_pool_output_elements")
REBUILT = [
    "GhostNet_x0_5",
    "MobileNetV1_x0_25",
    "MobileNetV2_keras",
    "MobileNetV2_mmcls",
    "MobileNetV2_timm",
    "MobileNetV2_torchvision",
    "MobileNetV2_x0_25",
    "MobileNetV3_small_x0_35",
    "PPHGNetV2_B0",
    "ResNeXt50_vd_32x4d",
    "ShuffleNetV2_x0_25",
]
"""At least one network of each family and library."""
OTHERS = [
    ("MobileNetV2_x0_25", "paddleclas", "MobileNetV2_x0_5"),
    ("ResNeXt50_vd_32x4d", "paddleclas", "ResNeXt50_32x4d"),
    ("MobileNetV2_timm", "timm", "mobilenetv2_050"),
    ("MobileNetV2_torchvision", "torchvision", "mobilenet_v3_small"),
    ("MobileNetV2_keras", "mmcls", "mobilenet_v2"),
]
"""A record, and a network that is near it and not it."""


def is_here(library: str) -> bool:
    return not BUILDERS[library].missing()


HERE = [name for name in REBUILT if is_here(LIBRARY_COUNTS[name]["library"])]


def stored_path(name: str) -> Path:
    (path,) = (ROOT / "catalog" / "zoo" / "graphs").glob(f"*/{name}.onnx")
    return path


def stored(name: str) -> onnx.ModelProto:
    return onnx.load_model(stored_path(name), load_external_data=False)


@cache
def live(name: str, *arguments: str) -> dict[str, object]:
    entry = LIBRARY_COUNTS[name]
    script = Path(__file__).with_name("live_network.py")
    command = [sys.executable, str(script), entry["library"], entry["model"], str(INPUT_SIZE), *arguments]
    done = subprocess.run(
        command, capture_output=True, text=True, check=True, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    answer: dict[str, object] = json.loads(done.stdout)
    return answer


def test_this_python_has_a_library() -> None:
    assert HERE, "install one of the extras and run with that environment's Python"


@pytest.mark.parametrize("name", HERE)
def test_the_library_builds_the_stored_graph(name: str) -> None:
    fresh = rebuild(name, LIBRARY_COUNTS[name]["library"], LIBRARY_COUNTS[name]["model"], INPUT_SIZE)
    assert compare(stored(name), fresh) == []
    assert count(stored(name)).totals == count(fresh).totals


@pytest.mark.parametrize("name", HERE)
def test_the_recorded_counts_are_those_of_the_live_network(name: str) -> None:
    counts = live(name)
    for key in ("macs", "trainable", "with_statistics"):
        assert counts[key] == LIBRARY_COUNTS[name][key], key


@pytest.mark.parametrize("name", HERE)
def test_the_librarys_own_counter_agrees_with_its_convention(name: str) -> None:
    counts = live(name)
    totals = count(stored(name)).totals
    if counts["tool"] != "paddle.flops":
        assert counts["by_tool"] == counts["macs"]
        return
    (convention,) = (convention for convention in CONVENTIONS["flops"] if convention.tool == "paddle.flops")
    # MobileNetV3 pools with a class of PaddleClas' own, which paddle.flops does not know and counts as nothing.
    unseen = POOLING if name.startswith("MobileNetV3") else ()
    assert counts["by_tool"] == convention.value(totals) - sum(totals[tally] for tally in unseen)


@pytest.mark.parametrize("name", HERE)
def test_the_stored_graph_computes_what_the_live_network_does(name: str) -> None:
    outputs = live(name, str(stored_path(name)))
    assert isinstance(outputs["largest"], float)
    assert isinstance(outputs["difference"], float)
    assert outputs["largest"] > 0
    assert outputs["difference"] < 1e-4 * outputs["largest"]


@pytest.mark.parametrize(("name", "library", "model"), [other for other in OTHERS if is_here(other[1])])
def test_another_network_is_reported_as_different(name: str, library: str, model: str) -> None:
    differences = compare(stored(name), rebuild(name, library, model, INPUT_SIZE))
    assert any(difference.startswith(("operator", "weight")) for difference in differences)


@pytest.mark.parametrize("library", sorted({LIBRARY_COUNTS[name]["library"] for name in HERE}))
def test_a_network_that_the_library_does_not_have_is_named(library: str) -> None:
    with pytest.raises(VerifyError, match=r"^Wrong: .*'no_such_network'"):
        rebuild("Wrong", library, "no_such_network", INPUT_SIZE)
