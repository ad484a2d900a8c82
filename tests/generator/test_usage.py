import pytest

from catalog.record import BuiltFrom
from generator.usage import snippet


@pytest.mark.parametrize(
    ("library", "model", "last"),
    [
        ("timm", "mobilenetv2_100", 'model = timm.create_model("mobilenetv2_100")'),
        ("torchvision", "mobilenet_v2", 'model = get_model("mobilenet_v2")'),
        ("paddleclas", "MobileNetV2", "model = paddleclas.MobileNetV2()"),
        ("keras", "MobileNetV2", "model = keras.applications.MobileNetV2(weights=None)"),
    ],
)
def test_a_network_is_created_in_its_library(library: str, model: str, last: str) -> None:
    text = snippet(BuiltFrom(library=library, model=model))
    compile(text, "snippet", "exec")
    assert text.splitlines()[-1] == last


@pytest.mark.parametrize(("library", "model"), [("mmcls", "mobilenet_v2"), ("timm", '"); import os; ("')])
def test_no_snippet_is_better_than_a_wrong_one(library: str, model: str) -> None:
    assert snippet(BuiltFrom(library=library, model=model)) == ""
