"""Suggestions and natural order."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.names import natural_key, nearest, suggestion


@pytest.mark.parametrize(
    ("name", "known", "expected"),
    [
        ("resnext50_32X4D", ["ResNet50", "ResNeXt50_32x4d"], "ResNeXt50_32x4d"),
        ("sd85", ["sd855", "t4"], "sd855"),
        ("zzz", ["sd855", "t4"], None),
        ("x", [], None),
    ],
)
def test_nearest(name: str, known: list[str], expected: str | None) -> None:
    assert nearest(name, known) == expected


def test_a_few_names_are_all_told_when_none_is_near() -> None:
    assert suggestion("zzz", ["a", "b"]) == "; expected one of: a, b"
    assert suggestion("zzz", [f"name{index}" for index in range(13)]) == ""
    assert suggestion("zzz", []) == ""


@pytest.mark.parametrize(
    "names",
    [
        ["ResNeXt50_32x4d", "ResNeXt101_32x4d", "ResNeXt101_64x4d", "ResNeXt152_32x4d"],
        ["MobileNetV1_x0_25", "MobileNetV1_x0_5", "MobileNetV1_x0_75", "MobileNetV1_x1_0", "MobileNetV2"],
        ["ShuffleNetV2_x0_25", "ShuffleNetV2_x0_33", "ShuffleNetV2_x0_5", "ShuffleNetV2_x1_0"],
        ["GhostNet_x1_3", "GhostNet_x1_3_ssld"],
    ],
)
def test_natural_order(names: list[str]) -> None:
    assert all(natural_key(one) < natural_key(other) for one, other in pairwise(names))


@given(st.lists(st.text(max_size=12), max_size=8, unique=True))
def test_any_names_can_be_ordered_without_a_tie(names: list[str]) -> None:
    assert len({natural_key(name) for name in names}) == len(names)
