"""Data sets of red and blue rectangles, and real detectors that find them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper, parser
from PIL import Image
from scipy.io import savemat

SIZE = 64
"""Side of the detectors' input."""
SIDE = 128
"""Side of the images."""
LABELS = ("red", "blue")
COLOURS = ((255, 0, 0), (0, 0, 255))
INPUT = (
    f"input: {{size: {SIZE}, interpolation: nearest, channels: RGB, scale: 1/255, mean: [0, 0, 0], std: [1, 1, 1], "
    "layout: NCHW, library: opencv, fit: stretch}"
)

Box = tuple[int, int, int, int]
"""Left, top, right, bottom in pixels; right and bottom are the first beyond the box."""


@dataclass(frozen=True)
class Drawn:
    """An image: at most one rectangle a colour."""

    boxes: tuple[Box | None, Box | None]
    """Where the red and the blue rectangle are."""

    def save(self, path: Path) -> Path:
        pixels = np.zeros((SIDE, SIDE, 3), np.uint8)
        for box, colour in zip(self.boxes, COLOURS, strict=True):
            if box is not None:
                left, top, right, bottom = box
                pixels[top:bottom, left:right] = colour
        path.parent.mkdir(parents=True, exist_ok=True)
        Image.fromarray(pixels).save(path)
        return path


IMAGES = (
    Drawn(((8, 8, 60, 48), (64, 64, 120, 120))),
    Drawn(((4, 20, 56, 44), None)),
    Drawn((None, (30, 40, 90, 100))),
    Drawn(((70, 2, 126, 62), (2, 70, 62, 126))),
)


def write_coco(root: Path, images: Sequence[Drawn] = IMAGES, shift: int = 0) -> Path:
    """Write images with COCO's annotations, whose categories' ids have gaps and another order than the classes.

    Args:
        root: The data set's folder.
        images: What to draw.
        shift: Pixels that the annotated boxes stand to the right of the drawn ones.
    """
    annotations = []
    for number, drawn in enumerate(images):
        drawn.save(root / "val2017" / f"{number}.png")
        for label, box in enumerate(drawn.boxes):
            if box is not None:
                left, top, right, bottom = box
                entry = {"image_id": number * 10, "category_id": (9, 4)[label], "id": len(annotations), "iscrowd": 0}
                annotations.append(entry | {"bbox": [left + shift, top, right - left, bottom - top]})
    content = {
        "images": [{"id": number * 10, "file_name": f"{number}.png"} for number in range(len(images))],
        "annotations": annotations,
        "categories": [{"id": 4, "name": "blue"}, {"id": 7, "name": "green"}, {"id": 9, "name": "red"}],
    }
    path = root / "annotations" / "instances_val2017.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content), encoding="utf-8")
    return root


def write_voc(root: Path, images: Sequence[Drawn] = IMAGES) -> Path:
    """Write images with VOC's annotations, whose boxes hold the pixels at their edges."""
    names = [f"{number:06}" for number in range(len(images))]
    for name, drawn in zip(names, images, strict=True):
        drawn.save(root / "JPEGImages" / f"{name}.png")
        objects = [
            f"<object><name>{LABELS[label]}</name><difficult>0</difficult><bndbox><xmin>{box[0]}</xmin>"
            f"<ymin>{box[1]}</ymin><xmax>{box[2] - 1}</xmax><ymax>{box[3] - 1}</ymax></bndbox></object>"
            for label, box in enumerate(drawn.boxes)
            if box is not None
        ]
        path = root / "Annotations" / f"{name}.xml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"<annotation>{''.join(objects)}</annotation>", encoding="utf-8")
    listing = root / "ImageSets" / "Main" / "test.txt"
    listing.parent.mkdir(parents=True, exist_ok=True)
    listing.write_text("\n".join(names), encoding="utf-8")
    return root


def cells(values: Sequence[object]) -> np.ndarray:
    """A MATLAB cell array of one column."""
    array = np.empty((len(values), 1), object)
    for position, value in enumerate(values):
        array[position, 0] = value
    return array


