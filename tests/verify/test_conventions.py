"""Conventions: well formed, and equal to what the tools they are named after print."""

from decimal import Decimal
from pathlib import Path

import onnx
import pytest

from catalog.quantities import Printed
from verify.conventions import CONVENTIONS, Convention
from verify.counting import TALLIES, Counts, count

GRAPHS = Path(__file__).parents[2] / "catalog" / "zoo" / "graphs"
ALL = [convention for conventions in CONVENTIONS.values() for convention in conventions]


def convention(quantity: str, name: str) -> Convention:
    (found,) = [entry for entry in CONVENTIONS[quantity] if entry.id == name]
    return found


def totals(family: str, model: str) -> Counts:
    return count(onnx.load(GRAPHS / family / f"{model}.onnx", load_external_data=False))


@pytest.mark.parametrize("entry", ALL, ids=lambda entry: f"{entry.quantity}-{entry.id}")
def test_a_convention_speaks_of_tallies_in_a_sentence(entry: Convention) -> None:
    assert set(entry.terms) <= set(TALLIES)
    assert all(entry.terms.values())
    assert str(entry.sentence).endswith(".")
    if entry.erroneous:
        assert entry.fault is not None
        assert entry.tool
        assert str(entry.fault).endswith(".")


@pytest.mark.parametrize("quantity", CONVENTIONS)
def test_ids_are_unique_and_errors_come_last(quantity: str) -> None:
    entries = CONVENTIONS[quantity]
    assert len({entry.id for entry in entries}) == len(entries)
    assert {entry.quantity for entry in entries} == {quantity}
    assert [entry.erroneous for entry in entries] == sorted(entry.erroneous for entry in entries)


@pytest.mark.parametrize("quantity", CONVENTIONS)
def test_no_two_conventions_are_the_same(quantity: str) -> None:
    formulas = {(frozenset(entry.terms.items()), entry.binary) for entry in CONVENTIONS[quantity]}
    assert len(formulas) == len(CONVENTIONS[quantity])


@pytest.mark.parametrize(
    ("unit", "binary", "size"),
    [
        ("", False, 1),
        ("K", False, 10**3),
        ("M", False, 10**6),
        ("G", False, 10**9),
        ("GFLOPs", False, 10**9),
        ("FLOPs", False, 1),
        ("T", False, 10**12),
        ("B", False, 10**9),
        ("MB", False, 10**6),
        ("M", True, 2**20),
        ("MB", True, 2**20),
        ("GFLOPs", True, 2**30),
    ],
)
def test_unit_size(unit: str, binary: bool, size: int) -> None:
    entry = Convention("any", "flops", {}, {}, binary=binary)
    assert entry.unit_size(Printed("1", unit, Decimal(1))) == size


@pytest.mark.parametrize(
    ("family", "model", "printed_by_the_tool"),
    [
        # What paddle.flops of PaddlePaddle 3.3.1 prints for the networks of paddleclas 2.6.0.
        ("MobileNetV1", "MobileNetV1_x0_25", 43_564_416),
        ("MobileNetV2", "MobileNetV2", 327_842_368),
        ("MobileNetV2", "MobileNetV2_x2_0", 1_217_254_528),
        ("GhostNet", "GhostNet_x0_5", 46_146_200),
        ("GhostNet", "GhostNet_x1_3", 236_893_688),
        ("PPHGNetV2", "PPHGNetV2_B0", 325_617_536),
        ("PPHGNetV2", "PPHGNetV2_B5", 6_560_885_760),
    ],
)
def test_paddle_flops_to_the_last_digit(family: str, model: str, printed_by_the_tool: int) -> None:
    counts = totals(family, model)
    assert convention("flops", "paddle-flops").value(counts.totals) == printed_by_the_tool


def test_macs_and_params_of_a_network_whose_count_is_known() -> None:
    # torch.utils.flop_counter and torchvision's own parameter count for mobilenet_v2.
    counts = totals("MobileNetV2", "MobileNetV2_torchvision")
    assert convention("flops", "macs").value(counts.totals) == 300_774_272
    assert convention("flops", "macs-twice").value(counts.totals) == 601_548_544
    assert convention("params", "trainable").value(counts.totals) == 3_504_872
    # Keras counts the statistics too: 3 538 984 for its MobileNetV2.
    assert convention("params", "with-statistics").value(counts.totals) == 3_538_984
    assert convention("storage", "trainable-mb").value(counts.totals) == 4 * 3_504_872


def test_the_faulty_counter_divides_groups_twice() -> None:
    counts = totals("ResNeXt", "ResNeXt50_32x4d")
    # 4, 8 and 16 channels per group divided by 32 groups leave nothing; 32 channels in the last stage leave one.
    vanished = 9 * (3 * 128 * 4 + 4 * 256 * 8 + 6 * 512 * 16 + 3 * 1024 * (32 - 1))
    left = counts.params - vanished - counts.totals["linear_biases"] + 1
    assert convention("params", "fluid-model-stat").value(counts.totals) == left == 23_640_897


def test_folding_leaves_a_bias_for_each_batch_norm_channel() -> None:
    counts = totals("ResNeXt", "ResNeXt50_32x4d")
    folded = convention("params", "folded").value(counts.totals)
    assert folded == counts.params - counts.totals["batch_norm_scale_shift"] // 2
