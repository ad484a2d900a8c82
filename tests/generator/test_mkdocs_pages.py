from dataclasses import replace
from pathlib import Path

import pytest
from mkdocs.config.defaults import MkDocsConfig

from generator.mkdocs_pages import MENU_ROOM, ZooPage, edit_uri, is_wide, menu_pages, navigation
from generator.page import Heading, Page, SearchEntry
from generator.plan import Plan
from generator.shell import BODY, slot


def page(path: str, kind: str) -> Page:
    return Page(path, kind, "T", "About", "<h1>T</h1>", (Heading(2, "a", "A"),), SearchEntry("T", ""))


def plan(path: str, menu: str = "") -> Plan:
    return Plan("kind", path, lambda: page(path, "kind"), menu)


@pytest.fixture
def config(tmp_path: Path) -> MkDocsConfig:
    (tmp_path / "docs").mkdir()
    config = MkDocsConfig(str(tmp_path / "mkdocs.yml"))
    config.load_dict({"site_name": "Zoo", "repo_url": "https://example.org/zoo", "edit_uri": "edit/main/"})
    assert config.validate() == ([], [])
    return config


def test_navigation_groups_a_folder_under_its_first_page_and_leaves_out_what_has_no_name_in_it() -> None:
    plans = [plan("", "Home"), plan("families/", "系列"), plan("families/A/", "A")]
    plans += [plan("models/", "Models"), plan("models/A1/")]
    assert navigation(plans) == ["index.md", {"系列": ["families/index.md", "families/A/index.md"]}, "models/index.md"]


def test_folders_of_one_group_stand_in_one_section() -> None:
    plans = [
        replace(plan("audit/", "Audit"), group="Checks"),
        replace(plan("sources/", "Sources"), group="Checks"),
        plan("sources/A/", "A"),
        replace(plan("schema/", "Schema"), group="Reference"),
    ]
    sources = {"Sources": ["sources/index.md", "sources/A/index.md"]}
    assert navigation(plans) == [
        {"Checks": [{"Audit": ["audit/index.md"]}, sources]},
        {"Reference": [{"Schema": ["schema/index.md"]}]},
    ]


def test_navigation_does_not_grow_with_the_zoo() -> None:
    plans = [plan("families/", "Families"), *(plan(f"families/{number}/", "F") for number in range(MENU_ROOM))]
    assert navigation(plans) == ["families/index.md"]


def test_a_menu_has_the_pages_that_it_names(config: MkDocsConfig) -> None:
    plans = [plan("", "Home"), plan("a/", "<A>"), plan("models/X/")]
    pages = menu_pages(plans, ["index.md", {"More": [{"Own name": "models/X/index.md"}]}, "by_hand.md"], "zh/", config)
    assert [(page.path, page.url, page.title) for page in pages] == [
        ("", "zh/", "Home"),
        ("models/X/", "zh/models/X/", "X"),
    ]
    assert menu_pages(plans, ["a/index.md"], "", config)[0].title == "&lt;A&gt;"


def test_a_page_has_slots_in_place_of_its_values(config: MkDocsConfig) -> None:
    zoo_page = ZooPage("models/A.5/", "", "", config)
    zoo_page.hold_slots(page("models/A.5/", "model"), editable=True)
    assert (zoo_page.url, zoo_page.content, zoo_page.meta["title"]) == ("models/A.5/", BODY, slot("title"))
    assert zoo_page.edit_url == f"https://example.org/zoo/edit/main/{slot('edit')}"
    assert [link.url for link in zoo_page.toc] == [f"#{slot('anchor')}"]
    zoo_page.hold_slots(replace(page("models/A.5/", "model"), headings=()), editable=False)
    assert (zoo_page.edit_url, list(zoo_page.toc)) == (None, [])


def test_a_page_is_edited_in_its_record_if_that_is_in_the_repository(config: MkDocsConfig, tmp_path: Path) -> None:
    assert edit_uri(tmp_path / "catalog" / "A.yaml", config) == "catalog/A.yaml"
    assert edit_uri(tmp_path.parent / "B.yaml", config) is None
    assert edit_uri(None, config) is None


def test_a_page_of_tables_or_without_headings_takes_the_room_of_the_table_of_contents() -> None:
    with_headings = page("a/", "a")
    assert [is_wide(with_headings), is_wide(replace(with_headings, headings=())), is_wide(page("c/", "device"))] == [
        False,
        True,
        True,
    ]
