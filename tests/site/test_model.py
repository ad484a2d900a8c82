"""A model's page in a real browser: links to claims, what is folded, the badge."""

from playwright.sync_api import Page, expect

import catalog
from generator import paths

NAME = "ResNeXt50_32x4d"


def test_a_link_to_a_claim_unfolds_it(page: Page, address: str) -> None:
    for quantity in ("flops", "latency"):
        claim = next(claim for claim in catalog.load().claims(NAME) if claim.quantity == quantity)
        page.goto(f"{address}{paths.claim(claim)}")
        row = page.locator(f"[id='{paths.claim_anchor(claim)}']")
        expect(row).to_be_visible()
        expect(row).to_be_in_viewport()


def test_the_audit_leads_to_the_claim_it_speaks_of(page: Page, address: str) -> None:
    page.goto(f"{address}audit/")
    link = page.locator(".zoo-findings tbody a[href*='#claim-']").first
    target = (link.get_attribute("href") or "").partition("#")[2]
    link.click()
    row = page.locator(f"[id='{target}']")
    expect(row).to_be_visible()
    expect(row).to_be_in_viewport()


def test_what_is_folded_opens_by_the_keyboard(page: Page, address: str) -> None:
    page.goto(f"{address}models/{NAME}/")
    code = page.locator("#preprocess-onnxruntime code")
    expect(code).to_be_hidden()
    page.locator("#preprocess-onnxruntime summary").focus()
    page.keyboard.press("Enter")
    expect(code).to_contain_text("onnxruntime.InferenceSession")


def test_the_badge_is_drawn(page: Page, address: str) -> None:
    page.goto(f"{address}zh/models/{NAME}/")
    badge = page.locator(".zp-badge-line img")
    badge.scroll_into_view_if_needed()
    assert badge.evaluate("image => image.decode().then(() => image.naturalWidth)") > 60
