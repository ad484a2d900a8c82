"""Graphs of detectors: what they hold and how large they are."""

from pathlib import Path

import pytest

import catalog
from verify.builders.blazeface import LITE
from verify.builders.paddledet import NETWORKS, export
from verify.counting import count
from verify.exceptions import VerifyError
from verify.graph import graph_facts
from verify.weightless import check_weightless, described_weights, strip_weights

MAP_CHANNELS = {80: 255, 20: 75}


@pytest.mark.parametrize("name", NETWORKS)
def test_a_graph_is_valid_small_and_open(name: str) -> None:
    graph = strip_weights(export(name, 64))
    check_weightless(graph)
    facts = graph_facts(graph, name, "")
    assert facts.inputs[0].shape == ("batch", 3, "height", "width")
    assert len(graph.SerializeToString()) < 64 * 1024
    assert count(graph, {"images": (1, 3, 64, 64)}).uncounted == {}


@pytest.mark.parametrize(("name", "classes"), [("yolov3_r34", 80), ("yolov3_r34_voc", 20)])
def test_yolov3_ends_in_a_map_for_each_stride(name: str, classes: int) -> None:
    outputs = graph_facts(export(name, 64), name, "").outputs
    channels = MAP_CHANNELS[classes]
    assert [output.shape for output in outputs] == [
        ("batch", channels, f"height/{stride}", f"width/{stride}") for stride in (32, 16, 8)
    ]


def test_classes_change_the_last_convolutions_only() -> None:
    shapes = [
        {tensor.name: list(tensor.dims) for tensor in described_weights(export(name, 64))}
        for name in ("yolov3_mobilenet_v1", "yolov3_mobilenet_v1_voc")
    ]
    differing = {name for name in shapes[0] if shapes[0][name] != shapes[1][name]}
    assert differing == {f"yolo_output.{branch}.conv.{part}" for branch in range(3) for part in ("weights", "bias")}


def test_deformable_convolution_is_in_the_last_stage_only() -> None:
    nodes = export("yolov3_r50vd_dcn", 64).graph.node
    assert [node.name for node in nodes if node.op_type == "DeformConv"] == [f"res5{b}_branch2b" for b in "abc"]


def test_the_lite_edition_counts_as_its_table_says() -> None:
    channels, side, macs = 24, 320, 320 * 320 * 24 * 3 * 25
    for output, stride in LITE:
        side //= stride
        macs += side * side * channels * (9 + output)
        macs += side * side * channels * output if channels != output else 0
        channels = output
    macs += 80 * 80 * 9 * 88 * 2 * (4 + 2) + 40 * 40 * 9 * 96 * 6 * (4 + 2)
    assert count(export("blazeface_lite", 640), {"images": (1, 3, 640, 640)}).macs == macs


def test_an_unknown_configuration_gets_the_known_ones() -> None:
    with pytest.raises(VerifyError, match="paddledet has no network 'ssd' here, expected one of: yolov3_mobilenet_v1,"):
        export("ssd", 300)


def test_the_stored_graphs_are_those_that_are_written_here() -> None:
    zoo = catalog.load(Path(__file__).parents[3] / "catalog" / "zoo")
    built = [
        (model.name, model.built_from.model)
        for model in zoo.models.values()
        if model.built_from is not None and model.built_from.library == "paddledet"
    ]
    assert len(built) == 9
    for name, configuration in built:
        path = zoo.graph_path(name)
        assert path is not None
        written = strip_weights(export(configuration, 64))
        written.graph.name = name
        assert path.read_bytes() == written.SerializeToString(deterministic=True), name
