"""A scatter chart joins what nothing beats, and its numbers can all be read."""

import re
from decimal import Decimal
from itertools import combinations
from xml.etree import ElementTree

from generator.charts.axes import DIGIT, Axis, Frame
from generator.charts.numbering import place_numbers
from generator.charts.scatter import Spot, front_of, scatter_chart

COST, QUALITY = Axis("Cost (ms)"), Axis("Quality")


def spot(cost: str, quality: str, told: str = "it", number: int | None = None) -> Spot:
    return Spot(Decimal(cost), Decimal(quality), told, number)


def test_the_front_is_what_no_point_beats_in_both() -> None:
    assert front_of([spot("1", "0.5"), spot("2", "0.4"), spot("2", "0.7"), spot("4", "0.7")]) == [0, 2]


def test_points_on_the_front_are_filled_and_joined_and_the_others_hollow() -> None:
    spots = [spot("2", "0.7", "best"), spot("1", "0.5", "small"), spot("2", "0.4", "behind")]
    drawing = ElementTree.fromstring(str(scatter_chart("key", "Title", "Words", spots, COST, QUALITY))).find(".//svg")
    assert drawing is not None
    hollow = [circle for circle in drawing.iter("circle") if circle.get("class") == "zoo-behind"]
    assert ["".join(circle.itertext()) for circle in hollow] == ["behind"]
    (line,) = [line for line in drawing.iter("polyline") if line.get("class") == "zoo-front"]
    first, second = (tuple(map(float, pair.split(","))) for pair in (line.get("points") or "").split())
    assert first[0] < second[0]
    assert first[1] > second[1]
    assert drawing.get("role") == "img"


def test_costs_far_apart_are_drawn_in_factors() -> None:
    near = str(scatter_chart("key", "T", "W", [spot("1", "0.5"), spot("3", "0.6")], COST, QUALITY))
    far = str(scatter_chart("key", "T", "W", [spot("1", "0.5"), spot("10", "0.55"), spot("100", "0.6")], COST, QUALITY))
    middle, right = (float(place) for place in re.findall(r'class="zoo-mark zoo-series-1" cx="([\d.]+)"', far)[1:])
    left = float(re.findall(r'class="zoo-mark zoo-series-1" cx="([\d.]+)"', far)[0])
    assert abs((right - middle) - (middle - left)) < 0.05
    assert ">1.5<" in near


def test_numbers_touch_neither_each_other_nor_a_point() -> None:
    frame = Frame(440, 290, 40)
    points = [(200 + 9 * (place % 4), 120 + 9 * (place // 4)) for place in range(12)]
    texts = [
        ElementTree.fromstring(str(drawn))
        for drawn in place_numbers(list(range(1, 13)), points, frame)
        if str(drawn).startswith("<text")
    ]
    assert [text.text for text in texts] == [str(number) for number in range(1, 13)]
    boxes = []
    for text in texts:
        x, y, half = float(text.get("x", "")), float(text.get("y", "")), len(text.text or "") * DIGIT / 2
        boxes.append((x - half, y - 9.5, x + half, y + 1.5))
    for one, other in combinations(boxes, 2):
        assert one[0] >= other[2] or other[0] >= one[2] or one[1] >= other[3] or other[1] >= one[3]
    for left, top, right, bottom in boxes:
        assert not any(left < x < right and top < y < bottom for x, y in points)


def test_text_from_outside_is_escaped() -> None:
    drawn = str(scatter_chart("key", "<b>", "&", [spot("1", "0.5", "<script>"), spot("2", "0.6")], COST, QUALITY))
    assert "<script>" not in drawn
    assert "&lt;b&gt;" in drawn
