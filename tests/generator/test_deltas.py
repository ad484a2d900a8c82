from decimal import Decimal

from generator.deltas import deltas_of
from generator.snapshot import Snapshot


def test_deltas_are_computed_from_the_printed_numbers(snapshot: Snapshot) -> None:
    amounts = {
        (delta.after.claim.quantity, delta.after.claim.threads): delta.amount
        for delta in deltas_of(snapshot, "Net_x0_5")
    }
    assert amounts == {
        ("flops", None): Decimal("-75.00"),
        ("params", None): Decimal("-50.00"),
        ("storage", None): Decimal("-50.00"),
        ("top1", None): Decimal("-0.9"),
        ("top5", None): Decimal("0.0"),
        ("latency", 1): Decimal("-60.00"),
        ("latency", 4): Decimal("-78.95"),
    }


def test_points_are_as_exact_as_the_less_exact_number(snapshot: Snapshot) -> None:
    (top1,) = [delta for delta in deltas_of(snapshot, "Net_x0_5") if delta.after.claim.quantity == "top1"]
    assert (top1.before.claim.printed, top1.after.claim.printed) == ("0.580", "0.5712")
    assert str(top1.amount) == "-0.9"


def test_numbers_of_other_sources_and_of_papers_are_never_compared(snapshot: Snapshot) -> None:
    found = list(deltas_of(snapshot, "Net_x0_5"))
    assert found
    for delta in found:
        assert delta.before.claim.source == delta.after.claim.source == "page"
        assert delta.before.claim.origin is None


def test_a_model_without_a_baseline_has_no_deltas(snapshot: Snapshot) -> None:
    assert list(deltas_of(snapshot, "Net_x1_0")) == []
