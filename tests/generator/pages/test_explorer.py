"""The explorer's page before, and without, its scripts."""

import json

import pytest

from generator.context import Site
from generator.page import Page
from generator.pages.explorer import render_explorer
from tests.generator.conftest import Document


@pytest.fixture
def page(site: Site) -> Page:
    return render_explorer(site)


def test_without_scripts_there_is_the_table_of_the_opening_selection(page: Page) -> None:
    document = Document(page.body)
    assert [row.text.strip() for row in document.all("th") if row.attributes["scope"] == "row"] == [
        "Net_x1_0",
        "Net_x0_5",
    ]
    assert [cell.text for cell in document.all("td")[:4]] == ["9.5 ms", "0.580", "0.800", "0.600 G"]
    assert any("Big GPU" in option.text for option in document.all("option"))
    assert "Phone <9> · Batch size: 1 · Threads: 4 · Input: 224 · Pictures" in [it.text for it in document.all("span")]
    (note,) = document.all("noscript")
    assert "need JavaScript" in note.text


def test_controls_bear_the_names_of_the_options_of_the_command_line(page: Page) -> None:
    from catalog.cli import main

    options = {option.lstrip("-") for parameter in main.commands["query"].params for option in parameter.opts}
    document = Document(page.body)
    fields = [it for tag in ("select", "input") for it in document.all(tag)]
    assert {field.attributes["name"] for field in fields if "name" in field.attributes} <= options
    least = [option.attributes["value"] for option in document.all("option") if "min-" in option.attributes["value"]]
    assert least
    assert set(least) <= options


def test_every_sentence_of_the_scripts_comes_from_the_page(page: Page) -> None:
    (block,) = [it for it in Document(page.body).all("script") if it.attributes.get("type") == "application/json"]
    data = json.loads(block.text)
    assert data["opening"].startswith("?device=phone")
    assert data["say"]["shown"] == "Rows: {rows} · Models: {models}"
    assert dict(data["columns"])["latency"] == "Latency"
    assert data["names"]["device"]["phone"] == "Phone <9>"
