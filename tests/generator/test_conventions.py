from fractions import Fraction

from catalog.evidence import CountFacts
from generator.conventions import Counted, find_convention, true_count, value_of
from generator.snapshot import Snapshot
from tests.generator.test_cells import pick


def test_conventions_are_found_within_their_quantity() -> None:
    flops, params = find_convention("flops", "fluid-model-stat"), find_convention("params", "fluid-model-stat")
    assert flops is not None
    assert params is not None
    assert (flops.quantity, params.quantity) == ("flops", "params")
    assert find_convention("flops", "gone") is None
    assert find_convention("latency", "macs") is None
    assert find_convention("flops", None) is None


def test_tallies_that_are_left_out_count_as_zero() -> None:
    macs = find_convention("flops", "macs")
    assert macs is not None
    assert value_of(macs, CountFacts(input_size=8, macs=5, params=0, tallies={"conv_macs": 5})) == 5


def test_a_sound_verdict_keeps_its_own_count(snapshot: Snapshot) -> None:
    flops = pick(snapshot, "Net_x1_0", "flops")
    counted = true_count(snapshot, flops)
    assert counted is not None
    assert (counted.convention.id, counted.value) == ("macs-twice", 601_024_000)
    assert counted.gap(flops) == Fraction(600_000_000, 601_024_000) - 1


def test_a_faulty_count_is_replaced_by_a_plain_one(snapshot: Snapshot) -> None:
    counted = true_count(snapshot, pick(snapshot, "Net_x1_0", "params"))
    assert counted is not None
    assert (counted.convention.id, counted.value) == ("trainable", 3_512_000)


def test_an_empty_graph_has_no_gap(snapshot: Snapshot) -> None:
    macs = find_convention("flops", "macs")
    assert macs is not None
    assert Counted(macs, 0).gap(pick(snapshot, "Net_x1_0", "flops")) is None
