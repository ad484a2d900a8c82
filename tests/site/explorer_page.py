"""The explorer's page: opening it, and reading what it shows."""

import re
from collections.abc import Sequence

from playwright.sync_api import Locator, Page, expect

from catalog import Row

JOURNEY = "?device=sd855&threads=4&max-latency=10&sort=top1"
"""What a person asks for who has a device and a budget."""


def open_explorer(page: Page, address: str, query: str = "", folder: str = "") -> Locator:
    """Open the explorer and wait until everything shows; returns its rows."""
    page.goto(f"{address}{folder}explorer/{query}")
    return shown(page)


def shown(page: Page) -> Locator:
    """Wait until everything that the address asks for shows; returns the rows."""
    root = page.locator("[data-explorer]")
    expect(root).to_have_attribute("data-shown", re.compile("^[?]"))
    expect(root).to_have_attribute("data-shown", page.evaluate("location.search"))
    return page.locator(".zoo-rows tr[data-row]")


def names(rows: Locator) -> list[str]:
    return rows.locator("th a").all_text_contents()


def expect_rows(page: Page, expected: Sequence[Row]) -> None:
    """The table holds these rows, of which those in view are there."""
    seen = names(shown(page))
    assert 0 < len(seen) <= len(expected)
    assert seen == [row.model for row in expected][: len(seen)]
    expect(page.locator("[data-count]")).to_contain_text(f"Rows: {len(expected)} ")
