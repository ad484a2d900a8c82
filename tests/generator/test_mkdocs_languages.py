from pathlib import Path

import pytest
import yaml

from generator.i18n import load_words
from generator.mkdocs_languages import BUTTONS, Languages

PAGE = "models/A/"


@pytest.mark.parametrize(
    ("current", "url", "root", "hrefs"),
    [
        ("en", "", "", ["./", "zh/"]),
        ("zh", "", "", ["../", "../zh/"]),
        ("en", PAGE, "../../", [f"../../{PAGE}", f"../../zh/{PAGE}"]),
        ("zh", PAGE, "../../", [f"../../../{PAGE}", f"../../../zh/{PAGE}"]),
    ],
)
def test_alternates_are_relative_to_the_page(current: str, url: str, root: str, hrefs: list[str]) -> None:
    alternates = Languages(("en", "zh"), current).alternates(url, root, None)
    assert [alternate.href for alternate in alternates] == hrefs
    assert [alternate.url for alternate in alternates] == hrefs
    assert [(alternate.language, alternate.name) for alternate in alternates] == [("en", "English"), ("zh", "中文")]


def test_crawlers_get_absolute_addresses_where_the_site_has_one() -> None:
    canonical = f"https://example.org/zoo/zh/{PAGE}"
    alternates = Languages(("en", "zh"), "zh").alternates(PAGE, "../../", canonical)
    assert [alternate.url for alternate in alternates] == [f"https://example.org/zoo/{PAGE}", canonical]


def test_buttons_in_the_configuration_have_names_that_are_translated() -> None:
    text = (Path(__file__).parents[2] / "mkdocs.yml").read_text(encoding="utf-8")
    palettes = yaml.safe_load(text.replace("!ENV", ""))["theme"]["palette"]
    assert {palette["toggle"]["name"] for palette in palettes} == set(BUTTONS)
    assert not set(map(load_words("zh").translate, BUTTONS)) & set(BUTTONS)
