"""The explorer as a person uses it: choosing, sorting, pointing, going back and forth."""

import gzip
import re
from pathlib import Path
from threading import Event

import pytest
from playwright.sync_api import Browser, Page, expect

import catalog
from catalog import Catalog
from tests.site.conftest import ROOT, QuietHandler, new_page, serve
from tests.site.explorer_page import JOURNEY, expect_rows, names, open_explorer, shown

SCRIPT_LIMIT = 100_000
"""Bytes of script that the page may load, compressed."""

REPAINTED = """
async (before) => {
  for (let frame = 0; frame < 300; frame += 1) {
    await new Promise(requestAnimationFrame);
    if (document.querySelector(".zoo-plot canvas").toDataURL() !== before) {
      return true;
    }
  }
  return false;
}
"""

SHIFTS = """
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) {
    const parts = entry.sources.map((source) => source.node?.parentElement?.closest("[data-explorer]"));
    window.shifted = (window.shifted ?? 0) + (parts.some(Boolean) ? entry.value : 0);
  }
}).observe({type: "layout-shift", buffered: true});
"""


@pytest.fixture(scope="module")
def zoo() -> Catalog:
    return catalog.load(ROOT / "catalog" / "zoo")


def test_a_person_finds_the_best_model_within_a_budget(
    page: Page, browser: Browser, address: str, zoo: Catalog
) -> None:
    open_explorer(page, address)
    page.get_by_role("button", name="Show everything").click()
    page.get_by_role("combobox", name="Device", exact=True).select_option("sd855")
    page.get_by_role("combobox", name="Threads", exact=True).select_option("4")
    page.get_by_label("Latency budget in milliseconds").fill("10")
    page.get_by_role("columnheader", name="Top-1").get_by_role("button").click()
    rows = shown(page)
    expected = zoo.query(device="sd855", threads=4, max_latency=10, sort="top1").rows
    expect_rows(page, expected)
    expect(rows.first).to_contain_text("9.40 ms")
    expect(page.locator("[data-mixed]")).to_have_text(
        "These rows differ in Input: compare only rows where they are equal."
    )
    link = f"{address}explorer/{JOURNEY}"
    expect(page).to_have_url(link)

    rows.first.get_by_role("link").click()
    page.wait_for_url(re.compile(r"/models/GhostNet_x1_3_ssld/"))
    page.go_back()
    expect_rows(page, expected)
    expect(page.get_by_label("Latency budget in milliseconds")).to_have_value("10")

    with new_page(browser) as shared:
        shared.goto(link)
        expect_rows(shared, expected)


def test_what_is_chosen_before_the_rows_are_there_holds(page: Page, built: Path, zoo: Catalog) -> None:
    rows_may_come = Event()

    class Slow(QuietHandler):
        def do_GET(self) -> None:
            if self.path.endswith("rows.json"):
                rows_may_come.wait()
            super().do_GET()

    with serve(built, Slow) as address:
        try:
            page.goto(f"{address}explorer/?device=sd855")
            page.get_by_role("combobox", name="Threads", exact=True).select_option("4")
            page.get_by_label("Latency budget in milliseconds").fill("10")
            page.get_by_label("Pareto front only").check()
            expect(page.get_by_role("button", name="Copy the link")).to_be_disabled()
            expect(page.locator(".zoo-rows tbody tr").first).to_be_hidden()
        finally:
            rows_may_come.set()
        expect_rows(page, zoo.query(device="sd855", threads=4, max_latency=10, pareto=True).rows)
        expect(page.get_by_role("button", name="Copy the link")).to_be_enabled()
        expect(page).to_have_url(f"{address}explorer/?device=sd855&threads=4&max-latency=10&pareto=yes")


def test_selections_go_back_and_forward_in_history(page: Page, address: str) -> None:
    all_rows = names(open_explorer(page, address, "?device=sd855&threads=4"))
    page.get_by_label("Pareto front only").check()
    front = names(shown(page))
    assert len(front) < len(all_rows)
    page.get_by_role("combobox", name="Family").select_option("MobileNetV3")
    assert set(names(shown(page))) < set(front)
    page.go_back()
    assert names(shown(page)) == front
    page.go_back()
    assert names(shown(page)) == all_rows
    expect(page.get_by_label("Pareto front only")).not_to_be_checked()
    page.go_forward()
    assert names(shown(page)) == front


