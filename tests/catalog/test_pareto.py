"""The Pareto front against its definition."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from catalog.pareto import pareto_front

points = st.lists(st.tuples(st.integers(0, 6).map(Decimal), st.integers(0, 6).map(Decimal)), max_size=25)


def dominates(one: tuple[Decimal, Decimal], other: tuple[Decimal, Decimal]) -> bool:
    return one[0] >= other[0] and one[1] <= other[1] and one != other


@given(points)
def test_the_front_is_what_nothing_dominates(points: list[tuple[Decimal, Decimal]]) -> None:
    expected = [index for index, point in enumerate(points) if not any(dominates(other, point) for other in points)]

    assert pareto_front(points) == expected


def test_equal_points_stand_together() -> None:
    same = (Decimal("0.7"), Decimal(5))

    assert pareto_front([same, (Decimal("0.6"), Decimal(5)), same]) == [0, 2]
