"""The transforms on a model's page make the tensor that the verifier makes, but for the rounding of a division."""

from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from catalog.record import Input
from generator.preprocessing import torchvision_code
from verify.accuracy.preprocessing import preprocessing_of
from verify.builders.torch_export import import_torchvision

COMMON = {
    "size": 24,
    "channels": "RGB",
    "scale": "1/255",
    "mean": [Decimal("0.485"), Decimal("0.456"), Decimal("0.406")],
    "std": [Decimal("0.229"), Decimal("0.224"), Decimal("0.225")],
    "layout": "NCHW",
    "library": "pillow",
}


@pytest.mark.parametrize("interpolation", ["bilinear", "bicubic", "nearest", "area"])
@pytest.mark.parametrize("resize", [None, 32])
@pytest.mark.parametrize("sides", [(37, 53), (61, 33), (41, 41)])
def test_the_code_makes_the_tensor_that_the_verifier_makes(
    sides: tuple[int, int], resize: int | None, interpolation: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stated = {**COMMON, "interpolation": interpolation, **({"resize": resize} if resize else {})}
    model_input = Input.model_validate(stated)
    pixels = np.random.default_rng(0).integers(0, 256, (sides[1], sides[0], 3), dtype=np.uint8)
    picture = tmp_path / "image.jpg"
    Image.fromarray(pixels).save(picture)
    monkeypatch.chdir(tmp_path)
    import_torchvision()
    made: dict[str, np.ndarray] = {}
    exec(torchvision_code(model_input), made)  # noqa: S102 - the code under test
    expected = preprocessing_of("Net", model_input).tensor(picture)[np.newaxis]
    assert made["batch"].shape == expected.shape
    np.testing.assert_allclose(np.asarray(made["batch"]), expected, rtol=0, atol=1e-6)
