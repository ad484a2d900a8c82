"""Nothing that people read moves while it loads."""

import pytest
from playwright.sync_api import Page

from tests.site.conftest import visit

OBSERVE = """
window.shifts = [];
new PerformanceObserver(list => {
  for (const entry of list.getEntries()) {
    const moved = entry.sources.map(source => source.node?.parentElement?.closest("main")?.tagName);
    if (moved.includes("MAIN")) shifts.push([entry.value, entry.sources.map(it => it.node?.outerHTML?.slice(0, 100))]);
  }
}).observe({type: "layout-shift", buffered: true});
"""
"""Notes what moves below the theme's header."""

FIRST_SHIFT = """
async () => {
  for (let frame = 0; frame < 600 && !shifts.length; frame += 1) {
    await new Promise(requestAnimationFrame);
  }
  return shifts.length;
}
"""
"""How much has moved as soon as something has; pages forbid what evaluates text, as `wait_for_function` does."""


@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize("path", ["", "explorer/", "compare/?models=MobileNetV3_large_x1_0,MobileNetV2&device=sd855"])
def test_a_page_stays_in_place_while_it_loads(page: Page, address: str, path: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.add_init_script(OBSERVE)
    visit(page, address + path)
    assert page.evaluate("shifts") == []


def test_a_shift_would_be_seen(page: Page, address: str) -> None:
    page.add_init_script(OBSERVE)
    visit(page, f"{address}sources/")
    page.evaluate("document.querySelector('article').prepend(document.createElement('hr'))")
    assert page.evaluate(FIRST_SHIFT) > 0
