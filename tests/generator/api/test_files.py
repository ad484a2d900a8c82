"""The API's files against their own schemas, in the small zoo and in the one of this repository."""

import io
import json
from collections.abc import Callable, Mapping
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from pyarrow import parquet

import catalog
from catalog.claims import COLUMNS
from generator import paths
from generator.api.files import plan_api, plan_twin
from generator.snapshot import Snapshot, take_snapshot


def api_files(snapshot: Snapshot) -> dict[str, Callable[[], bytes]]:
    twins = (plan_twin(snapshot, name) for name in snapshot.zoo.models)
    return {plan.path: plan.make for plan in (*plan_api(snapshot), *twins)}


@pytest.fixture(scope="module")
def real() -> Snapshot:
    return take_snapshot(catalog.load())


@pytest.fixture(scope="module", params=["small", "real"])
def files(request: pytest.FixtureRequest, snapshot: Snapshot, real: Snapshot) -> dict[str, bytes]:
    """Contents below the API's folder."""
    chosen = snapshot if request.param == "small" else real
    return {path.removeprefix(paths.API_FILES): make() for path, make in api_files(chosen).items()}


def index_of(files: Mapping[str, bytes]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(files["index.json"])
    return found


def test_the_index_lists_every_file_and_no_other(files: dict[str, bytes]) -> None:
    patterns = [entry["path"].replace("{name}", "*") for entry in index_of(files)["files"]]
    assert [path for path in files if not any(fnmatchcase(path, pattern) for pattern in patterns)] == []
    assert [pattern for pattern in patterns if not any(fnmatchcase(path, pattern) for path in files)] == []


def test_every_json_file_follows_its_schema(files: dict[str, bytes]) -> None:
    checked = 0
    for entry in index_of(files)["files"]:
        if "described_by" in entry:
            schema = json.loads(files[entry["described_by"]])
            Draft202012Validator.check_schema(schema)
            validator = Draft202012Validator(schema)
            for path in (path for path in files if fnmatchcase(path, entry["path"].replace("{name}", "*"))):
                assert [error.message for error in validator.iter_errors(json.loads(files[path]))] == [], path
                checked += 1
    assert checked == sum(path.endswith(".json") and not path.startswith("schemas/") for path in files)


def test_a_schema_refuses_what_its_file_does_not_hold(files: dict[str, bytes]) -> None:
    models = json.loads(files["models.json"])
    models["models"][0]["surprise"] = 1
    validator = Draft202012Validator(json.loads(files["schemas/models.schema.json"]))
    assert ["surprise" in error.message for error in validator.iter_errors(models)] == [True]


def test_links_of_the_list_lead_to_files_and_pages(files: dict[str, bytes]) -> None:
    for model in json.loads(files["models.json"])["models"]:
        assert model["links"]["data"] in files
        assert model["links"]["page"] == f"../../{paths.model(model['name'])}"


def test_the_claims_table_is_the_one_of_the_catalog(real: Snapshot) -> None:
    made = api_files(real)
    table = real.zoo.claims_table()
    lines = made["api/v1/claims.csv"]().decode().splitlines()
    assert lines[0] == ",".join(COLUMNS)
    assert len(lines) == len(table) + 1
    columns = parquet.read_table(io.BytesIO(made["api/v1/claims.parquet"]()))
    assert columns.column_names == list(COLUMNS)
    assert {str(columns.schema.field(name).type) for name in ("batch", "threads", "input_size")} == {"int32"}
    expected = [{**row, "value": float(row["value"])} for row in table]
    assert columns.to_pylist() == expected


def test_numbers_keep_their_printed_digits(snapshot: Snapshot) -> None:
    made = api_files(snapshot)
    (summary,) = (model for model in json.loads(made["api/v1/models.json"]())["models"] if model["name"] == "Net_x1_0")
    assert summary["headlines"]["top1"] == {
        "value": 0.58,
        "printed": "0.580",
        "unit": "",
        "source": "page",
        "verdict": "unchecked",
        "dataset": "pictures",
        "input_size": 224,
    }
    assert "easy" not in summary["headlines"]
    assert sum(summary["verdicts"].values()) == len(snapshot.zoo.claims("Net_x1_0"))


def test_findings_name_files_below_the_zoo(real: Snapshot) -> None:
    found = json.loads(api_files(real)["api/v1/findings.json"]())["findings"]
    assert len(found) == len(real.audit.findings)
    for finding in found:
        for quotation in finding["evidence"]:
            assert (real.zoo.directory / quotation["file"]).is_file()
    assert any("acknowledged" in finding for finding in found)


def test_the_same_zoo_gives_the_same_bytes_wherever_it_lies(snapshot: Snapshot, tmp_path: Path) -> None:
    from tests.generator.conftest import write_zoo

    moved = take_snapshot(catalog.load(write_zoo(tmp_path / "elsewhere")))
    here, there = api_files(snapshot), api_files(moved)
    assert {path: make() for path, make in here.items()} == {path: make() for path, make in there.items()}


def test_without_pyarrow_the_index_says_what_is_missing(snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "pyarrow", None)
    made = api_files(snapshot)
    index = json.loads(made["api/v1/index.json"]())
    assert "api/v1/claims.parquet" not in made
    assert [entry["path"] for entry in index["missing"]] == ["claims.parquet"]
    assert "claims.parquet" not in {entry["path"] for entry in index["files"]}
