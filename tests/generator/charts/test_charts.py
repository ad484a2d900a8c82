"""Drawings as users see them: well-formed, named, escaped, the same each time, in colours that stand out."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

import pytest

from generator.charts.axes import Axis
from generator.charts.bars import WIDTH, Bar, bar_chart
from generator.charts.lines import Line, Point, line_chart
from generator.charts.marks import SERIES
from generator.charts.svg import element, length

STYLES = Path(__file__).parents[3] / "site" / "stylesheets" / "charts.css"
HOSTILE = '<script>alert("1")</script> & </svg>'


def points(*pairs: tuple[int, str]) -> tuple[Point, ...]:
    return tuple(Point(Decimal(x), Decimal(y), f"{y} ms") for x, y in pairs)


def latency(name: str = "FP32") -> str:
    lines = [Line(name, points((1, "5"), (4, "10"), (8, "20"))), Line("FP16", points((1, "2"), (8, "8")))]
    return str(line_chart("chart", "Latency", "It grows.", lines, Axis("Batch size"), Axis("ms")))


def test_a_line_runs_through_its_points() -> None:
    root = ElementTree.fromstring(latency())
    (first, second, *_) = root.findall("svg/polyline")
    places = [tuple(map(float, pair.split(","))) for pair in first.get("points", "").split()]
    (left, right) = places[0][0], places[-1][0]
    assert places[1][0] == pytest.approx(left + (right - left) * 3 / 7, abs=0.01)
    heights = [y for _, y in places]
    assert heights[1] - heights[2] == pytest.approx(2 * (heights[0] - heights[1]), abs=0.02)
    assert len(second.get("points", "").split()) == 2


def test_a_drawing_has_a_name_and_a_description_and_says_each_point() -> None:
    root = ElementTree.fromstring(latency())
    svg = root.find("svg")
    assert svg is not None
    assert svg.get("role") == "img"
    ids = {entry.get("id"): entry.text for entry in svg if entry.get("id")}
    assert [ids[name] for name in svg.get("aria-labelledby", "").split()] == ["Latency", "It grows."]
    assert [title.text for title in svg.iter("title")][1:] == ["5 ms", "10 ms", "20 ms", "2 ms", "8 ms"]


def test_what_is_written_is_escaped_and_no_style_is_set() -> None:
    drawn = latency(HOSTILE)
    assert "<script" not in drawn
    assert "style=" not in drawn
    (name, _) = [span.text for span in ElementTree.fromstring(drawn).iter("span")]
    assert name == HOSTILE


def test_a_drawing_is_the_same_each_time() -> None:
    assert latency() == latency()


def test_series_differ_in_shape_and_dash_besides_their_colour() -> None:
    lines = [Line(str(place), points((1, "1"), (2, "2"))) for place in range(SERIES)]
    root = ElementTree.fromstring(line_chart("chart", "All", "All.", lines, Axis("x"), Axis("y")))
    swatches = [entry for entry in root.iter("svg") if entry.get("class") == "zoo-swatch"]
    shapes = {
        ElementTree.tostring(entry[1]).partition(b'class="')[0] + entry[1].get("points", "").encode()
        for entry in swatches
    }
    assert len(shapes) == SERIES
    assert len({entry[0].get("stroke-dasharray") for entry in swatches}) == SERIES


def test_one_point_is_a_chart_without_a_line() -> None:
    drawn = line_chart("chart", "One", "One.", [Line("a", points((4, "3")))], Axis("x"), Axis("y"))
    assert "polyline" not in drawn
    assert drawn.count("zoo-mark") == 1


def test_bars_are_as_long_as_their_shares() -> None:
    bars = [Bar("conv", Decimal(300), "300"), Bar("linear", Decimal(75), "75"), Bar("none", Decimal(0), "0")]
    root = ElementTree.fromstring(bar_chart("bars", "MACs", "conv 300, linear 75", bars))
    widths = [float(rect.get("width", "")) for rect in root.iter("rect") if "zoo-bar" in rect.get("class", "")]
    assert widths == [WIDTH, WIDTH / 4, 0]


def test_bars_of_nothing_have_no_length() -> None:
    root = ElementTree.fromstring(bar_chart("bars", "MACs", "none", [Bar("conv", Decimal(0), "0")]))
    assert [rect.get("width") for rect in root.iter("rect")] == [length(WIDTH), "0"]


@pytest.mark.parametrize(
    ("value", "expected"), [(12.0, "12"), (0.5, "0.5"), (-0.001, "0"), (1 / 3, "0.33"), (-2.5, "-2.5")]
)
def test_lengths_are_short(value: float, expected: str) -> None:
    assert length(value) == expected


def test_an_element_without_content_closes_itself() -> None:
    assert element("rect", class_="a", rx=2, fill=None) == '<rect class="a" rx="2"/>'


@pytest.mark.parametrize(("scheme", "page"), [("default", "#ffffff"), ("slate", "#1e2129")])
def test_colours_stand_out_from_the_page(scheme: str, page: str) -> None:
    block = STYLES.read_text().partition(f'[data-md-color-scheme="{scheme}"] {{')[2].partition("}")[0]
    colours = dict(re.findall(r"--zoo-(series-\d|axis): (#[0-9a-f]{6});", block))
    assert len(colours) == SERIES + 1
    assert {name for name, colour in colours.items() if contrast(colour, page) < 3} == set()


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG 2.2 defines it."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
