"""Graphs of pruned and quantised models are made from the stored graphs of others."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import catalog
from tests.verify.conftest import record
from verify.cli import verify
from verify.counting import count
from verify.derivation import derive
from verify.graph import read_graph
from verify.rebuild import compare
from verify.rebuild_zoo import graph_owners


@pytest.fixture
def zoo(tiny_zoo: Path) -> Path:
    """The tiny zoo with a model that is quantised from `Good`."""
    quantized = record("Small", "flops: 1 K", "derived_from: {model: Good, quantized: [Conv]}")
    (tiny_zoo / "models/Tiny/Small.yaml").write_text(quantized)
    return tiny_zoo


def rebuild(zoo: Path, *options: str) -> Result:
    arguments = ["--catalog", str(zoo), "--model", "Small", "--rebuild", *options]
    return CliRunner().invoke(verify, arguments, prog_name="verify")


def test_a_derived_graph_is_written_and_then_found_the_same(zoo: Path) -> None:
    assert "Small: missing" in rebuild(zoo).stdout
    assert "Small: written" in rebuild(zoo, "--overwrite").stdout
    result = rebuild(zoo)
    assert result.exit_code == 0
    assert "Small: same" in result.stdout


def test_a_stored_graph_that_was_not_derived_so_differs(zoo: Path) -> None:
    graphs = zoo / "graphs" / "Tiny"
    (graphs / "Small.onnx").write_bytes((graphs / "Good.onnx").read_bytes())
    result = rebuild(zoo)
    assert result.exit_code == 1
    assert "operator QuantizeLinear: 0 stored, 1 rebuilt" in result.stdout


def test_derived_graphs_come_after_those_they_are_derived_from(zoo: Path) -> None:
    loaded = catalog.load(zoo)
    assert [model.name for model in graph_owners(loaded, ["Small", "Good"])] == ["Small"]


def test_a_derived_graph_carries_its_models_name_and_counts_alike(zoo: Path) -> None:
    loaded = catalog.load(zoo)
    origin = loaded.models["Small"].derived_from
    assert origin is not None
    graph = derive(loaded, "Small", origin)
    stored = loaded.graph_path("Good")
    assert stored is not None
    assert graph.graph.name == "Small"
    assert count(graph).macs == count(read_graph(stored)[0]).macs


def test_a_model_without_a_graph_can_not_be_derived_from(zoo: Path) -> None:
    (zoo / "graphs/Tiny/Good.onnx").unlink()
    result = rebuild(zoo)
    assert result.exit_code == 1
    assert "Small: derived from Good, which has no graph" in result.stdout


def test_every_pruned_graph_of_the_zoo_is_what_the_ratios_leave() -> None:
    loaded = catalog.load(Path(__file__).parents[2] / "catalog" / "zoo")
    pruned = {
        name: model.derived_from
        for name, model in loaded.models.items()
        if model.derived_from is not None and model.derived_from.pruned is not None
    }
    assert len(pruned) == 6
    for name, origin in pruned.items():
        path = loaded.graph_path(name)
        assert path is not None
        assert compare(read_graph(path)[0], derive(loaded, name, origin)) == []
