import json

from generator.context import Site
from generator.pages.compare import CONDITIONS, render_compare
from tests.generator.conftest import Document


def words_of(body: str) -> dict[str, dict[str, object]]:
    (script,) = (element for element in Document(body).all("script") if element.attributes.get("id") == "compare-data")
    words: dict[str, dict[str, object]] = json.loads(script.text)
    return words


def test_without_a_script_every_model_is_listed_with_its_page(site: Site) -> None:
    document = Document(render_compare(site).body)
    links = {element.attributes.get("data-model"): element.attributes["href"] for element in document.all("a")}
    for name in site.snapshot.zoo.models:
        assert links[name] == f"../models/{name}/"
    assert len(document.all("noscript")) == 1


def test_conditions_are_named_as_the_options_of_a_query(site: Site) -> None:
    from catalog.cli import main

    options = {option for parameter in main.commands["query"].params for option in parameter.opts}
    selects = [element.attributes["name"] for element in Document(render_compare(site).body).all("select")]
    assert [name.replace("_", "-") for name in CONDITIONS] == selects
    assert {f"--{name}" for name in selects} <= options


def test_the_script_is_told_names_and_places(site: Site) -> None:
    words = words_of(render_compare(site).body)
    assert words["names"]["device"] == {"phone": "Phone <9>", "gpu": "Big GPU", "idle": "Idle CPU"}
    assert words["places"]["page"] == "sources/page/"
    assert words["versions"]["fast"] == ["fast"]


def test_sentences_keep_their_placeholders(chinese: Site) -> None:
    assert "%(model)s" in str(words_of(render_compare(chinese).body)["sentences"]["unknown"])
