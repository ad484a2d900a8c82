"""What axe-core says of each kind of page: nothing, in light and dark, on a phone and on a desk."""

import itertools

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.site.conftest import visit
from tests.site.page_types import PAGES

SIZES = ({"width": 360, "height": 740}, {"width": 1440, "height": 900})


ROWS = 12
"""Rows of a table that are looked at: the others are built alike, and thousands of cells take minutes."""

SHORTEN = f"""
for (const body of document.querySelectorAll("tbody"))
  [...body.rows].slice({ROWS}).forEach(row => row.remove())
"""


def violations(page: Page) -> list[str]:
    """What axe-core objects to, with the first element that it means."""
    found = Axe().run(page).response["violations"]
    return [f"{it['id']}: {it['nodes'][0]['html'][:200]} ({len(it['nodes'])} elements)" for it in found]


@pytest.mark.parametrize("path", [*PAGES.values(), "zh/models/ResNeXt50_32x4d/"])
def test_axe_finds_nothing(page: Page, address: str, path: str) -> None:
    for scheme, size in itertools.product(("light", "dark"), SIZES):
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size(size)
        visit(page, address + path)
        page.evaluate(SHORTEN)
        assert violations(page) == [], f"{path}, {scheme}, {size['width']} px"


def test_axe_would_find_something(page: Page, address: str) -> None:
    page.goto(address)
    page.evaluate("document.querySelector('article').append(document.createElement('button'))")
    assert any(found.startswith("button-name") for found in violations(page))
