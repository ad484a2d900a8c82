"""What holds for every page of the site."""

import itertools
import re
from collections import Counter
from pathlib import Path
from posixpath import normpath
from urllib.parse import urljoin

import pytest
from babel.messages.pofile import read_po

import catalog
from catalog import Catalog
from generator.exceptions import GeneratorError
from generator.i18n import LOCALE
from generator.page import Page
from generator.site import plan_files, render_pages
from generator.snapshot import Snapshot, take_snapshot
from tests.generator.conftest import HOSTILE, Document, Element, Pages

CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")


@pytest.fixture(scope="module", params=["pages", "real_pages"])
def every(request: pytest.FixtureRequest) -> Pages:
    """The pages of the small zoo, then those of the real one."""
    pages: Pages = request.getfixturevalue(request.param)
    return pages


class Outline:
    """What several tests look at in a page's body, which is parsed once for all of them."""

    def __init__(self, page: Page) -> None:
        document = Document(page.body)
        self.titles = [title.text for title in document.all("h1")]
        self.levels = [int(element.tag[1]) for element in document.elements if re.fullmatch("h[1-6]", element.tag)]
        self.ids = Counter(element.attributes["id"] for element in document.elements if "id" in element.attributes)
        # An unsafe link of prose leads nowhere.
        self.targets = [link.attributes["href"] for link in document.all("a") if "href" in link.attributes]
        self.sort_keys = {
            element.attributes["data-sort"] for element in document.elements if "data-sort" in element.attributes
        }


Outlines = dict[str, dict[str, Outline]]
"""Outlines of pages by language and path."""


@pytest.fixture(scope="module")
def outlines(every: Pages) -> Outlines:
    return {language: {path: Outline(page) for path, page in pages.items()} for language, pages in every.items()}


def is_our_script(script: Element) -> bool:
    """Whether it is a file of this site, or data, which no browser runs."""
    if script.attributes.get("type") == "application/json":
        return "src" not in script.attributes
    file = normpath(script.attributes.get("src", "/")).lstrip("./")
    return not script.text.strip() and (Path(__file__).parents[2] / "site" / file).is_file()


def test_every_record_and_entry_has_its_page(zoo: Catalog, pages: Pages) -> None:
    wanted = {
        "",
        "explorer/",
        "families/",
        *(f"families/{name}/" for name in zoo.families),
        "models/",
        *(f"models/{name}/" for name in zoo.models),
        "devices/",
        *(f"devices/{key}/" for key in zoo.devices),
        "compression/",
        "contradicted/",
        "conventions/",
        "audit/",
        "datasets/",
        *(f"datasets/{key}/" for key in zoo.datasets),
        "sources/",
        *(f"sources/{key}/" for key in zoo.sources),
        "schema/",
        "compare/",
        "api/",
    }
    assert set(pages["en"]) == wanted


def test_pages_have_the_same_paths_and_anchors_in_every_language(every: Pages) -> None:
    for path, page in every["en"].items():
        other = every["zh"][path]
        assert [(heading.level, heading.id) for heading in page.headings] == [
            (heading.level, heading.id) for heading in other.headings
        ]
        assert (page.kind, page.source) == (other.kind, other.source)
    assert every["en"].keys() == every["zh"].keys()


def test_bodies_are_well_formed_with_one_title_and_unique_ids(every: Pages, outlines: Outlines) -> None:
    for language, pages in every.items():
        for path, page in pages.items():
            outline = outlines[language][path]
            assert outline.titles == [page.title]
            assert [name for name, number in outline.ids.items() if number > 1] == [], path
            assert {heading.id for heading in page.headings} <= outline.ids.keys()
            assert all(after - before <= 1 for before, after in itertools.pairwise(outline.levels)), path


def test_links_lead_to_pages_files_and_anchors_that_exist(outlines: Outlines, snapshot: Snapshot) -> None:
    files = {plan.path for zoo in (snapshot, take_snapshot(catalog.load())) for plan in plan_files(zoo)}
    for pages in outlines.values():
        for path, outline in pages.items():
            for target in outline.targets:
                if target.startswith(("https://", "http://")):
                    continue
                reached, _, anchor = target.partition("#")
                place = urljoin(f"https://site/{path}", reached.partition("?")[0]).removeprefix("https://site/")
                if place in files:
                    continue
                assert place in pages, f"{path}: {target}"
                assert not anchor or anchor in pages[place].ids, f"{path}: {target}"