def test_dragging_the_budget_is_one_step_of_history(page: Page, address: str) -> None:
    open_explorer(page, address, "?device=sd855&threads=4&sort=latency")
    count = page.locator("[data-count]")
    before = count.inner_text()
    slider = page.get_by_role("slider", name="Latency budget")
    slider.focus()
    for _ in range(5):
        page.keyboard.press("PageDown")
    shown(page)
    expect(count).not_to_have_text(before)
    limit = float(page.get_by_label("Latency budget in milliseconds").input_value())
    expect(slider).to_have_attribute("aria-valuetext", f"{limit:g} ms")
    expect(page).to_have_url(re.compile(f"max-latency={limit:g}&"))
    page.go_back()
    expect(count).to_have_text(before)
    expect(slider).to_have_attribute("aria-valuetext", "no limit")


def test_choosing_a_device_tells_which_conditions_exist(page: Page, address: str, zoo: Catalog) -> None:
    open_explorer(page, address, "?device=t4")
    expect(page.locator("[data-mixed]")).to_contain_text("These rows differ in Engine, Precision, Batch size")
    threads = page.get_by_role("combobox", name="Threads", exact=True)
    expect(threads.locator("option[value='4']")).to_have_text("4 (0)")
    models = {row.model for row in zoo.query(device="t4", batch=8).rows}
    batch = page.get_by_role("combobox", name="Batch size", exact=True)
    expect(batch.locator("option[value='8']")).to_have_text(f"8 ({len(models)})")
    chip = page.locator("[data-chips] button").first
    text = chip.text_content() or ""
    chip.click()
    shown(page)
    count = re.search(r"\((\d+)\)", text)
    assert count
    expect(page.locator("[data-count]")).to_contain_text(f"Rows: {count[1]}")
    expect(page.locator("[data-chips] button:enabled, [data-window]").first).to_be_focused()


def test_rows_under_other_conditions_stand_in_groups_when_sorted_by_latency(page: Page, address: str) -> None:
    open_explorer(page, address, "?device=v100&engine=tensorrt-8.5&sort=latency")
    rows = open_explorer(page, address, "?device=v100&family=ResNeXt&sort=latency")
    groups = page.locator(".zoo-rows .zoo-group")
    expect(groups.first).to_contain_text("Batch size: 1")
    expect(rows.first).to_be_visible()
    expect(page.locator("[data-mixed]")).to_contain_text("compare only inside a group")


def test_when_nothing_fits_the_nearest_model_is_named(page: Page, address: str) -> None:
    rows = open_explorer(page, address, "?device=sd855&threads=4&max-latency=1us")
    expect(rows).to_have_count(0)
    expect(page.locator("[data-mixed]")).to_contain_text(re.compile(r"Nothing fits\..*Latency excludes \d+"))
    nearest = page.locator("[data-chips] a")
    expect(nearest).to_have_text("Nearest: MobileNetV1_x0_25")
    expect(page.locator("[data-chips]")).to_contain_text("1.26 ms, asked for at most 0.001 ms")
    nearest.click()
    expect(page.locator("article h1")).to_have_text("MobileNetV1_x0_25")


def test_what_the_zoo_does_not_know_is_named_and_left_out(page: Page, address: str) -> None:
    rows = open_explorer(page, address, "?device=<b>x</b>&threads=4&batch=zero")
    expect(page.locator("[data-mixed]")).to_contain_text("Device: “<b>x</b>” is not known here and was left out.")
    expect(page.locator("[data-mixed]")).to_contain_text("Batch size: “zero”")
    expect(rows.first).to_be_visible()
    expect(page.locator("[data-command]")).to_have_text("catalog query --threads 4")


