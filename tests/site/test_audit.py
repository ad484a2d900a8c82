"""The audit's findings, narrowed down in a real browser; the choice is in the address."""

from playwright.sync_api import Page, expect


def shown(page: Page) -> list[str]:
    """The findings that are left, once there is something to narrow them down with."""
    expect(page.locator("form.zoo-filter")).to_be_visible()
    rows: list[str] = page.locator(".zoo-findings tbody tr:visible").all_inner_texts()
    return rows


def test_findings_are_narrowed_down_by_column_and_text(page: Page, address: str) -> None:
    page.goto(f"{address}audit/")
    everything = len(shown(page))
    page.get_by_label("Rule").select_option("contradicted")
    contradicted = shown(page)
    assert 0 < len(contradicted) < everything
    assert all("is printed as" in row for row in contradicted)
    page.get_by_label("Text").fill("ghostnet_x1_3 0.440")
    assert 0 < len(shown(page)) < len(contradicted)
    assert all("GhostNet_x1_3" in row for row in shown(page))
    expect(page.locator(".zoo-filter output")).to_have_text(f"{len(shown(page))} / {everything}")
    page.get_by_role("button", name="Show all").click()
    expect(page.locator(".zoo-filter output")).to_have_text(f"{everything} / {everything}")
    expect(page).to_have_url(f"{address}audit/")


def test_a_choice_can_be_shared_in_every_language(page: Page, address: str) -> None:
    page.goto(f"{address}audit/")
    page.get_by_label("Severity").select_option("error")
    page.get_by_label("Family").select_option("GhostNet")
    chosen = "severity=error&family=GhostNet"
    expect(page).to_have_url(f"{address}audit/?{chosen}")
    rows = len(shown(page))
    page.goto(f"{address}zh/audit/?{chosen}")
    assert len(shown(page)) == rows
    page.goto(f"{address}zh/audit/?severity=nonsense")
    expect(page.locator(".zoo-filter select[name=severity]")).to_have_value("")


def test_home_leads_to_the_explorer_with_device_threads_and_budget(page: Page, address: str) -> None:
    page.goto(address)
    form = page.locator("form.zoo-find")
    form.locator("[name=device]").select_option("sd855")
    form.locator("[name=threads]").select_option("4")
    form.locator("[name=max-latency]").fill("10")
    reached = form.evaluate("form => form.action + '?' + new URLSearchParams(new FormData(form))")
    assert reached == f"{address}explorer/?device=sd855&threads=4&max-latency=10&sort=top1"
