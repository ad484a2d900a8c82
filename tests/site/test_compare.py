"""Setting models side by side, in a real browser."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.site.conftest import new_page

FIRST, SECOND, THIRD = "MobileNetV3_large_x1_0", "MobileNetV2", "GhostNet_x1_3"
QUERY = f"models={FIRST},{SECOND},{THIRD}&device=sd855&threads=4&source=paddleclas-mobile"


def row(page: Page, title: str) -> Locator:
    return page.locator(".zp-compared tbody tr").filter(has=page.get_by_role("rowheader", name=re.compile(title)))


def test_numbers_stand_beside_each_other_as_printed(page: Page, address: str, built: Path) -> None:
    page.goto(f"{address}compare/?{QUERY}")
    latency = row(page, "^Latency.*Snapdragon 855")
    expect(latency).to_have_count(1)
    expect(page.locator(".zp-compared thead th a")).to_have_text([FIRST, SECOND, THIRD])
    printed = []
    for name in (FIRST, SECOND, THIRD):
        claims = json.loads((built / "api/v1/models" / f"{name}.json").read_text())["claims"]
        (claim,) = (
            claim
            for claim in claims
            if claim["source"] == "paddleclas-mobile" and claim.get("device") == "sd855" and claim.get("threads") == 4
        )
        printed.append(claim)
    for cell, claim in zip(latency.locator("td").all(), printed, strict=True):
        expect(cell.locator(".zp-value")).to_contain_text(f"{claim['printed']} ms")
        expect(cell.locator(".zp-badge")).to_have_text(claim["verdict"])
    values = [claim["value"] for claim in printed]
    expect(latency.locator("td").nth(values.index(min(values))).locator(".zp-best-word")).to_have_text("best")
    expect(latency.locator(".zp-best-word")).to_have_count(1)
    percent = (values[1] / values[0] - 1) * 100
    expect(latency.locator("td").nth(1).locator(".zp-delta")).to_have_text(f"+{percent:.1f} %")
    expect(latency.locator("th")).to_contain_text("Threads 4")


def test_counts_by_different_conventions_are_not_ranked(page: Page, address: str) -> None:
    page.goto(f"{address}compare/?models=GhostNet_x0_5,GhostNet_x1_0")
    flops = row(page, "^FLOPs.*Conventions of counting differ")
    expect(flops.first).to_be_visible()
    expect(flops.locator(".zp-best, .zp-delta")).to_have_count(0)
    expect(row(page, "^Multiply-adds in the graph").locator(".zp-best")).to_have_count(1)


def test_what_a_source_does_not_state_is_said(page: Page, address: str) -> None:
    page.goto(f"{address}compare/?models={FIRST},{SECOND}&device=sd855&threads=4")
    expect(row(page, "^Latency.*Not stated by the source: Engine, Precision").first).to_be_visible()


def test_the_address_follows_every_choice_and_history_leads_back(page: Page, address: str) -> None:
    page.goto(f"{address}compare/")
    expect(page.get_by_role("status")).to_have_text("Choose 2 to 6 models.")
    for name in (FIRST, SECOND.lower()):
        page.get_by_label("Add a model").fill(name)
        page.keyboard.press("Enter")
    expect(page.locator(".zp-compared thead th a")).to_have_text([FIRST, SECOND])
    expect(page.get_by_label("Precision", exact=True)).to_contain_text("FP32 (")
    page.get_by_label("Device", exact=True).select_option("sd855")
    page.wait_for_url(re.compile("device=sd855"))
    page.get_by_label("Only rows that differ").check()
    page.wait_for_url(re.compile("different=1"))
    expect(row(page, "^Task")).to_have_count(0)
    expect(page).to_have_url(f"{address}compare/?models={FIRST},{SECOND}&device=sd855&different=1")
    page.go_back()
    expect(row(page, "^Task")).to_have_count(1)
    page.go_back()
    expect(page.get_by_label("Device", exact=True)).to_have_value("")
    page.go_forward()
    expect(page.get_by_label("Device", exact=True)).to_have_value("sd855")
    page.get_by_role("button", name=f"Remove {FIRST}").click()
    expect(page.locator(".zp-compared")).to_have_count(0)
    expect(page.get_by_label("Add a model")).to_be_focused()


def test_nothing_can_be_pressed_in_vain(browser: Browser, address: str) -> None:
    """Without its script, which a slow connection brings late, the page has no button that does nothing."""
    with new_page(browser) as page:
        page.route("**/compare/main.js", lambda route: route.abort())
        page.goto(f"{address}compare/")
        for name in ("Add", "Any conditions", "Copy the link"):
            expect(page.locator("#compare").get_by_role("button", name=name, exact=True)).to_be_disabled()
        expect(page.get_by_label("Only rows that differ")).to_be_disabled()


def test_a_shared_link_shows_the_same(browser: Browser, page: Page, address: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{address}compare/?{QUERY}")
    expect(page.get_by_role("status")).to_contain_text("Rows: ")
    page.get_by_role("button", name="Copy the link").click()
    expect(page.get_by_role("status")).to_have_text("Copied")
    copied = str(page.evaluate("navigator.clipboard.readText()"))
    shown = page.locator(".zp-compared").inner_text()
    with new_page(browser, locale="en-US") as other:
        other.goto(copied)
        expect(other.locator(".zp-compared thead th a")).to_have_text([FIRST, SECOND, THIRD])
        expect(other.locator(".zp-compared")).to_have_text(shown, use_inner_text=True)


def test_models_that_are_not_there_or_too_many_are_told(page: Page, address: str) -> None:
    seven = "MobileNetV1,MobileNetV2,MobileNetV1_ssld,MobileNetV2_ssld,GhostNet_x1_3,GhostNet_x1_0,GhostNet_x0_5"
    page.goto(f"{address}compare/?models=No<b>Net,{seven}")
    expect(page.get_by_role("status")).to_contain_text("There is no model No<b>Net.")
    expect(page.get_by_role("status")).to_contain_text("There is room for 6 models.")
    expect(page.locator(".zp-compared thead th")).to_have_count(1 + 6)
    page.get_by_label("Add a model").fill("Nothing")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("There is no model Nothing.")


def test_conditions_that_no_number_has_are_told(page: Page, address: str) -> None:
    page.goto(f"{address}compare/?models={FIRST},{SECOND}&source=nowhere")
    expect(page.get_by_role("status")).to_contain_text("No source prints a number of these models")


@pytest.mark.parametrize("width", [360, 1440])
def test_the_page_speaks_its_language_and_fits(page: Page, address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{address}zh/compare/?{QUERY}")
    expect(page.locator(".zp-compared thead th a")).to_have_text([FIRST, SECOND, THIRD])
    expect(page.locator(".zp-compared .zp-section").last).to_contain_text("时延")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.locator(".zp-compared thead a").first.click()
    page.wait_for_url(f"{address}zh/models/{FIRST}/")


def test_without_a_script_the_models_are_links(browser: Browser, address: str) -> None:
    with new_page(browser, java_script_enabled=False) as page:
        page.goto(f"{address}compare/")
        expect(page.locator("noscript p")).to_be_visible()
        expect(page.locator("#compare")).to_be_hidden()
        expect(page.locator(f"[data-model={FIRST}]")).to_be_visible()
