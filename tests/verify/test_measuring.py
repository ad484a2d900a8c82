"""What is measured of a model: which data sets, at which sizes, with whose head."""

from __future__ import annotations

from pathlib import Path

import pytest

import catalog
from catalog.catalog import Catalog
from verify.measuring import Means, head_of, task_of

ZOO = Path(__file__).parents[2] / "catalog" / "zoo"


@pytest.fixture(scope="module")
def zoo() -> Catalog:
    return catalog.load(ZOO)


def test_a_derived_graph_has_the_head_of_its_origin(zoo: Catalog) -> None:
    head = zoo.models["YOLOv3_MobileNetV1_coco"].head
    assert head is not None
    assert [(anchor.width, anchor.height) for anchor in head.anchors][:2] == [(10, 13), (16, 30)]
    for name in ("YOLOv3_MobileNetV1_coco_prune_r578", "YOLOv3_MobileNetV1_coco_quant_aware"):
        assert zoo.models[name].head is None
        assert head_of(zoo, zoo.models[name]) == head
    assert (
        head_of(zoo, zoo.models["BlazeFace_NAS_widerface_quant_post"]) == zoo.models["BlazeFace_NAS_widerface"].priors
    )
    assert head_of(zoo, zoo.models["MobileNetV2"]) is None


def test_sizes_are_those_that_claims_are_about(zoo: Catalog, tmp_path: Path) -> None:
    means = Means({"coco": tmp_path, "imagenet-1k": tmp_path}, onnx=tmp_path / "a.onnx")
    task = task_of(zoo, "YOLOv3_MobileNetV1_coco", means)
    assert task is not None
    assert task.sizes == {"coco": (608, 416, 320)}
    assert list(task.datasets) == ["coco"]


def test_without_weights_there_is_nothing_to_measure(
    zoo: Catalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZOOPROOF_STORE", str(tmp_path))
    assert task_of(zoo, "YOLOv3_MobileNetV1_coco", Means({"coco": tmp_path})) is None
