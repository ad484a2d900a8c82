from tests.generator.conftest import Document, Pages


def test_a_family_has_prose_metrics_benchmarks_downloads_and_papers(pages: Pages) -> None:
    page = pages["en"]["families/Net/"]
    assert [heading.id for heading in page.headings] == [
        "about-1", "trade-offs", "metrics", "metrics-page", "benchmarks", "benchmark-phone",
        "benchmark-gpu",
        "downloads", "use", "use-timm", "use-timm-Net_x1_0", "papers", "links",
    ]  # fmt: skip
    assert page.title == "Nets"
    assert pages["zh"]["families/Net/"].title == "网络系列"


def test_prose_is_safe(pages: Pages) -> None:
    document = Document(pages["en"]["families/Net/"].body)
    (prose,) = [element for element in document.all("p") if element.text.startswith("Nets <b>net</b>.")]
    assert prose.text == "Nets <b>net</b>. Bad and good."
    assert not any("javascript" in element.attributes.get("href", "") for element in document.all("a"))


def test_links_of_an_unknown_kind_are_shown_as_they_are_spelled(pages: Pages) -> None:
    body = pages["zh"]["families/Net/"].body
    assert '<a href="https://example.org/doc">文档</a>: 请读。' in body
    assert '<a href="https://example.org/odd"><code>odd-thing</code></a>' in body


def test_the_index_counts_models_and_claims(pages: Pages) -> None:
    text = " ".join(element.text for element in Document(pages["en"]["families/"].body).all("p"))
    assert "Image classification · 2 models · 20 claims" in text
    assert "Object detection · 1 model · 7 claims" in text