def write_wider_face(root: Path, images: Sequence[Drawn] = IMAGES) -> Path:
    """Write images with WIDER FACE's lists: red rectangles are easy faces, blue ones only hard."""
    boxes, numbers = [], {"easy": [], "medium": [], "hard": []}
    for number, drawn in enumerate(images):
        drawn.save(root / "WIDER_val" / "images" / "0--Parade" / f"{number}.jpg")
        found = [(label, box) for label, box in enumerate(drawn.boxes) if box is not None]
        boxes.append(np.array([(b[0], b[1], b[2] - b[0] - 1, b[3] - b[1] - 1) for _, b in found], float))
        easy = [at for at, (label, _) in enumerate(found, 1) if label == 0]
        for subset, kept in (("easy", easy), ("medium", easy), ("hard", list(range(1, len(found) + 1)))):
            numbers[subset].append(np.array(kept, np.uint8).reshape(-1, 1))
    folder = root / "eval_tools" / "ground_truth"
    folder.mkdir(parents=True, exist_ok=True)
    lists = {
        "event_list": cells(["0--Parade"]),
        "file_list": cells([cells([str(number) for number in range(len(images))])]),
        "face_bbx_list": cells([cells(boxes)]),
    }
    savemat(folder / "wider_face_val.mat", lists)
    for subset, kept in numbers.items():
        savemat(folder / f"wider_{subset}_val.mat", {"gt_list": cells([cells(kept)])})
    return root


BOXES = """
    zero = Constant<value_float = 0.0>()
    half = Constant<value_float = 0.5>()
    one = Constant<value_float = 1.0>()
    far = Constant<value_float = 100000.0>()
    shape = Shape(image)
    third = Constant<value_int = 2>()
    fourth = Constant<value_int = 3>()
    height = Gather(shape, third)
    width = Gather(shape, fourth)
    height_float = Cast<to = 1>(height)
    width_float = Cast<to = 1>(width)
    down_places = Range(zero, height_float, one)
    across_places = Range(zero, width_float, one)
    last = Constant<value_ints = [-1]>()
    colours = Gather<axis = 1>(image, channels)
    seen = Greater(colours, half)
    light = Where(seen, colours, zero)
    score = ReduceMax<keepdims = 0>(light, sides)
    across = ReduceMax<keepdims = 0>(light, vertical)
    down = ReduceMax<keepdims = 0>(light, horizontal)
    across_seen = Greater(across, half)
    down_seen = Greater(down, half)
    across_first = Where(across_seen, across_places, far)
    across_last = Where(across_seen, across_places, zero)
    down_first = Where(down_seen, down_places, far)
    down_last = Where(down_seen, down_places, zero)
    left = ReduceMin<keepdims = 0>(across_first, second)
    right_in = ReduceMax<keepdims = 0>(across_last, second)
    top = ReduceMin<keepdims = 0>(down_first, second)
    bottom_in = ReduceMax<keepdims = 0>(down_last, second)
    right = Add(right_in, one)
    bottom = Add(bottom_in, one)
    factor_down, factor_across = Split<axis = 1, num_outputs = 2>(scale_factor)
    l = Div(left, factor_across)
    t = Div(top, factor_down)
    r = Div(right, factor_across)
    b = Div(bottom, factor_down)
    score2 = Unsqueeze(score, last)
    l2 = Unsqueeze(l, last)
    t2 = Unsqueeze(t, last)
    r2 = Unsqueeze(r, last)
    b2 = Unsqueeze(b, last)
    row = Concat<axis = -1>(classes, score2, l2, t2, r2, b2)
    six = Constant<value_ints = [-1, 6]>()
    rows = Reshape(row, six)
    number = Constant<value_ints = [2]>()
    count = Cast<to = 6>(number)
"""


def write_colour_detector(path: Path, classes: Sequence[int] = (0, 1), *, any_size: bool = False) -> Path:
    """Write a detector that frames what is red and what is blue, in the form of PaddleDetection's exports.

    Args:
        path: Where.
        classes: The classes that it gives to red and blue.
        any_size: Whether it takes images of any size.
    """
    sides = "high, wide" if any_size else f"{SIZE}, {SIZE}"
    text = (
        f'<ir_version: 8, opset_import: ["" : 18]> net (float[1, 3, {sides}] image, float[1, 2] im_shape, '
        f"float[1, 2] scale_factor) => (float[n, 6] rows, int32[1] count) {{{BOXES}}}"
    )
    model = parser.parse_model(text)
    arrays = {
        "channels": np.array([0, 2]), "sides": np.array([2, 3]), "vertical": np.array([2]), "horizontal": np.array([3]),
        "second": np.array([2]), "classes": np.array(classes, np.float32).reshape(1, 2, 1),
    }  # fmt: skip
    model.graph.initializer.extend(numpy_helper.from_array(array, name) for name, array in arrays.items())
    onnx.checker.check_model(model)
    onnx.save(model, path)
    return path