def test_columns_sort_by_number_both_ways_and_can_be_chosen(page: Page, address: str) -> None:
    rows = open_explorer(page, address, "?device=sd855&threads=4&batch=1&input-size=224")
    header = page.get_by_role("columnheader", name="Params")
    for direction in ("ascending", "descending"):
        header.get_by_role("button").click()
        shown(page)
        expect(header).to_have_attribute("aria-sort", direction)
        place = header.evaluate("header => header.cellIndex")
        texts = rows.evaluate_all(f"rows => rows.map(row => row.cells[{place}].innerText)")
        numbers = [float(text.split()[0]) for text in texts]
        assert numbers
        assert numbers == sorted(numbers, reverse=direction == "descending")
        expect(header.get_by_role("button")).to_be_focused()
    page.get_by_text("Columns", exact=True).click()
    page.get_by_role("checkbox", name="Family").check()
    page.get_by_role("checkbox", name="Top-5").uncheck()
    shown(page)
    heads = page.locator(".zoo-rows thead th")
    expect(heads.get_by_text("Top-5")).to_have_count(0)
    chosen = heads.all_text_contents()
    assert "Family" in chosen
    page.reload()
    expect(heads).to_have_text(chosen)


def test_the_keyboard_reaches_every_row(page: Page, address: str, zoo: Catalog) -> None:
    rows = open_explorer(page, address, "?device=sd855&sort=top1")
    expected = [row.model for row in zoo.query(device="sd855", sort="top1").rows]
    assert rows.count() < len(expected), "only rows in view are there"
    page.locator("[data-window]").focus()
    for _ in range(page.locator(".zoo-rows thead button").count() + 2):
        page.keyboard.press("Tab")
    for name in expected[:40]:
        expect(page.locator(":focus")).to_have_text(name)
        page.keyboard.press("ArrowDown")
    page.keyboard.press("End")
    expect(page.locator(":focus")).to_have_text(expected[-1])
    page.keyboard.press("Home")
    expect(page.locator(":focus")).to_have_text(expected[0])
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(f"/models/{expected[0]}/"))


def test_what_was_chosen_is_listed_and_taken_back(page: Page, address: str, zoo: Catalog) -> None:
    open_explorer(page, address, f"{JOURNEY}&min-top1=75%25&verified=yes&text=ssld")
    chosen = page.get_by_role("list", name="What was chosen").get_by_role("button")
    expect(chosen).to_have_text(
        [
            re.compile("^Qualcomm Snapdragon 855"),
            re.compile("^Threads: 4"),
            re.compile("^Name: ssld"),
            re.compile("^Verified only"),
            re.compile("^Latency: at most 10 ms"),
            re.compile("^Top-1: at least 75 %"),
        ]
    )
    for label in ("Verified only", "Name: ssld", "Top-1: at least 75 %"):
        page.get_by_role("button", name=f"Remove {label}").click()
        shown(page)
    expect(chosen.last).to_be_focused()
    expect(page).to_have_url(f"{address}explorer/{JOURNEY}")
    expect_rows(page, zoo.query(device="sd855", threads=4, max_latency=10, sort="top1").rows)


