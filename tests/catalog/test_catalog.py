"""A zoo that has been read."""

from collections.abc import Callable
from pathlib import Path

import pytest

import catalog
from catalog.claims import COLUMNS
from catalog.names import Kind

WriteZoo = Callable[..., Path]

KEY = "page/metrics/params[input_size=224]"
EVIDENCE = f"""\
model: Net_x0_5
verdicts:
  - {{claim: "{KEY}", printed: "1.50", verdict: miscounted, convention: thop, counted: 1700000, gap: -0.1176}}
  - {{claim: "page/metrics/flops[input_size=224]", printed: "0.07", verdict: confirmed}}
"""


@pytest.fixture
def zoo(write_zoo: WriteZoo) -> catalog.Catalog:
    return catalog.load(
        write_zoo(
            {
                "evidence/Net/Net_x0_5.yaml": EVIDENCE,
                "graphs/Net/Net_x1_0.onnx": b"graph",
                "families/Net/about.zh.md": "# 网络\n",
                "families/Det/about.en.md": b"\xff",
            }
        )
    )


def test_verdicts_are_joined_only_to_the_digits_that_were_judged(zoo: catalog.Catalog) -> None:
    rows = [row for row in zoo.claims_table() if row["model"] == "Net_x0_5"]

    assert {row["quantity"]: row["verdict"] for row in rows if row["table"] == "metrics" and not row["origin"]} == {
        "flops": "unchecked",  # 0.070 is printed now, 0.07 was judged
        "params": "miscounted",
        "storage": "unchecked",
        "top1": "unchecked",
        "top5": "unchecked",
    }
    assert all(tuple(row) == COLUMNS for row in rows)


def test_evidence(zoo: catalog.Catalog) -> None:
    evidence = zoo.evidence("Net_x0_5")

    assert evidence is not None
    assert (evidence.verdicts[0].counted, evidence.verdicts[0].gap) == (1_700_000, -0.1176)
    assert zoo.evidence("Det_coco") is None


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("model: [", "yaml:2:1: this is no YAML: a value is missing"),
        ("modl: x", "unknown key 'modl'; did you mean 'model'"),
        ("", "nothing"),
    ],
)
def test_broken_evidence(zoo: catalog.Catalog, text: str, problem: str) -> None:
    (zoo.directory / "evidence/Net/Net_x1_0.yaml").write_text(text)

    with pytest.raises(catalog.CatalogError, match=problem):
        zoo.evidence("Net_x1_0")


def test_a_graph_may_be_another_models(write_zoo: WriteZoo, small_files: dict[str, str]) -> None:
    record = small_files["models/Net/Net_x0_25.yaml"].replace("baseline", "graph_of")
    root = write_zoo({"models/Net/Net_x0_25.yaml": record, "graphs/Net/Net_x1_0.onnx": b"graph"})
    zoo = catalog.load(root)

    assert zoo.graph_path("Net_x0_25") == zoo.graph_path("Net_x1_0") == root / "graphs/Net/Net_x1_0.onnx"
    assert zoo.graph_path("Net_x0_5") is None


def test_about_falls_back_to_english(zoo: catalog.Catalog) -> None:
    assert zoo.about("Net", "zh") == ("# 网络\n", "zh")
    assert zoo.about("Net", "de") == ("# Net\n\nA net for tests.\n", "en")
    assert zoo.about("Net", "../../devices") == ("# Net\n\nA net for tests.\n", "en")
    with pytest.raises(catalog.CatalogError, match="expected UTF-8"):
        zoo.about("Det", "en")


def test_a_family_without_prose(small_zoo: Path) -> None:
    assert catalog.load(small_zoo).about("Det", "en") is None


def test_places(zoo: catalog.Catalog) -> None:
    claim = zoo.claims("Net_x0_5")[0]

    assert zoo.place("Net_x0_5", claim.path) == (11, 34)
    assert str(zoo.problem("Net_x0_5", claim.path, "looks wrong")).endswith("Net_x0_5.yaml:11:34: looks wrong")


@pytest.mark.parametrize("call", ["claims", "evidence", "graph_path", "record_path", "verdicts"])
def test_an_unknown_model_is_a_key_error(zoo: catalog.Catalog, call: str) -> None:
    with pytest.raises(KeyError):
        getattr(zoo, call)("Nothing")


@pytest.mark.parametrize(
    ("kind", "name", "key"),
    [
        ("model", "HALF-net", "Net_x0_5"),
        ("model", "net_X0_5", "Net_x0_5"),
        ("device", "Snapdragon 855", "sd855"),
        ("device", "sm8150", "sd855"),
        ("family", "net", "Net"),
        ("task", "Object-Detection", "object-detection"),
        ("precision", "INT8", "int8"),
        ("strategy", "half", "prune-half"),
    ],
)
def test_names_are_found_by_alias_in_any_case(zoo: catalog.Catalog, kind: Kind, name: str, key: str) -> None:
    assert zoo.find(kind, name) == key
    assert key in zoo.names(kind)


def test_an_unknown_name_has_a_suggestion(zoo: catalog.Catalog) -> None:
    with pytest.raises(ValueError, match="unknown model 'Net_x2_0'; did you mean 'Net_x1_0'"):
        zoo.find("model", "Net_x2_0")
