import pytest

from generator.page import Page, SearchEntry
from generator.unmarked_text import unmarked_han


def page(body: str, title: str = "Net") -> Page:
    return Page("p/", "model", title, "A net.", body, (), SearchEntry(title, ""))


@pytest.mark.parametrize(
    ("body", "texts"),
    [
        ("<p>Plain.</p>", []),
        ("<p>a 网络\n b</p>", ["a 网络 b"]),
        ('<p lang="zh">网络 <b>很快</b></p><p>Plain.</p>', []),
        ('<p><span lang="zh">网</span><br> 络</p>', ["络"]),
        ('<p title="网络">Net</p>', ["网络"]),
        ('<p lang="zh" title="网络">Net</p>', []),
        ("<p>&#32593;</p>", ["网"]),
        ('<a href="/网">Net</a>', []),
    ],
)
def test_chinese_is_found_where_nothing_marks_it(body: str, texts: list[str]) -> None:
    assert list(unmarked_han(page(body))) == texts


def test_titles_count_as_well() -> None:
    assert list(unmarked_han(page("<p>Net</p>", title="网"))) == ["网"]
