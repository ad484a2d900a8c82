"""What a record says of its input, as Python that can be run: for torchvision, and for ONNX Runtime without torch."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from catalog.record import Input
from verify.accuracy.preprocessing import parse_scale

_NEEDED = ("scale", "mean", "std")
"""What must be stated before pixels can become a tensor."""


@dataclass(frozen=True)
class _Library:
    """Lines of Python with which a library reads and resizes an image."""

    imports: tuple[str, ...]
    opening: str
    measuring: str
    resizing: str
    """An expression with `{}` for the name of a method."""
    methods: Mapping[str, str]
    """The library's names of the methods of interpolation."""


_PILLOW = _Library(
    imports=("import numpy as np", "import onnxruntime", "from PIL import Image"),
    opening='image = Image.open("image.jpg").convert("RGB")',
    measuring="width, height = image.size",
    resizing="np.asarray(image.resize((width, height), Image.Resampling.{}))",
    methods={"bilinear": "BILINEAR", "bicubic": "BICUBIC", "nearest": "NEAREST", "area": "BOX"},
)
_OPENCV = _Library(
    imports=("import cv2", "import numpy as np", "import onnxruntime"),
    opening='image = cv2.imread("image.jpg")[:, :, ::-1]',
    measuring="height, width = image.shape[:2]",
    resizing="cv2.resize(np.ascontiguousarray(image), (width, height), interpolation=cv2.INTER_{})",
    methods={"bilinear": "LINEAR", "bicubic": "CUBIC", "nearest": "NEAREST", "area": "AREA"},
)


def torchvision_code(stated: Input) -> str:
    """Return the transforms that make an image into the network's input; empty if torchvision can't do what is stated.

    Its `ToTensor` divides by 255 and keeps RGB.
    """
    if _scale(stated) != Fraction(1, 255) or _lacking(stated) or not _rounds_like_torchvision(stated):
        return ""
    if stated.channels == "BGR" or stated.layout == "NHWC" or stated.library == "opencv" or _is_beyond_a_resize(stated):
        return ""
    # torchvision has Pillow's names of the methods.
    method = _PILLOW.methods[stated.interpolation] if stated.interpolation else ""
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
    lines = list(_pixels(_OPENCV if stated.library == "opencv" else _PILLOW, stated))
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


def _numbers(values: Sequence[Decimal] | None) -> str:
    return f"[{', '.join(map(str, values or ()))}]"


def _pixels(library: _Library, stated: Input) -> Iterator[str]:
    """Lines that read an image and make `pixels` of the size of the input."""
    yield from (*library.imports, "", library.opening, library.measuring)
    yield from _sides(stated)
    yield f"pixels = {library.resizing.format(library.methods[stated.interpolation or 'bilinear'])}"
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
