"""Trained detectors: which graphs are taken for one."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper

from tests.verify.accuracy import digits
from tests.verify.accuracy.detection.drawn import SIZE, write_colour_detector, write_prior_detector, write_yolo_detector
from verify.accuracy.detection.preparing import PreparedImage
from verify.exceptions import VerifyError
from verify.trained_detector import Form, open_detector

SIDES = (SIZE, SIZE)
IMAGE = PreparedImage(np.zeros((3, SIZE, SIZE), np.float32), SIDES, SIDES, SIDES, (1.0, 1.0))


def constant_detector(path: Path, rows: np.ndarray, count: int | None) -> Path:
    """Write a detector that gives the same rows for every image."""
    nodes = [helper.make_node("Constant", [], ["rows"], value=onnx.numpy_helper.from_array(rows.astype(np.float32)))]
    outputs = [helper.make_tensor_value_info("rows", TensorProto.FLOAT, ["rows", rows.shape[-1]])]
    if count is not None:
        number = onnx.numpy_helper.from_array(np.array([count], np.int32))
        nodes.append(helper.make_node("Constant", [], ["count"], value=number))
        outputs.append(helper.make_tensor_value_info("count", TensorProto.INT32, [1]))
    image = helper.make_tensor_value_info("image", TensorProto.FLOAT, ["batch", 3, SIZE, SIZE])
    graph = helper.make_graph(nodes, "net", [image], outputs)
    onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8), path)
    return path


def test_the_forms(tmp_path: Path) -> None:
    assert open_detector(write_colour_detector(tmp_path / "rows.onnx")).form is Form.ROWS
    assert open_detector(write_yolo_detector(tmp_path / "maps.onnx")).form is Form.MAPS
    assert open_detector(write_prior_detector(tmp_path / "priors.onnx")).form is Form.PRIORS


def test_the_number_format(tmp_path: Path) -> None:
    assert open_detector(write_prior_detector(tmp_path / "float.onnx")).precision == "fp32"
    assert open_detector(write_prior_detector(tmp_path / "bytes.onnx", quantized=True)).precision == "int8"


def test_a_record_with_the_head_of_another_form(tmp_path: Path) -> None:
    network = open_detector(write_prior_detector(tmp_path / "priors.onnx"))
    with pytest.raises(VerifyError, match=r"ends in offsets from prior boxes, and the record states no priors"):
        network.find(IMAGE, None, 1)


def test_a_classifier_is_none(tmp_path: Path) -> None:
    with pytest.raises(VerifyError, match=r"expected a detector as PaddleDetection .* found image\[.*scores\["):
        open_detector(digits.write_network(tmp_path / "digits.onnx"))


def test_rows_without_an_object(tmp_path: Path) -> None:
    rows = np.array([(-1, 0.9, 0, 0, 1, 1), (0, 0, 0, 0, 1, 1), (0, 0.3, 2, 2, 9, 9), (1, 0.7, 1, 1, 5, 5)])
    found = open_detector(constant_detector(tmp_path / "a.onnx", rows, 4)).find(IMAGE, None, 2)
    assert found.round(3).tolist() == [[1, 0.7, 1, 1, 5, 5], [0, 0.3, 2, 2, 9, 9]]
    assert len(open_detector(constant_detector(tmp_path / "a.onnx", rows, 3)).find(IMAGE, None, 2)) == 1
    assert len(open_detector(constant_detector(tmp_path / "a.onnx", rows, None)).find(IMAGE, None, 2)) == 2


def test_a_network_of_one_class_may_count_the_background(tmp_path: Path) -> None:
    faces = np.array([(1, 0.7, 1, 1, 5, 5)])
    assert open_detector(constant_detector(tmp_path / "a.onnx", faces, 1)).find(IMAGE, None, 1)[0, 0] == 0


@pytest.mark.parametrize(
    ("rows", "count", "message"),
    [
        ([(0, 0.9, 0, 0, 1, 1)], 7, r"1 rows are counted as \[7\]"),
        ([(0, 0.9, 0, 0, 1, 1)], -1, r"1 rows are counted as \[-1\]"),
        ([(0, 0.9, 0, 0, 1e30, 1)], 1, "expected boxes in pixels"),
        ([(0, 0.9, 0, 0, float("nan"), 1)], 1, "expected finite outputs"),
        ([(5, 0.9, 0, 0, 1, 1)], 1, "finds the class 5, expected one from 0 to 1"),
        ([(0, 0.9, 0, 0)], 1, "expected a detector as PaddleDetection exports it"),
    ],
)
def test_what_is_no_detection(rows: list[tuple[float, ...]], count: int, message: str, tmp_path: Path) -> None:
    path = constant_detector(tmp_path / "hostile.onnx", np.array(rows), count)
    with pytest.raises(VerifyError, match=rf"hostile\.onnx: .*{message}"):
        open_detector(path).find(IMAGE, None, 2)
