from gettext import NullTranslations
from pathlib import Path

import pytest
import yaml
from mkdocs.exceptions import PluginError
from mkdocs.theme import Theme

from generator.i18n import Words, load_words
from generator.mkdocs_languages import BUTTONS, Languages, speak

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


def test_the_theme_speaks_the_language_of_the_words() -> None:
    theme = Theme("material", palette=[{"toggle": {"name": BUTTONS[0]}}, {"scheme": "slate"}])
    speak(theme, load_words("zh"))
    assert theme["language"] == "zh"
    assert theme["palette"][0]["toggle"]["name"] == "切换到浅色主题"


def test_a_language_that_the_theme_does_not_speak_is_refused() -> None:
    with pytest.raises(PluginError, match=r"no words for the language 'qq': expected partials/languages/qq\.html"):
        speak(Theme("material", palette=[]), Words("qq", NullTranslations()))


def test_buttons_in_the_configuration_have_names_that_are_translated() -> None:
    text = (Path(__file__).parents[2] / "mkdocs.yml").read_text(encoding="utf-8")
    palettes = yaml.safe_load(text.replace("!ENV", ""))["theme"]["palette"]
    assert {palette["toggle"]["name"] for palette in palettes} == set(BUTTONS)
    assert not set(map(load_words("zh").translate, BUTTONS)) & set(BUTTONS)
