"""A model's badge: a small picture that any README can show."""

import re
from xml.etree import ElementTree

from generator.badge import badge_markdown, badge_status, badge_svg, plan_badge
from generator.snapshot import Printing, Snapshot
from tests.generator.charts.test_charts import contrast

SVG = "{http://www.w3.org/2000/svg}"


def of_kind(snapshot: Snapshot, *kinds: str) -> list[Printing]:
    return [printing for printing in snapshot.all_printings() if printing.kind in kinds]


def test_it_says_how_many_claims_hold_and_how_many_do_not(snapshot: Snapshot) -> None:
    assert badge_status(snapshot.printings["Net_x1_0"]) == ("3 confirmed · 1 wrong", "wrong")
    assert badge_status(of_kind(snapshot, "confirmed", "unchecked"))[1] == "good"
    assert badge_status(of_kind(snapshot, "unchecked")) == ("unchecked", "open")
    assert badge_status(()) == ("unchecked", "open")


def test_it_is_a_drawing_that_says_the_same_to_everybody(snapshot: Snapshot) -> None:
    root = ElementTree.fromstring(badge_svg(snapshot.printings["Net_x1_0"]))
    assert root.tag == f"{SVG}svg"
    assert (root.get("role"), root.get("aria-label")) == ("img", "zooproof: 3 confirmed · 1 wrong")
    assert [text.text for text in root.iter(f"{SVG}text")] == ["zooproof", "3 confirmed · 1 wrong"]
    title = root.find(f"{SVG}title")
    assert title is not None
    assert title.text == root.get("aria-label")
    ground = [float(rect.get("x", 0)) + float(rect.get("width", 0)) for rect in root.iter(f"{SVG}rect")]
    assert max(ground) == float(root.get("width", 0))


def test_its_letters_stand_out(snapshot: Snapshot) -> None:
    for printings in (
        of_kind(snapshot, "confirmed"),
        of_kind(snapshot, "contradicted"),
        of_kind(snapshot, "unchecked"),
    ):
        grounds = set(re.findall(r'<rect[^>]* fill="(#[0-9a-f]{6})"', badge_svg(printings).decode()))
        assert len(grounds) == 2
        assert {ground for ground in grounds if contrast(ground, "#ffffff") < 4.5} == set()


def test_every_model_has_one_with_the_same_bytes_each_time(snapshot: Snapshot) -> None:
    plans = {plan.path: plan for plan in (plan_badge(snapshot, name) for name in snapshot.zoo.models)}
    assert set(plans) == {f"badges/{name}.svg" for name in snapshot.zoo.models}
    plan = plans["badges/Net_x1_0.svg"]
    assert plan.make() == plan.make() == badge_svg(snapshot.printings["Net_x1_0"])
    assert b"http" not in plan.make().replace(b"http://www.w3.org/2000/svg", b"")


def test_its_markdown_leads_to_the_model() -> None:
    assert badge_markdown("Net", "https://zoo.example/") == (
        "[![zooproof](https://zoo.example/badges/Net.svg)](https://zoo.example/models/Net/)"
    )
