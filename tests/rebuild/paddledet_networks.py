"""PaddleDetection's own networks, as layers that take images and return what the stored graphs return.

Its packages import all of their modules at once, and with them image and evaluation libraries that no network needs.
Here they are entered without that: only the modules of the networks are read.
"""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any

import paddle

PARTS = ("backbones", "necks", "heads", "losses", "assigners")
BARE = ("", ".utils", ".metrics", ".modeling", *(f".modeling.{part}" for part in PARTS))
BACKBONES: dict[str, tuple[str, str, dict[str, Any]]] = {
    "mobilenet_v1": ("mobilenet_v1", "MobileNet", {}),
    "r34": ("resnet", "ResNet", {"depth": 34}),
    "r50vd_dcn": ("resnet", "ResNet", {"depth": 50, "variant": "d", "dcn_v2_stages": [3]}),
}
RESNET = {"return_idx": [1, 2, 3], "freeze_at": -1, "freeze_norm": False}
NAS = {
    "blaze_filters": [[12, 12], [12, 12, 2], [12, 12]],
    "double_blaze_filters": [[12, 16, 24, 2], [24, 12, 24], [24, 16, 72, 2], [72, 12, 72]],
}
"""The filters of the static configuration blazeface_nas.yml."""
SIZES = [[16.0, 24.0], [32.0, 48.0, 64.0, 80.0, 96.0, 128.0]]


class Unused:
    """Stands for classes that the modules of the heads name and no network needs."""

    def __init__(self, *_args: object, **_settings: object) -> None:
        pass


class YOLOv3(paddle.nn.Layer):  # type: ignore[misc]
    def __init__(self, name: str) -> None:
        super().__init__()
        name, voc = name.removeprefix("yolov3_").removesuffix("_voc"), name.endswith("_voc")
        module, kind, settings = BACKBONES[name]
        self.backbone = network("backbones", module, kind)(**settings, **(RESNET if kind == "ResNet" else {}))
        channels = [shape.channels for shape in self.backbone.out_shape]
        self.neck = network("necks", "yolo_fpn", "YOLOv3FPN")(in_channels=channels)
        self.head = network("heads", "yolo_head", "YOLOv3Head")(num_classes=20 if voc else 80, loss=None)

    def forward(self, images: Any) -> Any:
        return self.head(self.neck(self.backbone({"image": images})))


class BlazeFace(paddle.nn.Layer):  # type: ignore[misc]
    def __init__(self, name: str) -> None:
        super().__init__()
        settings = NAS if name == "blazeface_nas" else {}
        self.backbone = network("backbones", "blazenet", "BlazeNet")(act="relu", **settings)
        anchors = {"min_sizes": SIZES, "max_sizes": [[], []], "aspect_ratios": [[1.0], [1.0]], "steps": [8.0, 16.0]}
        channels = [shape.channels for shape in self.backbone.out_shape]
        self.head = network("heads", "face_head", "FaceHead")(1, channels, anchors, loss=None)
        self.head.anchor_generator = lambda *_: None

    def forward(self, images: Any) -> Any:
        (boxes, scores), _ = self.head(self.backbone({"image": images}), images)
        return [paddle.concat(boxes, 1), paddle.concat(scores, 1)]


def build(name: str) -> paddle.nn.Layer:
    """Return the network of a configuration in inference mode."""
    _enter_bare_packages()
    layer = (BlazeFace if name.startswith("blazeface") else YOLOv3)(name)
    layer.eval()
    return layer


def part_of(module: str) -> Any:
    """Return a module of PaddleDetection, such as `modeling.layers`."""
    _enter_bare_packages()
    return import_module(f"ppdet.{module}")


def network(part: str, module: str, name: str) -> Any:
    return getattr(import_module(f"ppdet.modeling.{part}.{module}"), name)


def _enter_bare_packages() -> None:
    spec = find_spec("ppdet") if "ppdet" not in sys.modules else None
    if spec is None or spec.origin is None:
        return
    root = Path(spec.origin).parent
    for suffix in BARE:
        package = ModuleType(f"ppdet{suffix}")
        package.__path__ = [str(root.joinpath(*suffix.split(".")[1:]))]
        sys.modules[package.__name__] = package
    sys.modules["ppdet.modeling.losses"].IouLoss = Unused  # type: ignore[attr-defined]
    assigner = ModuleType("ppdet.modeling.assigners.simota_assigner")
    assigner.SimOTAAssigner = Unused  # type: ignore[attr-defined]
    sys.modules[assigner.__name__] = assigner
