"""How the explorer looks where a page is narrow, printed, has few colours, no clipboard or nothing to show."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from catalog import load
from tests.site.conftest import ROOT, new_page
from tests.site.explorer_page import expect_rows, open_explorer, shown

CUT_OFF = """
links => links.filter(link => link.scrollWidth > link.clientWidth || link.scrollHeight > link.clientHeight)
  .map(link => link.textContent)
"""
HEIGHTS = "rows => [...new Set(rows.map(row => Math.round(row.getBoundingClientRect().height)))]"
PRINTING = """
addEventListener("beforeprint", () => { window.printed = document.querySelectorAll("tr[data-row]").length; })
"""
OLD_BROWSER = "Object.defineProperty(navigator, 'clipboard', {value: undefined})"


@pytest.mark.parametrize("width", [320, 360, 1440])
def test_long_names_are_whole_in_rows_of_one_height(page: Page, address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    rows = open_explorer(page, address, "?text=yolov3+resnet50+distill&sort=latency")
    links = rows.locator("th a")
    assert "YOLOv3_ResNet50_vd_dcn_coco_distill_prune_r578" in links.all_text_contents()
    assert links.evaluate_all(CUT_OFF) == []
    assert len(page.locator(".zoo-rows tr[data-row], .zoo-rows .zoo-group").evaluate_all(HEIGHTS)) == 1
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", [360, 720, 1440])
@pytest.mark.parametrize("folder", ["", "de/", "zh/"])
def test_what_is_said_of_the_rows_has_room(page: Page, address: str, width: int, folder: str) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    for query in ("?device=sd855&threads=4&max-latency=10&sort=top1", "?sort=latency", "?max-latency=1us"):
        open_explorer(page, address, query, folder)
        said = page.locator(".zoo-said")
        assert said.evaluate("said => said.scrollHeight - said.clientHeight") <= 0, query


def test_every_row_is_printed(page: Page, address: str) -> None:
    rows = open_explorer(page, address, "?device=sd855&sort=top1")
    page.evaluate(PRINTING)
    expected = load(ROOT / "catalog" / "zoo").query(device="sd855", sort="top1").rows
    seen = rows.count()
    assert seen < len(expected)
    page.pdf()
    assert page.evaluate("window.printed") == len(expected)
    expect(rows).to_have_count(seen)
    page.emulate_media(media="print")
    for space in page.locator(".zoo-rows .zoo-space").all():
        expect(space).to_be_hidden()


def test_an_empty_table_says_why(page: Page, address: str) -> None:
    open_explorer(page, address, "?device=sd855&threads=4&max-latency=1us")
    expect(page.locator(".zoo-rows tbody")).to_contain_text("Nothing fits.")
    expect(page.locator("[data-title]")).to_be_hidden()
    expect(page.locator("[data-plotted]")).to_be_empty()
    page.get_by_role("button", name="Remove Latency: at most 0.001 ms").click()
    expect_rows(page, load(ROOT / "catalog" / "zoo").query(device="sd855", threads=4).rows)
    expect(page.locator(".zoo-rows tbody")).not_to_contain_text("Nothing fits.")


def test_the_picture_shows_what_the_rows_have_whatever_they_are_sorted_by(page: Page, address: str) -> None:
    open_explorer(page, address, "?device=kirin970&sort=top1")
    expect(page.locator("[data-title]")).to_have_text("Box AP against Latency")
    expect(page.locator("[data-plotted]")).to_have_text(re.compile(r"^[1-9]\d* of "))


def test_the_list_of_columns_closes_when_left(page: Page, address: str) -> None:
    open_explorer(page, address)
    summary = page.get_by_text("Columns", exact=True)
    family = page.get_by_role("checkbox", name="Family")
    summary.click()
    family.check()
    shown(page)
    expect(family).to_be_visible()
    page.keyboard.press("Escape")
    expect(family).to_be_hidden()
    expect(summary).to_be_focused()
    for leave in (page.locator("h1").click, page.get_by_label("Latency budget in milliseconds").focus):
        summary.click()
        expect(family).to_be_visible()
        leave()
        expect(family).to_be_hidden()


def test_the_link_is_copied_where_there_is_no_clipboard(page: Page, address: str) -> None:
    page.add_init_script(OLD_BROWSER)
    open_explorer(page, address, "?device=sd855&threads=4")
    button = page.get_by_role("button", name="Copy the link")
    button.click()
    expect(page.locator("[data-done]")).to_have_text("Copied")
    expect(button).to_be_focused()
    link = page.evaluate("location.href")
    name = page.get_by_role("searchbox", name="Name")
    name.focus()
    page.keyboard.press("Control+V")
    expect(name).to_have_value(link)


def test_verdicts_are_seen_where_the_system_chooses_the_colours(browser: Browser, address: str) -> None:
    with new_page(browser, forced_colors="active", color_scheme="dark") as page:
        open_explorer(page, address, "?device=sd855&threads=4&sort=top1")
        sign = page.locator(".zoo-rows .zp-sign").first
        colour = sign.evaluate("sign => getComputedStyle(sign, '::before').backgroundColor")
        assert colour != page.locator("body").evaluate("body => getComputedStyle(body).backgroundColor")
        assert colour == "rgb(255, 255, 255)"
