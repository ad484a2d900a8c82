"""What a record says of its input, as Python that can be run: for torchvision, and for ONNX Runtime without torch."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from catalog.record import Input
from verify.accuracy.preprocessing import parse_scale

_NEEDED = ("scale", "mean", "std")
"""What must be stated before pixels can become a tensor."""
_PILLOW_FILTERS = {"bilinear": "BILINEAR", "bicubic": "BICUBIC", "nearest": "NEAREST", "area": "BOX"}
"""Pillow's names, which are torchvision's too."""


def torchvision_code(stated: Input) -> str:
    """Return the transforms that make an image into the network's input; empty if torchvision can't do what is stated.

    Its `ToTensor` divides by 255 and keeps RGB.
    """
    if _scale(stated) != Fraction(1, 255) or _lacking(stated) or not _rounds_like_torchvision(stated):
        return ""
    if stated.channels == "BGR" or stated.layout == "NHWC" or stated.library == "opencv" or _is_beyond_a_resize(stated):
        return ""
    method = _PILLOW_FILTERS[stated.interpolation] if stated.interpolation else ""
    how = f", transforms.InterpolationMode.{method}" if method else ""
    side = stated.resize or f"({stated.size}, {stated.size})"
    steps = [
        f"transforms.Resize({side}{how})",
        *([f"transforms.CenterCrop({stated.size})"] if stated.resize else []),
        "transforms.ToTensor()",
        f"transforms.Normalize({_numbers(stated.mean)}, {_numbers(stated.std)})",
    ]
    body = "".join(f"    {step},\n" for step in steps)
    return (
        "from PIL import Image\nfrom torchvision import transforms\n\n"
        f"preprocess = transforms.Compose([\n{body}])\n"
        'batch = preprocess(Image.open("image.jpg").convert("RGB")).unsqueeze(0)'
    )


def onnxruntime_code(model: str, stated: Input) -> str:
    """Return Python that makes an image into the input and runs the model; empty if too little is stated."""
    if _lacking(stated) or _is_beyond_a_resize(stated):
        return ""
    lines = [*_opencv(stated)] if stated.library == "opencv" else [*_pillow(stated)]
    if stated.channels == "BGR":
        lines.append("pixels = pixels[:, :, ::-1]")
    lines += [
        f"pixels = pixels.astype(np.float32) * np.float32({_scale(stated)})",
        f"pixels = (pixels - np.float32({_numbers(stated.mean)})) / np.float32({_numbers(stated.std)})",
        f"batch = np.ascontiguousarray(pixels{'' if stated.layout == 'NHWC' else '.transpose(2, 0, 1)'}[np.newaxis])",
        "",
        f'session = onnxruntime.InferenceSession("{model}.onnx")',
        "outputs = session.run(None, {session.get_inputs()[0].name: batch})",
    ]
    return "\n".join(lines)


def unstated(stated: Input) -> tuple[str, ...]:
    """Return the fields that the tensor depends on and the record does not state."""
    names = ("interpolation", "channels", "scale", "mean", "std", "layout", "library")
    return tuple(name for name in names if getattr(stated, name) is None)


def _lacking(stated: Input) -> bool:
    return any(getattr(stated, name) is None for name in _NEEDED) or _scale(stated) is None


def _is_beyond_a_resize(stated: Input) -> bool:
    return stated.fit in ("pad", "scales")


def _scale(stated: Input) -> Fraction | None:
    """The factor on the pixels. What a record says is written as a fraction, never as it stands: it becomes code."""
    return parse_scale(stated.scale) if stated.scale else None


def _numbers(values: object) -> str:
    return f"[{', '.join(str(value) for value in values)}]" if isinstance(values, tuple) else "[]"


def _pillow(stated: Input) -> Iterator[str]:
    chosen = f"Image.Resampling.{_PILLOW_FILTERS[stated.interpolation or 'bilinear']}"
    yield from ("import numpy as np", "import onnxruntime", "from PIL import Image", "")
    yield 'image = Image.open("image.jpg").convert("RGB")'
    yield "width, height = image.size"
    yield from _sides(stated)
    yield f"pixels = np.asarray(image.resize((width, height), {chosen}))"
    yield from _crop(stated)


def _opencv(stated: Input) -> Iterator[str]:
    methods = {"bilinear": "LINEAR", "bicubic": "CUBIC", "nearest": "NEAREST", "area": "AREA"}
    chosen = f"cv2.INTER_{methods[stated.interpolation or 'bilinear']}"
    yield from ("import cv2", "import numpy as np", "import onnxruntime", "")
    yield 'image = cv2.imread("image.jpg")[:, :, ::-1]'
    yield "height, width = image.shape[:2]"
    yield from _sides(stated)
    yield f"pixels = cv2.resize(np.ascontiguousarray(image), (width, height), interpolation={chosen})"
    yield from _crop(stated)


def _sides(stated: Input) -> Iterator[str]:
    """Lines that set `width` and `height` to what they are after resizing."""
    if stated.resize is None:
        yield f"width, height = {stated.size}, {stated.size}"
    elif _rounds_like_torchvision(stated):
        yield "short = min(width, height)"
        yield f"width, height = int({stated.resize} * width / short), int({stated.resize} * height / short)"
    else:
        yield f"share = {stated.resize} / min(width, height)"
        yield "width, height = round(width * share), round(height * share)"


def _crop(stated: Input) -> Iterator[str]:
    if stated.resize is None:
        return
    size = stated.size
    if _rounds_like_torchvision(stated):
        yield f"top, left = round((height - {size}) / 2), round((width - {size}) / 2)"
    else:
        yield f"top, left = (height - {size}) // 2, (width - {size}) // 2"
    yield f"pixels = pixels[top : top + {size}, left : left + {size}]"


def _rounds_like_torchvision(stated: Input) -> bool:
    return (stated.rounding or ("paddleclas" if stated.library == "opencv" else "torchvision")) == "torchvision"
