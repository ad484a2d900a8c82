from generator.api.documents import ClaimDocument
from generator.context import Site
from generator.pages.api import render_api
from tests.generator.conftest import Document


def test_the_page_describes_every_field_of_a_claim(site: Site) -> None:
    document = Document(render_api(site).body)
    codes = {element.text for element in document.all("code")}
    assert ClaimDocument.model_fields.keys() <= codes
    assert "claims.parquet" in codes


def test_descriptions_are_marked_as_english_in_other_languages(chinese: Site) -> None:
    document = Document(render_api(chinese).body)
    english = [element.text for element in document.all("span") if element.attributes.get("lang") == "en"]
    assert "What the evidence says of it." in english


def test_files_are_reached_from_every_language(site: Site, snapshot: object) -> None:
    nested = Site(site.snapshot, site.words, site.environment, nested=True)
    for place, root in ((site, "../"), (nested, "../../")):
        links = {element.attributes.get("href") for element in Document(render_api(place).body).all("a")}
        assert f"{root}api/v1/index.json" in links