def test_links_never_leave_the_folder_that_the_site_is_in(outlines: Outlines) -> None:
    for path, outline in outlines["en"].items():
        for target in outline.targets:
            if not target.startswith(("http", "#")):
                assert not target.startswith("/")
                assert not normpath(f"{path}{target.partition('#')[0]}").startswith("..")


def test_text_of_records_is_shown_as_text(pages: Pages) -> None:
    page = pages["en"]["models/Net_x1_0/"]
    document = Document(page.body)
    assert not document.all("script")
    assert [image.attributes["src"] for image in document.all("img")] == ["../../badges/Net_x1_0.svg"]
    assert any(HOSTILE in element.text for element in document.all("p"))
    assert any("<img src=x onerror=alert(2)>" in element.text for element in document.all("dd"))
    for other in pages["en"].values():
        scripts = Document(other.body).all("script")
        assert other.body.count("<script") == len(scripts)
        assert all(is_our_script(script) for script in scripts)
        assert not re.search(r"<[^>]*\son\w+=", other.body)


def test_english_pages_hold_chinese_only_where_it_is_quoted(every: Pages) -> None:
    for page in every["en"].values():
        unmarked = re.sub(r'<(\w+) lang="(?:zh|und)">.*?</\1>', "", page.body, flags=re.DOTALL)
        aliases = re.sub(r"<dt>Also called</dt><dd>.*?</dd>", "", unmarked, flags=re.DOTALL)
        assert not CHINESE.search(aliases), page.path


def test_chinese_pages_hold_no_message_in_english(every: Pages) -> None:
    with (LOCALE / "zh" / "LC_MESSAGES" / "messages.po").open("rb") as file:
        translated = {message.id: message.string for message in read_po(file, locale="zh") if message.id}
    english = {source for source, text in translated.items() if isinstance(source, str) and source != text}
    for page in every["zh"].values():
        marked = re.sub(r'<(\w+) lang="en">.*?</\1>', "", page.body, flags=re.DOTALL)
        for element in Document(marked).elements:
            assert element.text.strip() not in english, page.path
            assert element.attributes.get("title") not in english, page.path


def test_prose_that_is_not_translated_says_so(pages: Pages) -> None:
    body = pages["zh"]["families/Det/"].body
    assert "本介绍尚未翻译" in body
    assert '<div lang="en"><p>Only in English.</p></div>' in body
    assert "本介绍尚未翻译" not in pages["zh"]["families/Net/"].body


def test_no_page_needs_anything_from_outside(every: Pages) -> None:
    for page in every["en"].values():
        for element in Document(page.body).elements:
            assert element.tag not in {"link", "iframe", "style", "object"}
            assert not {"srcset", "style"} & element.attributes.keys()
            if element.tag == "img":
                assert re.fullmatch(r"(\.\./)+badges/[\w.-]+\.svg", element.attributes["src"])
            else:
                assert "src" not in element.attributes or is_our_script(element)


def test_numbers_sort_by_plain_numbers(outlines: Outlines) -> None:
    for outline in outlines["en"].values():
        assert all(re.fullmatch(r"-?\d+(\.\d+)?", key) for key in outline.sort_keys)


def test_every_model_can_be_found_by_its_name_and_its_other_names(pages: Pages) -> None:
    entry = pages["zh"]["models/Net_x1_0/"].search
    assert entry.title == "Net_x1_0"
    assert "big-net" in entry.aliases
    assert {"Net", "Phone <9>", "Big GPU"} <= set(entry.tags)
    assert entry.text == "完整宽度。"


def test_a_language_without_translations_is_refused(zoo: Catalog) -> None:
    with pytest.raises(GeneratorError, match=r"no translations for the language 'xx'.*there are en, .*zh"):
        next(render_pages(zoo, "xx"))


def test_a_catalog_renders_like_its_snapshot(zoo: Catalog, pages: Pages) -> None:
    assert {page.path: page.body for page in render_pages(zoo, "zh")} == {
        page.path: page.body for page in pages["zh"].values()
    }
    assert take_snapshot(zoo).zoo is zoo
