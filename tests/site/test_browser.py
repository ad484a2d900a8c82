"""The site as readers use it, in a real browser."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from generator.i18n import available_languages

MODEL = "ResNeXt50_32x4d"
PRUNED = "YOLOv3_MobileNetV1_coco_prune_r578"
LONG_NAME = 45
"""Characters of a model's name beyond which it may take two lines on a wide screen."""


def search(page: Page, words: str) -> None:
    page.locator(".md-search__input").click()
    page.keyboard.insert_text(words)
    page.keyboard.press("Shift")  # the theme listens for keys, and text from an input method sends none


def background(page: Page) -> str:
    return str(page.evaluate("getComputedStyle(document.body).backgroundColor"))


def expect_background(page: Page, colour: str) -> None:
    expect(page.locator("body")).to_have_css("background-color", colour)


@pytest.mark.parametrize(("path", "language", "name"), [("", "en", "Home"), ("zh/", "zh", "首页")])
def test_home_opens(page: Page, address: str, path: str, language: str, name: str) -> None:
    page.goto(address + path)
    expect(page.locator(".md-nav--primary .md-nav__link--active").first).to_have_text(name)
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(page.locator("article h1")).to_be_visible()
    expect(page.locator("article h1")).to_have_count(1)


def test_language_switch_stays_on_the_page(page: Page, address: str) -> None:
    page.goto(f"{address}models/{MODEL}/")
    for language, folder in (("zh", "zh/"), ("en", "")):
        page.locator(".md-header .md-select button").hover()
        page.locator(f".md-select__link[hreflang={language}]").click()
        page.wait_for_url(f"{address}{folder}models/{MODEL}/")
        expect(page.locator("html")).to_have_attribute("lang", language)
        expect(page.locator("article h1")).to_have_text(MODEL)


@pytest.mark.parametrize("path", ["models/", "zh/devices/v100/"])
def test_columns_of_numbers_sort_by_number(page: Page, address: str, path: str) -> None:
    page.goto(address + path)
    table = page.locator(".zp-table").first
    unlike_text = 0
    for header in table.locator("thead th[data-type=number]").all():
        column = header.evaluate("header => header.cellIndex")
        for direction in ("ascending", "descending"):
            header.locator("button").click()
            expect(header).to_have_attribute("aria-sort", direction)
            read = f"rows => rows.map(row => row.cells[{column}].dataset.sort).filter(key => key !== undefined)"
            keys = table.locator("tbody tr").evaluate_all(read)
            assert keys == sorted(keys, key=float, reverse=direction == "descending")
            unlike_text += keys != sorted(keys, reverse=direction == "descending")
    assert unlike_text, "sorting by text would have given the same"


@pytest.mark.parametrize("folder", ["", "zh/"])
def test_search_finds_a_model_by_its_name_and_by_parts_of_it(page: Page, address: str, folder: str) -> None:
    page.goto(address + folder)
    result = page.locator(f'.md-search-result__link[href*="models/{MODEL}/"]').first
    for words in ("32x4d", "resnext50", "resnext50 32x4d", MODEL):
        search(page, words)
        expect(result).to_be_visible()
        page.locator(".md-search__input").fill("")
    search(page, MODEL)
    result.click()
    page.wait_for_url(re.compile(rf"/{folder}models/{MODEL}/"))
    expect(page.locator("article h1")).to_have_text(MODEL)


@pytest.mark.parametrize(
    ("folder", "found"),
    [
        ("zh/", ["系列", "检测器", "通道"]),
        ("ja/", ["量子化", "レイテンシ", "計数方式"]),
        ("ko/", ["양자화", "지연 시간", "집계 방식"]),
        ("de/", ["Latenzen", "Geräte", "Zählweisen"]),
        ("fr/", ["quantifiés", "comptage"]),
    ],
)
def test_search_finds_words_of_the_language(page: Page, address: str, folder: str, found: list[str]) -> None:
    page.goto(address + folder)
    for words in found:
        search(page, words)
        expect(page.locator(".md-search-result__link").first).to_contain_text(words)
        page.locator(".md-search__input").fill("")


