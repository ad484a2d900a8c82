from tests.generator.conftest import Document, Pages


def test_a_device_says_what_it_is(pages: Pages) -> None:
    page = pages["en"]["devices/phone/"]
    assert page.title == "Phone <9>"
    assert [element.text for element in Document(page.body).all("dd")] == [
        "System on chip",
        "Maker",
        "2019",
        "phone-9",
        "https://example.org/phone",
    ]


def test_a_device_that_nothing_was_measured_on_says_so(pages: Pages) -> None:
    assert "Nothing was measured on it yet." in pages["en"]["devices/idle/"].body
    assert not pages["en"]["devices/idle/"].headings


def test_the_index_counts_models_and_measurements(pages: Pages) -> None:
    text = " ".join(element.text for element in Document(pages["en"]["devices/"].body).all("p"))
    assert "System on chip · 3 models · 5 measurements" in text
    assert "CPU · 0 models · 0 measurements" in text
