"""The reference names every field that the loader accepts, and its examples are values of the zoo."""

from catalog import Catalog
from catalog.json_schema import KINDS, json_schema
from generator.schema import examples, file_kinds
from tests.generator.conftest import Document, Pages
from tests.generator.pages.test_sources import rows


def test_every_field_of_every_type_is_explained(zoo: Catalog) -> None:
    explained = {entry.name: entry for kind in file_kinds(zoo) for entry in kind.types}
    for kind in KINDS:
        schema = json_schema(kind)
        definitions = dict(schema["$defs"]) if "$defs" in schema else {}
        if "properties" in schema:
            definitions[kind.capitalize()] = schema
        for name, definition in definitions.items():
            assert [field.name for field in explained[name].fields] == list(definition["properties"])
            assert {field.name for field in explained[name].fields if field.required} == set(
                definition.get("required", ())
            )
            assert all(field.description for field in explained[name].fields)


def test_an_example_is_the_first_value_of_the_zoo(zoo: Catalog) -> None:
    found = examples(zoo)
    assert found["LatencyLine", "ms"] == "289.878"
    assert found["AccuracyLine", "box_ap"] == "29.3 %"
    assert found["Model", "compression"] == "[prune-half, teach]"
    assert found["Model", "summary"].startswith("{en: <script>")
    assert ("Model", "input") not in found


def test_types_are_told_in_words_and_lead_to_each_other(pages: Pages) -> None:
    page = pages["en"]["schema/"]
    document = Document(page.body)
    latency = rows(page, "Fields of LatencyLine")
    assert "batch whole number Images in one run. 1" in latency
    assert "precision fp32 | fp16 | bf16 | int8 Number format of the run. fp32" in latency
    assert latency[-1].startswith("ms required number or text like")
    assert any("list: LatencyLine" in row for row in rows(page, "Fields of Report"))
    assert '<a href="#type-latencyline">' in page.body
    ids = {element.attributes.get("id") for element in document.elements}
    assert {"record", "datasets", "type-record", "type-record-input", "type-latencyline-ms"} <= ids


def test_each_kind_of_file_leads_to_its_json_schema(pages: Pages) -> None:
    targets = {link.attributes["href"] for link in Document(pages["en"]["schema/"].body).all("a")}
    assert {f"../schema/{kind}.schema.json" for kind in KINDS} <= targets
