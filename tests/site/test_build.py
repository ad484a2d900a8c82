"""What `mkdocs build` leaves in the folder of the site."""

import json
from pathlib import Path

import pytest

import catalog
from generator.i18n import available_languages
from tests.generator.conftest import write_zoo
from tests.site.conftest import build

MODEL = "ResNeXt50_32x4d"
SMALL = "Net_x1_0"
"""A model of the small zoo."""


def pages(folder: Path) -> set[str]:
    return {path.parent.relative_to(folder).as_posix() for path in folder.rglob("index.html")}


def test_all_languages_have_the_same_pages(built: Path) -> None:
    others = available_languages()[1:]
    english = {page for page in pages(built) if page.partition("/")[0] not in others}
    assert {f"models/{name}" for name in catalog.load().models} <= english
    for language in others:
        assert pages(built / language) == english


@pytest.mark.parametrize(("folder", "language"), [(".", "en"), ("zh", "zh")])
def test_a_page_names_its_language_and_its_counterparts(built: Path, folder: str, language: str) -> None:
    text = (built / folder / "models" / MODEL / "index.html").read_text(encoding="utf-8")
    root = "../../" if language == "en" else "../../../"
    assert f'<html lang="{language}"' in text
    assert f'hreflang="en" href="{root}models/{MODEL}/"' in text
    assert f'hreflang="zh" href="{root}zh/models/{MODEL}/"' in text
    assert f'hreflang="x-default" href="{root}models/{MODEL}/"' in text


def test_navigation_does_not_list_models(built: Path) -> None:
    text = (built / "families" / "ResNeXt" / "index.html").read_text(encoding="utf-8")
    navigation = text[text.index("md-nav--primary") : text.index("<article")]
    assert "Families" in navigation
    assert "ResNeXt" in navigation
    assert MODEL not in navigation


def test_a_models_data_and_record_stand_beside_its_page(built: Path) -> None:
    model = built / "models" / MODEL
    assert json.loads((built / "api" / "v1" / "models" / f"{MODEL}.json").read_text(encoding="utf-8"))["name"] == MODEL
    assert (model / "record.yaml").read_bytes() == catalog.load().record_path(MODEL).read_bytes()


@pytest.mark.parametrize("folder", [".", "zh"])
def test_search_has_one_entry_a_page(built: Path, folder: str) -> None:
    index = json.loads((built / folder / "search" / "search_index.json").read_text(encoding="utf-8"))
    locations = [entry["location"] for entry in index["docs"]]
    assert len(locations) == len(set(locations))
    assert {location.rstrip("/") or "." for location in locations} == pages(built / "zh")


def test_templates_are_not_published(built: Path) -> None:
    assert not list(built.rglob("overrides"))


def test_crawlers_find_every_language_where_the_address_is_known(tmp_path: Path) -> None:
    zoo = write_zoo(tmp_path / "zoo")
    folder = build(tmp_path / "site", ZOOPROOF_CATALOG=str(zoo), SITE_URL="https://example.org/zoo/")
    page = (folder / "zh" / "models" / SMALL / "index.html").read_text(encoding="utf-8")
    assert f'<link rel="canonical" href="https://example.org/zoo/zh/models/{SMALL}/">' in page
    assert f'hreflang="en" href="https://example.org/zoo/models/{SMALL}/"' in page
    assert f"[![zooproof](https://example.org/zoo/badges/{SMALL}.svg)](https://example.org/zoo/models/{SMALL}/)" in page
    assert "<loc>https://example.org/zoo/sitemaps/zh-1.xml</loc>" in (folder / "sitemap.xml").read_text(
        encoding="utf-8"
    )
    site_map = (folder / "sitemaps" / "zh-1.xml").read_text(encoding="utf-8")
    assert f"<loc>https://example.org/zoo/zh/models/{SMALL}/</loc>" in site_map
    assert f'hreflang="ja" href="https://example.org/zoo/ja/models/{SMALL}/"' in site_map
    assert '<meta property="og:locale" content="zh_CN">' in page
    assert f'<meta property="og:image" content="https://example.org/zoo/models/{SMALL}/card.png">' in page
    assert (folder / "models" / SMALL / "card.png").read_bytes().startswith(b"\x89PNG")
    home = (folder / "de" / "index.html").read_text(encoding="utf-8")
    assert "<title>Zooproof: Ein Modellzoo mit Nachweis</title>" in home
    assert '<meta property="og:url" content="https://example.org/zoo/de/">' in home
