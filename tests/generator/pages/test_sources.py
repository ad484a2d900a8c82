from generator.page import Page
from tests.generator.conftest import Document

Pages = dict[str, dict[str, Page]]


def test_a_source_states_its_revision_environment_and_protocol(pages: Pages) -> None:
    document = Document(pages["en"]["sources/"].body)
    names = [element.text for element in document.all("dt")]
    facts = dict(zip(names[:4], [element.text for element in document.all("dd")], strict=False))
    assert facts == {
        "Publisher": "Someone",
        "Document": "https://example.org/page",
        "Revision": "abc123, January 2, 2024",
        "Language": "Chinese",
    }
    items = [element.text for element in document.all("li")]
    assert items[:3] == ["Python 3.11", "2,100 runs, the first 100 not counted", "4 threads"]
    assert "2 models, 17 claims" in [element.text for element in document.all("dd")]


def test_headings_quoted_from_a_source_are_marked_with_its_language(pages: Pages) -> None:
    assert '<span lang="zh">1.2 模型指标</span>' in pages["en"]["sources/"].body