def write_yolo_detector(path: Path, size: int | str = SIZE, cell: int = 16) -> Path:
    """Write a YOLO network of one map and one anchor a cell, that finds red (class 0) and blue cells (class 1).

    What it finds is exactly the cell, for an anchor of the cell's sides.
    """
    weights = np.zeros((7, 3, 1, 1), np.float32)
    weights[4, [0, 2]] = 40.0
    weights[5, 0] = weights[6, 2] = 40.0
    bias = np.array([0, 0, 0, 0, -20, -20, -20], np.float32)
    nodes = [
        helper.make_node("AveragePool", ["images"], ["means"], kernel_shape=[cell, cell], strides=[cell, cell]),
        helper.make_node("Conv", ["means", "weights", "bias"], ["map"]),
    ]
    images = helper.make_tensor_value_info("images", TensorProto.FLOAT, ["batch", 3, size, size])
    output = helper.make_tensor_value_info("map", TensorProto.FLOAT, ["batch", 7, None, None])
    initializers = [numpy_helper.from_array(weights, "weights"), numpy_helper.from_array(bias, "bias")]
    graph = helper.make_graph(nodes, "yolo", [images], [output], initializers)
    onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8), path)
    return path


def write_prior_detector(path: Path, cell: int = 16, *, quantized: bool = False) -> Path:
    """Write a detector of one map with one prior box a cell, that takes red cells for faces.

    It takes images of any size and ends in offsets, which are 0, and in scores of the background and of a face.

    Args:
        path: Where.
        cell: Side of a cell in pixels.
        quantized: Whether it reads the image in eight bits.
    """
    weights = np.zeros((2, 3, 1, 1), np.float32)
    weights[1, 0], weights[1, 2] = 40.0, -40.0
    arrays = {
        "weights": weights, "bias": np.array([0, -20], np.float32), "nothing": np.zeros((4, 3, 1, 1), np.float32),
        "four": np.array([0, -1, 4]), "two": np.array([0, -1, 2]), "scale": np.array(1 / 127, np.float32),
        "zero": np.array(0, np.int8),
    }  # fmt: skip
    pooling = {"kernel_shape": [cell, cell], "strides": [cell, cell], "auto_pad": "SAME_UPPER"}
    nodes = [
        helper.make_node("AveragePool", ["seen" if quantized else "images"], ["means"], **pooling),
        helper.make_node("Conv", ["means", "nothing"], ["offset_map"]),
        helper.make_node("Conv", ["means", "weights", "bias"], ["score_map"]),
        helper.make_node("Transpose", ["offset_map"], ["offset_places"], perm=[0, 2, 3, 1]),
        helper.make_node("Transpose", ["score_map"], ["score_places"], perm=[0, 2, 3, 1]),
        helper.make_node("Reshape", ["offset_places", "four"], ["offsets"]),
        helper.make_node("Reshape", ["score_places", "two"], ["scores"]),
    ]
    if quantized:
        nodes.insert(0, helper.make_node("QuantizeLinear", ["images", "scale", "zero"], ["bytes"]))
        nodes.insert(1, helper.make_node("DequantizeLinear", ["bytes", "scale", "zero"], ["seen"]))
    images = helper.make_tensor_value_info("images", TensorProto.FLOAT, ["batch", 3, "height", "width"])
    outputs = [
        helper.make_tensor_value_info(name, TensorProto.FLOAT, ["batch", "boxes", size])
        for name, size in (("offsets", 4), ("scores", 2))
    ]
    initializers = [numpy_helper.from_array(array, name) for name, array in arrays.items()]
    graph = helper.make_graph(nodes, "priors", [images], outputs, initializers)
    onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8), path)
    return path
