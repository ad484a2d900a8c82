import re

from catalog.vocabulary import Source
from generator.page import Page
from generator.pages.sources import revision_address
from tests.generator.conftest import Document, Pages


def facts(document: Document) -> dict[str, str]:
    names = [element.text for element in document.all("dt")]
    return dict(zip(names, [element.text.strip() for element in document.all("dd")], strict=True))


def rows(page: Page, caption: str) -> list[str]:
    """The rows of a table as text."""
    start = page.body.index(f"<caption>{caption}</caption>")
    body = page.body[page.body.index("<tbody>", start) : page.body.index("</tbody>", start) + 8]
    apart = re.sub(r"(?=</t[dh]>|<small>)", " ", body)
    return [" ".join(row.text.split()) for row in Document(apart).all("tr")]


def test_a_source_states_its_revision_environment_and_protocol(pages: Pages) -> None:
    document = Document(pages["en"]["sources/page/"].body)
    found = facts(document)
    assert found["Publisher"] == "Someone"
    assert found["Document"] == "https://example.org/page"
    assert found["Revision"] == "abc123, January 2, 2024"
    assert found["Language"] == "Chinese"
    assert found["In the zoo"] == "2 models, 17 claims"
    items = [element.text for element in document.all("li")]
    assert items[:3] == ["Python 3.11", "2,100 runs, the first 100 not counted", "4 threads"]


def test_headings_quoted_from_a_source_are_marked_with_its_language(pages: Pages) -> None:
    assert '<span lang="zh">1.2 模型指标</span>' in pages["en"]["sources/page/"].body


def test_each_table_has_its_verdicts(pages: Pages) -> None:
    metrics, speed = rows(pages["en"]["sources/page/"], "Tables of the source, and the verdicts on their numbers")
    assert metrics.startswith("Metrics of nets 1.2 模型指标 Top-1, Top-5, FLOPs, Params 2 9 2 0 1 1 5")
    assert speed.startswith("Speed of nets FLOPs, Storage, Latency, Phone <9>, Big GPU 2 8 1 0 0 0 7")


def test_the_conventions_that_a_source_fits_are_counted(pages: Pages) -> None:
    fitted = rows(pages["en"]["sources/page/"], "Conventions that the numbers fit, or are nearest to")
    assert "macs-twice FLOPs 2 0 0" in fitted
    assert "fluid-model-stat Params 0 1 0" in fitted


def test_errata_of_the_source_and_of_records_stand_on_its_page(pages: Pages) -> None:
    body = pages["en"]["sources/page/"].body
    assert "The page drops the biases." in body
    assert "Nobody knows why." in body
    assert "Nobody knows why." not in pages["en"]["sources/other/"].body


def test_what_a_source_says_of_its_own_numbers_is_checked(real_pages: Pages) -> None:
    statements = rows(real_pages["en"]["sources/paddleclas-mobile/"], "Statements of the source on its own numbers")
    assert "– – – – 35 37 contradicted" in statements


def test_places_on_the_index_that_others_may_link_to_stay(pages: Pages) -> None:
    ids = {element.attributes.get("id") for element in Document(pages["en"]["sources/"].body).all("li")}
    assert {"page", "other"} <= ids


def test_a_document_on_github_is_linked_at_the_revision_that_was_read() -> None:
    source = Source(
        title={"en": "Page"},
        publisher="Someone",
        url="https://github.com/Owner/Project/blob/main/page.md",
        repository="Owner/Project",
        revision="abc123",
        path="page.md",
        language="en",
    )
    assert revision_address(source) == "https://github.com/Owner/Project/blob/abc123/page.md"
    elsewhere = source.model_copy(update={"url": "https://example.org/page"})
    assert revision_address(elsewhere) == "https://example.org/page"
