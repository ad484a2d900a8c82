"""The JSON Schema: committed files are current, editors find them, and all shipped YAML fits."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from catalog import yamlfile
from catalog.commands.schema import SCHEMA_KINDS
from catalog.json_schema import KINDS, json_schema, schema_text, write_schemas

ZOO = Path(__file__).parent.parent.parent / "catalog" / "zoo"
WRITTEN = [path for path in sorted(ZOO.rglob("*.yaml")) if path.relative_to(ZOO).parts[0] != "evidence"]


def kind_of(path: Path) -> str:
    folder = path.relative_to(ZOO).parts[0]
    return {"models": "record", "families": "family"}.get(folder, path.stem)


def plain(data: Any) -> Any:
    """Return what an editor's YAML parser makes of the same text."""
    if isinstance(data, dict):
        return {key: plain(value) for key, value in data.items()}
    if isinstance(data, list):
        return [plain(value) for value in data]
    return float(data) if isinstance(data, Decimal) else data


@pytest.mark.parametrize("kind", KINDS)
def test_committed_schemas_are_current(kind: str) -> None:
    committed = (ZOO / "schema" / f"{kind}.schema.json").read_text(encoding="utf-8")

    assert committed == schema_text(kind), "run: catalog schema --write catalog/zoo/schema"


@pytest.mark.parametrize("kind", KINDS)
def test_schemas_are_valid_and_explain_every_field(kind: str) -> None:
    schema = json_schema(kind)

    jsonschema.Draft202012Validator.check_schema(schema)
    for entry in [*schema.get("$defs", {}).values(), schema]:
        for name, field in entry.get("properties", {}).items():
            assert field.get("description"), f"{entry['title']}.{name}"


def test_the_shipped_zoo_fits_its_schemas() -> None:
    validators = {kind: jsonschema.Draft202012Validator(json_schema(kind)) for kind in KINDS}
    wrong = [
        f"{path}: {error.json_path}: {error.message}"
        for path in WRITTEN
        for error in validators[kind_of(path)].iter_errors(plain(yamlfile.read(path).data))
    ]

    assert len(WRITTEN) > 100
    assert wrong == []


def test_every_file_tells_editors_its_schema() -> None:
    for path in WRITTEN:
        up = "../" * (len(path.relative_to(ZOO).parts) - 1)
        first = path.read_text(encoding="utf-8").split("\n", 1)[0]
        assert first == f"# yaml-language-server: $schema={up}schema/{kind_of(path)}.schema.json", path


@pytest.mark.parametrize(
    "record",
    [
        {"name": "A", "family": "A", "task": "image-classification"},
        {"name": "A", "family": "A", "task": "image-classification", "input": {"size": 1}, "nme": "x"},
        {"name": "A/B", "family": "A", "task": "image-classification", "input": {"size": 1}},
        {"name": "A", "family": "A", "task": "sleeping", "input": {"size": 1}},
        {"name": "A", "family": "A", "task": "image-classification", "input": {"size": 0}},
        {"name": "A", "family": "A", "task": "image-classification", "input": {"size": 1},
         "reported": [{"source": "s", "complexity": [{"storage": 94}]}]},
    ],
)  # fmt: skip
def test_the_schema_refuses_what_is_wrong(record: dict[str, Any]) -> None:
    assert not jsonschema.Draft202012Validator(json_schema("record")).is_valid(record)


def test_vocabularies_refuse_bad_keys() -> None:
    entry = {"name": "T4", "kind": "gpu", "vendor": "V", "about": {"en": "A GPU."}}
    validator = jsonschema.Draft202012Validator(json_schema("devices"))

    assert validator.is_valid({"t4": entry})
    assert not validator.is_valid({"T4": entry})
    assert not validator.is_valid({"t4": {**entry, "about": {"en": "A GPU.", "english": "A GPU."}}})


def test_writing(tmp_path: Path) -> None:
    paths = write_schemas(tmp_path / "new" / "schema")

    assert [path.name for path in paths] == [f"{kind}.schema.json" for kind in KINDS]
    assert sorted(path.name for path in paths[0].parent.iterdir()) == sorted(path.name for path in paths)
    assert json.loads(paths[0].read_text())["title"] == "Zooproof record"


def test_the_command_knows_every_kind() -> None:
    assert SCHEMA_KINDS == KINDS
