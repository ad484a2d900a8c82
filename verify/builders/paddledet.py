"""Networks of PaddleDetection, which no exporter brings to ONNX whole: written here after its definitions.

No library is needed; `make test-rebuild` holds the graphs against PaddleDetection's own networks.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING

from verify.builders.backbones import mobilenet_v1, resnet34, resnet50_vd_dcn
from verify.builders.blazeface import NAS, ORIGINAL, blazeface, blazeface_lite
from verify.builders.yolov3 import yolov3
from verify.exceptions import VerifyError

if TYPE_CHECKING:
    import onnx

COCO_CLASSES = 80
VOC_CLASSES = 20

NETWORKS: Mapping[str, Callable[[], onnx.ModelProto]] = MappingProxyType(
    {
        "yolov3_mobilenet_v1": partial(yolov3, mobilenet_v1, COCO_CLASSES),
        "yolov3_mobilenet_v1_voc": partial(yolov3, mobilenet_v1, VOC_CLASSES),
        "yolov3_r34": partial(yolov3, resnet34, COCO_CLASSES),
        "yolov3_r34_voc": partial(yolov3, resnet34, VOC_CLASSES),
        "yolov3_r50vd_dcn": partial(yolov3, resnet50_vd_dcn, COCO_CLASSES),
        "yolov3_r50vd_dcn_obj365_pretrained_coco": partial(yolov3, resnet50_vd_dcn, COCO_CLASSES),
        "blazeface": partial(blazeface, ORIGINAL),
        "blazeface_lite": blazeface_lite,
        "blazeface_nas": partial(blazeface, NAS),
    }
)
"""Configurations of PaddleDetection; `blazeface_lite` is `blazeface` with `lite_edition: true`."""


def export(model: str, input_size: int) -> onnx.ModelProto:
    """Return a network of PaddleDetection as an ONNX graph that takes images of any size.

    Args:
        model: Name of the configuration.
        input_size: Not needed: height and width are open.

    Raises:
        VerifyError: no network of that name is written here.
    """
    del input_size
    try:
        network = NETWORKS[model]
    except KeyError:
        raise VerifyError(f"paddledet has no network {model!r} here, expected one of: {', '.join(NETWORKS)}") from None
    return network()
