"""The page that a server shows at every wrong address: it says so, and leads home, in each language."""

import itertools
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from generator.i18n import available_languages, load_words
from generator.mkdocs_languages import HOME, NOT_FOUND
from tests.site.conftest import QuietHandler, new_page, serve, visit
from tests.site.test_accessibility import SIZES, violations


class Host(QuietHandler):
    """A server that shows 404.html for what is not there, as hosts of static sites do."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        assert code == HTTPStatus.NOT_FOUND
        page = Path(self.directory, "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(page)


@pytest.fixture(scope="module")
def nowhere(built: Path) -> Iterator[str]:
    """An address at which there is nothing, on a server with the site at its root."""
    with serve(built / "nowhere", Host) as address:
        yield address


@pytest.mark.parametrize("path", ["", "zh/models/gone/"])
def test_a_wrong_address_leads_home_in_each_language_without_scripts(browser: Browser, nowhere: str, path: str) -> None:
    with new_page(browser, java_script_enabled=False) as page:
        for language in available_languages():
            response = page.goto(nowhere + path)
            assert response is not None
            assert response.status == HTTPStatus.NOT_FOUND
            line, words = page.locator(f"article li[lang='{language}']"), load_words(language)
            expect(line).to_have_text(f"{words.translate(NOT_FOUND)} {words.translate(HOME)}")
            line.get_by_role("link").click()
            expect(page.locator("html")).to_have_attribute("lang", language)
            expect(page).to_have_url(nowhere.replace("nowhere/", "" if language == "en" else f"{language}/"))


def test_it_is_accessible_and_keeps_its_policy(page: Page, nowhere: str) -> None:
    """The fixture `page` fails on errors of the console and on requests to other hosts."""
    for scheme, size in itertools.product(("light", "dark"), SIZES):
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size(size)
        visit(page, nowhere.replace("nowhere/", "404.html"))
        assert violations(page) == [], f"{scheme}, {size['width']} px"
