import json

from generator.mkdocs_search import WORD_BREAK, read_entries, search_entry, write_index
from generator.page import Page, SearchEntry


def page(title: str, text: str, **names: tuple[str, ...]) -> Page:
    return Page("models/A/", "model", title, "", "", (), SearchEntry(title, text, **names))


def words(text: str) -> set[str]:
    return set(text.replace(WORD_BREAK, " ").split())


def test_an_entry_holds_title_text_and_other_names() -> None:
    entry = search_entry(page("A", "fifty layers", aliases=("a50",), tags=("V100",)), "en")
    assert entry == {"location": "models/A/", "title": "A", "text": "fifty layers a50 V100"}


def test_an_entry_is_escaped_because_the_theme_shows_it_as_html() -> None:
    entry = search_entry(page("<b>", "a < b & c"), "en")
    assert entry["title"] == "&lt;b&gt;"
    assert entry["text"] == "a &lt; b &amp; c"


def test_chinese_is_found_by_its_words_and_by_the_words_within_them() -> None:
    entry = search_entry(page("人工智能", "ResNeXt50 的延迟预算"), "zh")
    assert {"人工智能", "智能", "ResNeXt50", "延迟", "预算"} <= words(f"{entry['title']} {entry['text']}")


def test_chinese_reads_as_before() -> None:
    text = "通道宽度系数为 0.35 的 MobileNetV3。"
    assert search_entry(page("甲", text), "zh")["text"].replace(WORD_BREAK, "").startswith(text)


def test_an_index_is_read_as_it_was_written() -> None:
    entry = search_entry(page("模型", ""), "zh")
    index = write_index({"lang": ["en"]}, [{"location": "prose/"}, entry])
    assert json.loads(index)["config"] == {"lang": ["en"]}
    assert read_entries(index) == {"prose/": {"location": "prose/"}, "models/A/": entry}


def test_an_index_that_is_missing_or_damaged_has_no_entries() -> None:
    assert [read_entries(index) for index in (None, b"[", b"[]", b'{"docs": [1]}')] == [{}, {}, {}, {}]
