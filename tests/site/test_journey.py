"""The way of a person with a device and a latency budget: from the explorer to a source, and on to colleagues."""

import re

from playwright.sync_api import Browser, Page, expect

from tests.site.conftest import new_page


def test_a_person_chooses_a_model_trusts_its_number_and_shares_the_choice(
    page: Page, browser: Browser, address: str
) -> None:
    page.goto(address)
    page.get_by_role("combobox", name="Device", exact=True).select_option("sd855")
    page.get_by_role("combobox", name="Threads", exact=True).select_option("4")
    page.get_by_label("Latency at most (ms)").fill("10")
    page.get_by_role("button", name="Find models").click()

    page.wait_for_url(re.compile(r"explorer/\?device=sd855&threads=4&max-latency=10&sort=top1$"))
    best = page.locator(".zoo-rows tr[data-row]").first
    expect(best).to_contain_text("GhostNet_x1_3_ssld")
    expect(best).to_contain_text("9.40 ms")
    chosen = page.url
    best.get_by_role("link").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("GhostNet_x1_3_ssld")
    claims = page.get_by_role("region", name="Numbers of GhostNet_x1_3_ssld by source")
    claim = claims.get_by_role("row").filter(has_text="PaddleClas: mobile series").first
    expect(claim).to_contain_text("0.794")
    expect(claim).to_contain_text("contradicted")
    claim.get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("PaddleClas: mobile series")
    expect(page.get_by_role("link", name="https://github.com/PaddlePaddle/PaddleClas/")).to_be_visible()
    page.go_back()

    page.get_by_role("button", name="Select language").hover()
    page.get_by_role("link", name="日本語").click()
    page.wait_for_url(re.compile(r"/ja/models/GhostNet_x1_3_ssld/$"))
    expect(page.locator("html")).to_have_attribute("lang", "ja")
    expect(page.get_by_role("heading", level=1)).to_have_text("GhostNet_x1_3_ssld")

    page.goto(chosen)
    rows = page.locator(".zoo-rows tr[data-row]")
    for model in ("GhostNet_x1_3_ssld", "MobileNetV3_large_x1_0_ssld"):
        rows.get_by_label(f"Compare {model}", exact=True).first.check()
    page.get_by_role("link", name="Compare (2)").click()
    table = page.get_by_role("table").first
    for name in ("GhostNet_x1_3_ssld", "MobileNetV3_large_x1_0_ssld"):
        expect(table.get_by_role("columnheader", name=name)).to_be_visible()
    expect(table).to_contain_text("9.40 ms")

    with new_page(browser) as shared:
        shared.goto(page.url)
        expect(shared.get_by_role("table").first).to_contain_text("9.40 ms")
