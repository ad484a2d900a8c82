"""Text from records is shown as text, whatever it says: on pages, in titles, in searches, by scripts, in files."""

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Dialog, Page, expect

from generator.i18n import available_languages
from tests.site.conftest import UNFINISHED, build, new_page, serve, visit
from tests.site.hostile_zoo import ATTACK, LONG, write_hostile_zoo

MARKS = "#hostile, [onerror], [onload], [onfocus], img[src=x]"
"""What there would be in a page that took the attack for markup."""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site of the hostile zoo."""
    folder = tmp_path_factory.mktemp("hostile")
    zoo = write_hostile_zoo(folder / "zoo")
    return build(folder / "site", ZOOPROOF_CATALOG=str(zoo))


@pytest.fixture(scope="module")
def hostile_address(hostile: Path) -> Iterator[str]:
    with serve(hostile) as address:
        yield address


@pytest.fixture
def guarded(page: Page) -> Iterator[Page]:
    """A page in which no dialog may open; what the policy blocks is an error on the console, which fails as well."""
    dialogs: list[str] = []

    def close(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", close)
    yield page
    assert dialogs == []


def inline_scripts(page: Page) -> list[str]:
    found: list[str] = page.locator("script:not([src]):not([type])").evaluate_all(
        "all => all.map(it => it.textContent)"
    )
    return found


def test_the_attack_would_be_seen(browser: Browser) -> None:
    with new_page(browser, java_script_enabled=False) as page:
        page.set_content(ATTACK)
        assert page.locator(MARKS).count() >= 3


def test_no_file_of_a_page_or_a_search_holds_it_as_markup(hostile: Path) -> None:
    for path in hostile.rglob("*.html"):
        assert "<script>alert" not in path.read_text(encoding="utf-8"), path
    for path in hostile.rglob("search_index.json"):
        assert "<script>alert" not in path.read_text(encoding="utf-8"), path
    assert "&lt;script&gt;alert(1)" in (hostile / "devices" / "phone" / "index.html").read_text(encoding="utf-8")


def test_no_page_takes_text_for_markup(guarded: Page, hostile: Path, hostile_address: str) -> None:
    found = {path.parent.relative_to(hostile).as_posix() for path in hostile.rglob("index.html")}
    others = tuple(f"{language}/" for language in available_languages() if language not in {"en", "zh"})
    paths = sorted(path for path in found if not f"{path}/".startswith(others))
    assert len(paths) > 30
    for path in paths:
        guarded.goto(f"{hostile_address}{path}/".replace("/./", "/"))
        expect(guarded.locator(UNFINISHED)).to_have_count(0)
        assert guarded.locator(MARKS).count() == 0, path
        assert not any("alert(" in script for script in inline_scripts(guarded)), path


@pytest.mark.parametrize(
    ("path", "where"),
    [
        ("devices/phone/", "article h1"),
        ("families/Net/", "article h1"),
        ("families/Net/", "article #about-1"),
        ("sources/page/", "article h1"),
        ("datasets/pictures/", "article h1"),
        ("models/Net_x0_5/", ".zp-erratum p >> nth=0"),
        ("compression/", "article"),
    ],
)
def test_the_text_is_shown_as_it_is_written(guarded: Page, hostile_address: str, path: str, where: str) -> None:
    guarded.goto(hostile_address + path)
    expect(guarded.locator(where)).to_contain_text("<script>alert(1)</script>")


def test_titles_and_descriptions_hold_it_as_text(guarded: Page, hostile_address: str) -> None:
    guarded.goto(f"{hostile_address}devices/phone/")
    assert ATTACK[:100] in guarded.title()
    described = guarded.locator("meta[name=description]").get_attribute("content")
    assert described is not None
    assert "<script>alert(1)" in described


def test_searching_shows_it_as_text(guarded: Page, hostile_address: str) -> None:
    guarded.goto(hostile_address)
    guarded.locator(".md-search__input").click()
    guarded.keyboard.insert_text("phone")
    guarded.keyboard.press("Shift")
    expect(guarded.locator(".md-search-result__item").first).to_contain_text("<script>alert(1)")
    assert guarded.locator("#hostile, .md-search-result img").count() == 0


def test_comparing_shows_it_as_text(guarded: Page, hostile_address: str) -> None:
    asked = "models=Net_x1_0,Net_x0_5,%3Cimg%20src=x%20onerror=alert(6)%3E&engine=%22%3E%3Cb%3E"
    guarded.goto(f"{hostile_address}compare/?{asked}")
    expect(guarded.get_by_role("status")).to_contain_text("<img src=x onerror=alert(6)>")
    expect(guarded.locator(".zp-compared")).to_contain_text("<script>alert(1)</script>")
    assert guarded.locator("#hostile, #compare img, #compare option b").count() == 0


def test_exploring_shows_it_as_text(guarded: Page, hostile_address: str) -> None:
    visit(guarded, f"{hostile_address}explorer/")
    expect(guarded.locator("article")).to_contain_text("<script>alert(1)</script>")
    assert guarded.locator(MARKS).count() == 0


def test_a_long_text_does_not_widen_the_page(guarded: Page, hostile_address: str) -> None:
    guarded.set_viewport_size({"width": 360, "height": 740})
    guarded.goto(f"{hostile_address}models/Net_x0_5/")
    expect(guarded.locator("article")).to_contain_text(LONG)
    assert guarded.evaluate("document.documentElement.scrollWidth") <= 360


def test_files_for_programs_hold_it_as_text(hostile: Path) -> None:
    devices = json.loads((hostile / "api/v1/devices.json").read_text(encoding="utf-8"))
    assert devices["phone"]["name"].startswith(ATTACK)
    rows = list(csv.DictReader(io.StringIO((hostile / "api/v1/claims.csv").read_text(encoding="utf-8"))))
    assert rows
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "-", "@"))]
    for picture in hostile.rglob("*.svg"):
        assert not re.search(r"<script|<img|\son\w+=|<b ", picture.read_text(encoding="utf-8")), picture


def test_names_and_links_that_attack_are_refused_where_they_stand(tmp_path: Path) -> None:
    from catalog import CatalogError, load
    from tests.generator.conftest import write_zoo

    zoo = write_zoo(tmp_path / "zoo")
    record = zoo / "models" / "Det" / "Det_scenes.yaml"
    lines = record.read_text(encoding="utf-8").replace("name: Det_scenes", "name: <script>alert(1)</script>")
    record.write_text(f"{lines}links:\n  - {{kind: config, url: 'javascript:alert(1)'}}\n", encoding="utf-8")
    devices = zoo / "devices.yaml"
    text = devices.read_text(encoding="utf-8").replace("name: Big GPU", 'name: "Big \\u202eUPG"')
    devices.write_text(text.replace("Idle CPU", '"Idle \\a CPU"'), encoding="utf-8")
    with pytest.raises(CatalogError) as refused:
        load(zoo)
    told = str(refused.value)
    assert re.search(r"Det_scenes\.yaml:1:\d+: name: expected a name of letters", told)
    assert re.search(r"Det_scenes\.yaml:\d+:\d+: url: expected a link that starts with http", told)
    assert re.search(r"devices\.yaml:\d+:\d+: .*U\+202E", told)
    assert re.search(r"devices\.yaml:\d+:\d+: .*U\+0007", told)