def test_theme_follows_the_system_and_can_be_set(page: Page, address: str) -> None:
    page.goto(address)
    light = background(page)
    page.locator("label[title='Switch to the light theme']").click()
    expect(page.locator("body")).to_have_attribute("data-md-color-media", "(prefers-color-scheme: light)")
    expect_background(page, light)
    page.locator("label[title='Switch to the dark theme']").click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    dark = background(page)
    assert dark != light
    page.goto(f"{address}zh/models/{MODEL}/")
    expect_background(page, dark)
    page.emulate_media(color_scheme="dark")
    page.locator("label[for=__palette_0]").click()
    expect(page.locator("body")).to_have_attribute("data-md-color-media", "(prefers-color-scheme)")
    expect_background(page, dark)


@pytest.mark.parametrize(("folder", "room"), [("", 320), ("zh/", 360), ("de/", 360), ("fr/", 1024)])
def test_no_page_scrolls_sideways(page: Page, address: str, built: Path, folder: str, room: int) -> None:
    page.set_viewport_size({"width": room, "height": 740})
    of_each_kind = [
        f"{file.parent.name}/" for file in built.glob("*/index.html") if file.parent.name not in available_languages()
    ]
    for path in ("", *of_each_kind, "families/ResNeXt/", "devices/v100/", f"models/{MODEL}/", f"models/{PRUNED}/"):
        page.goto(address + folder + path, wait_until="domcontentloaded")
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= room, f"{folder}{path} is {width} px wide where there are {room}"


@pytest.mark.parametrize("path", ["models/", "compression/", "contradicted/", "devices/sd855/", "zh/families/YOLOv3/"])
def test_names_of_models_stand_on_one_line_where_there_is_room(page: Page, address: str, path: str) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(address + path)
    read = "links => links.map(link => [link.textContent, link.getBoundingClientRect().height])"
    heights = page.locator(".zp-table tbody th > a").evaluate_all(read)
    lowest = min(height for _, height in heights)
    assert {name for name, height in heights if height > lowest and len(name) <= LONG_NAME} == set()
    assert page.evaluate("document.documentElement.scrollWidth") <= 1440


def test_why_a_claim_is_unchecked_is_seen_without_pointing(page: Page, address: str) -> None:
    page.goto(f"{address}models/{MODEL}/")
    article = page.locator("article")
    expect(article.locator(".zp-reasons")).to_have_text(
        re.compile(r"^Why unchecked: no weights here \d+ · device not here \d+ *$")
    )
    article.get_by_text("Every claim with the count and the gap").click()
    claims = article.get_by_role("region", name=f"Claims about {MODEL}")
    expect(claims.get_by_role("row", name="Top-5 on ImageNet-1k").first).to_contain_text("no weights here")
    page.goto(f"{address}zh/models/{MODEL}/")
    expect(article.locator(".zp-reasons")).to_have_text(re.compile(r"^未核对的原因： 没有权重 \d+ · 没有该设备 \d+ *$"))


def test_a_long_line_of_code_scrolls_free_of_its_copy_button(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{address}models/{MODEL}/")
    block = page.locator("pre").filter(has_text="[![zooproof]")
    box = block.get_by_role("button").bounding_box()
    read = """code => {
      code.scrollLeft = code.scrollWidth;
      const range = document.createRange();
      range.selectNodeContents(code);
      return [code.scrollLeft, range.getBoundingClientRect().right];
    }"""
    scrolled, end = block.locator("code").evaluate(read)
    assert scrolled > 0
    assert box is not None
    assert end <= box["x"]


@pytest.mark.parametrize("path", ["", "zh/"])
def test_dialogs_and_buttons_have_names(page: Page, address: str, path: str) -> None:
    page.goto(address + path)
    read = "all => all.map(e => [(e.getAttribute('aria-label') || e.title || e.textContent).trim(), e.outerHTML])"
    named = page.locator("[role=dialog], button").evaluate_all(read)
    assert named
    assert [element for name, element in named if not name] == []
