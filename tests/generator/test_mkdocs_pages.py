from dataclasses import replace
from pathlib import Path

import pytest
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from generator.mkdocs_pages import ZooPage, navigation, table_of_contents
from generator.page import Heading, Page, SearchEntry


def page(path: str, kind: str, title: str = "T", source: Path | None = None) -> Page:
    return Page(path, kind, title, "About", "<h1>T</h1>", (Heading(2, "a", "A"),), SearchEntry(title, ""), source)


@pytest.fixture
def config(tmp_path: Path) -> MkDocsConfig:
    (tmp_path / "docs").mkdir()
    config = MkDocsConfig(str(tmp_path / "mkdocs.yml"))
    config.load_dict({"site_name": "Zoo", "repo_url": "https://example.org/zoo", "edit_uri": "edit/main/"})
    assert config.validate() == ([], [])
    return config


def test_headings_nest_by_level() -> None:
    levels = [(2, "a"), (3, "b"), (4, "c"), (3, "d"), (2, "e")]
    contents = table_of_contents([Heading(level, name, f"<{name}>") for level, name in levels])
    first, last = contents.items
    assert (first.url, first.title, last.url) == ("#a", "&lt;a&gt;", "#e")
    assert [link.url for link in first.children] == ["#b", "#d"]
    assert [link.url for link in first.children[0].children] == ["#c"]


def test_navigation_groups_a_folder_under_its_first_page_and_leaves_models_out() -> None:
    pages = [
        page("", "home"),
        page("families/", "families", "系列"),
        page("families/A/", "family"),
        page("models/", "models"),
        page("models/A1/", "model"),
    ]
    assert navigation(pages) == [
        "index.md",
        {"系列": ["families/index.md", "families/A/index.md"]},
        "models/index.md",
    ]


def test_a_page_stands_at_its_path_with_its_body(config: MkDocsConfig) -> None:
    zoo_page = ZooPage(page("models/A.5/", "model", "A.5"), config)
    zoo_page.read_source(config)
    zoo_page.render(config, Files([]))
    assert zoo_page.url == "models/A.5/"
    assert zoo_page.content == "<h1>T</h1>"
    assert zoo_page.meta["title"] == "A.5"
    assert [link.url for link in zoo_page.toc] == ["#a"]


def test_a_page_is_edited_in_its_record_if_that_is_in_the_repository(config: MkDocsConfig, tmp_path: Path) -> None:
    inside = ZooPage(page("models/A/", "model", source=tmp_path / "catalog" / "A.yaml"), config)
    outside = ZooPage(page("models/B/", "model", source=tmp_path.parent / "B.yaml"), config)
    assert inside.edit_url == "https://example.org/zoo/edit/main/catalog/A.yaml"
    assert outside.edit_url is None


def test_titles_and_descriptions_are_escaped_for_the_theme(config: MkDocsConfig) -> None:
    zoo_page = ZooPage(replace(page("devices/a/", "device", 'A <b>"'), description='"><script>'), config)
    zoo_page.read_source(config)
    assert zoo_page.title == zoo_page.meta["title"] == "A &lt;b&gt;&quot;"
    assert zoo_page.meta["description"] == "&quot;&gt;&lt;script&gt;"
    assert navigation([page("a/", "a", "<b>"), page("a/b/", "b")]) == [{"&lt;b&gt;": ["a/index.md", "a/b/index.md"]}]


def test_a_page_that_a_menu_calls_otherwise_has_that_name_there(config: MkDocsConfig) -> None:
    assert ZooPage(replace(page("", "home", "A long title"), label="Home & more"), config).title == "Home &amp; more"


def test_a_page_of_tables_or_without_headings_takes_the_room_of_the_table_of_contents(config: MkDocsConfig) -> None:
    with_headings, without = page("a/", "a"), replace(page("b/", "b"), headings=())
    for rendered, hidden in ((with_headings, None), (without, ["toc"]), (page("c/", "device"), ["toc"])):
        zoo_page = ZooPage(rendered, config)
        zoo_page.read_source(config)
        assert zoo_page.meta.get("hide") == hidden
