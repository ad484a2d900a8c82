"""A chart of changes shows each point on its side of the baseline."""

from decimal import Decimal
from xml.etree import ElementTree

from generator.charts.axes import Axis
from generator.charts.changes import Move, changes_chart

COST, QUALITY = Axis("Δ cost (%)"), Axis("Δ quality (points)")


def move(cost: str, quality: str, series: int = 0, told: str = "it") -> Move:
    return Move(Decimal(cost), Decimal(quality), series, told, 1)


def draw(*moves: Move) -> ElementTree.Element:
    return ElementTree.fromstring(
        str(changes_chart("key", "Title", "Words", moves, ["Pruning", "Both"], COST, QUALITY))
    )


def test_what_is_saved_stands_left_of_the_baseline_and_what_is_gained_above_it() -> None:
    drawing = draw(move("-50", "1"), move("-20", "-2", series=1))
    *_, level, upright = [line for line in drawing.iter("line") if line.get("class") == "zoo-axis"]
    smaller = next(mark for mark in drawing.iter("circle") if mark.find("title") is not None)
    assert float(smaller.get("cx", "")) < float(upright.get("x1", ""))
    assert float(smaller.get("cy", "")) < float(level.get("y1", ""))


def test_methods_have_a_shape_each_and_a_legend() -> None:
    drawing = draw(move("-50", "1"), move("-20", "-2", series=1))
    assert [item.findtext("span") for item in drawing.iter("li")] == ["Pruning", "Both"]
    marks = [mark.tag for mark in drawing.iter() if mark.find("title") is not None and mark.tag != "svg"]
    assert marks == ["circle", "polygon"]


def test_text_from_outside_is_escaped() -> None:
    drawn = str(changes_chart("key", "<b>", "&", [move("-1", "1", told="<script>")], ["One"], COST, QUALITY))
    assert "<script>" not in drawn
    assert "&lt;b&gt;" in drawn
