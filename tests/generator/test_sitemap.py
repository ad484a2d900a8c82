from xml.etree import ElementTree

import pytest

from generator import sitemap
from generator.sitemap import site_maps

ROOT = "https://example.org/zoo/"
FOLDERS = {"en": "", "pt": "pt/"}
MAPS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"


def read(content: bytes) -> ElementTree.Element:
    return ElementTree.fromstring(content)


def places(content: bytes) -> list[str | None]:
    return [element.text for element in read(content).iter(f"{MAPS}loc")]


def test_every_language_has_a_map_of_its_pages_and_the_index_names_all() -> None:
    files = dict(site_maps(ROOT, FOLDERS, ["", "models/A/"], ["about/"]))

    assert list(files) == ["sitemaps/en-1.xml", "sitemaps/pt-1.xml", "sitemap.xml"]
    assert places(files["sitemaps/en-1.xml"]) == [f"{ROOT}about/", ROOT, f"{ROOT}models/A/"]
    assert places(files["sitemaps/pt-1.xml"]) == [f"{ROOT}pt/", f"{ROOT}pt/models/A/"]
    assert places(files["sitemap.xml"]) == [f"{ROOT}sitemaps/en-1.xml", f"{ROOT}sitemaps/pt-1.xml"]


def test_a_page_names_its_counterparts_and_itself() -> None:
    files = dict(site_maps(ROOT, FOLDERS, ["models/A/"]))
    for path in ("sitemaps/en-1.xml", "sitemaps/pt-1.xml"):
        links = {link.get("hreflang"): link.get("href") for link in read(files[path]).iter(LINK)}
        assert links == {
            "en": f"{ROOT}models/A/",
            "pt": f"{ROOT}pt/models/A/",
            "x-default": f"{ROOT}models/A/",
        }


def test_addresses_are_escaped() -> None:
    files = dict(site_maps("https://example.org/?a&b/", {"en": ""}, ["A/"]))

    assert places(files["sitemaps/en-1.xml"]) == ["https://example.org/?a&b/A/"]


def test_a_long_map_is_split(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemap, "LARGEST", 2)
    files = dict(site_maps(ROOT, {"en": ""}, ["a/", "b/", "c/"]))

    assert [len(places(files[f"sitemaps/en-{number}.xml"])) for number in (1, 2)] == [2, 1]
    assert len(places(files["sitemap.xml"])) == 2