def test_on_a_phone_rarer_conditions_are_folded(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    open_explorer(page, address, "?engine=tensorrt")
    more = page.get_by_role("button", name="More conditions")
    engine = page.get_by_role("combobox", name="Engine", exact=True)
    expect(page.get_by_role("combobox", name="Device", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("^Remove TensorRT"))).to_be_visible()
    expect(engine).to_be_hidden()
    more.click()
    expect(more).to_have_attribute("aria-expanded", "true")
    expect(engine).to_have_value("tensorrt")
    page.set_viewport_size({"width": 1280, "height": 740})
    expect(more).to_be_hidden()


def test_models_are_ticked_and_compared_under_the_same_conditions(page: Page, address: str) -> None:
    rows = open_explorer(page, address, JOURNEY)
    expect(page.locator("[data-compare]")).to_be_hidden()
    for model in ("MobileNetV2_ssld", "GhostNet_x1_3"):
        rows.get_by_label(f"Compare {model}", exact=True).first.check()
        shown(page)
    link = page.get_by_role("link", name="Compare (2)")
    compared = "compare/?models=MobileNetV2_ssld,GhostNet_x1_3&device=sd855&threads=4"
    expect(link).to_have_attribute("href", re.compile(f"{re.escape(compared)}$"))
    page.reload()
    shown(page)
    expect(link).to_be_visible()
    expect(rows.get_by_label("Compare GhostNet_x1_3", exact=True).first).to_be_checked()


def test_there_is_room_for_six_models_to_compare(page: Page, address: str) -> None:
    rows = open_explorer(page, address, JOURNEY)
    boxes = [rows.get_by_label(f"Compare {name}", exact=True).first for name in dict.fromkeys(names(rows))]
    room = page.get_by_text("There is room for 6 models.")
    for box in boxes[:6]:
        expect(room).to_have_count(0)
        box.check()
        shown(page)
    expect(room).to_be_visible()
    expect(page.get_by_role("link", name="Compare (6)")).to_be_visible()
    expect(boxes[6]).to_be_disabled()
    boxes[0].uncheck()
    expect(boxes[6]).to_be_enabled()
    expect(room).to_be_hidden()


def test_the_picture_and_the_table_point_at_each_other(page: Page, address: str, zoo: Catalog) -> None:
    rows = open_explorer(page, address, f"{JOURNEY}&input-size=224")
    expect(page.locator("[data-title]")).to_have_text("Top-1 against Latency")
    front = zoo.query(device="sd855", threads=4, max_latency=10, input_size=224, pareto=True).rows
    count = len(zoo.query(device="sd855", threads=4, max_latency=10, input_size=224).rows)
    expect(page.locator("[data-plotted]")).to_have_text(
        f"{count} of {count} rows have both numbers; {len(front)} are on the Pareto front."
    )
    third = rows.nth(2)
    third.hover()
    told = page.locator(".zoo-told")
    expect(told).to_contain_text(third.locator("a").text_content() or "")
    ring = page.locator(".zoo-ring").bounding_box()
    assert ring
    page.mouse.move(5, 5)
    expect(told).to_be_hidden()
    page.mouse.move(ring["x"] + 11, ring["y"] + 11)
    expect(told).to_be_visible()
    expect(page.locator("tr.zoo-pointed a")).to_have_text(told.locator("b").text_content() or "")
    page.mouse.click(ring["x"] + 11, ring["y"] + 11)
    expect(page.locator("tr[data-row] a:focus")).to_have_text(told.locator("b").text_content() or "")


def test_the_picture_follows_the_theme(page: Page, address: str) -> None:
    open_explorer(page, address)
    light = page.evaluate("document.querySelector('.zoo-plot canvas').toDataURL()")
    page.evaluate("document.body.setAttribute('data-md-color-scheme', 'slate')")
    assert page.evaluate(REPAINTED, light)


@pytest.mark.parametrize("query", ["", "?device=sd855&sort=latency", "?device=sd855&threads=4&max-latency=1us"])
@pytest.mark.parametrize("size", [(360, 740), (1440, 900)], ids=str)
def test_nothing_moves_while_it_loads_and_the_page_never_scrolls_sideways(
    page: Page, address: str, size: tuple[int, int], query: str
) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.add_init_script(SHIFTS)
    open_explorer(page, address, query)
    assert page.evaluate("window.shifted ?? 0") == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]


def test_it_speaks_the_language_of_the_page(page: Page, address: str) -> None:
    rows = open_explorer(page, address, "?device=sd855&threads=4&batch=1&sort=top1", "zh/")
    expect(page.locator(".zoo-rows thead th").first).to_have_text("模型")
    expect(rows.first).to_contain_text("10.18 ms")
    assert (rows.first.get_by_role("link").get_attribute("href") or "").startswith("../models/")


def test_without_scripts_there_is_a_table(browser: Browser, address: str, zoo: Catalog) -> None:
    with new_page(browser, java_script_enabled=False) as page:
        page.goto(f"{address}explorer/")
        expected = zoo.query(device="sd855", threads=4, batch=1, dataset="imagenet-1k", sort="top1").rows
        assert page.locator(".zoo-rows tbody th").all_text_contents() == [row.model for row in expected]
        expect(page.locator("noscript p")).to_be_visible()
        for useless in (".zoo-controls", ".zoo-scatter", ".zoo-same button"):
            expect(page.locator(useless).first).to_be_hidden()


def test_scripts_of_the_page_stay_small(page: Page, address: str, built: Path) -> None:
    loaded: list[str] = []
    page.on("response", lambda response: loaded.append(response.url) if response.url.endswith(".js") else None)
    open_explorer(page, address)
    ours = [url.removeprefix(address) for url in loaded if "/assets/" not in url]
    assert "scripts/explorer/explorer.js" in ours
    total = sum(len(gzip.compress((built / path).read_bytes())) for path in ours)
    assert total < SCRIPT_LIMIT
