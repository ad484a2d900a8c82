"""Where numbers stand along an axis, in closed form."""

from decimal import Decimal

import pytest

from generator.charts.scales import linear_scale, log_scale, log_ticks, marked_scale, nice_ticks


def decimals(*texts: str) -> tuple[Decimal, ...]:
    return tuple(Decimal(text) for text in texts)


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        ("0", "18.46915", ("0", "5", "10", "15", "20")),
        ("0", "1", ("0", "0.2", "0.4", "0.6", "0.8", "1.0")),
        ("0.71", "0.79", ("0.70", "0.72", "0.74", "0.76", "0.78", "0.80")),
        ("0", "8017011712", ("0", "2000000000", "4000000000", "6000000000", "8000000000", "10000000000")),
        ("0", "2.89", ("0", "1", "2", "3")),
        ("5", "5", ("5", "6")),
        ("0", "0", ("0.0", "0.2")),
        ("-3", "3", ("-4", "-2", "0", "2", "4")),
    ],
)
def test_ticks_are_round_and_enclose_the_range(low: str, high: str, expected: tuple[str, ...]) -> None:
    assert nice_ticks(Decimal(low), Decimal(high)) == decimals(*expected)


def test_a_linear_scale_begins_at_zero_and_runs_downwards_when_told() -> None:
    scale = linear_scale([Decimal("5.07"), Decimal("18.4")], 200, 0)
    assert scale.place(0) == 200
    assert scale.place(Decimal(10)) == 100
    assert scale.place(Decimal(20)) == 0


def test_a_log_scale_gives_equal_factors_equal_room() -> None:
    scale = log_scale([Decimal(2), Decimal(900)], 0, 300)
    assert scale.ticks == decimals("2", "5", "10", "20", "50", "100", "200", "500", "1000")
    assert scale.place(20) - scale.place(2) == pytest.approx(scale.place(200) - scale.place(20))


def test_a_log_scale_over_many_powers_has_the_powers_alone() -> None:
    assert log_ticks(Decimal("0.02"), Decimal(300)) == decimals("0.01", "0.1", "1", "10", "100", "1000")


def test_a_log_scale_refuses_zero() -> None:
    with pytest.raises(ValueError, match="positive numbers, not 0"):
        log_ticks(Decimal(0), Decimal(1))


def test_chosen_values_stand_evenly_and_in_factors_where_they_range_far() -> None:
    assert marked_scale([1, 8, 4], 0, 70).place(4) == 30
    assert marked_scale([1, 128, 8], 0, 70).place(8) == pytest.approx(30)
    assert marked_scale([4], 0, 70).place(4) == 35
