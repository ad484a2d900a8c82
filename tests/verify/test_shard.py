"""Shards: each model is in one, models of one graph stay together, and all shards report what one run reports."""

from collections.abc import Iterable
from pathlib import Path

import pytest

import catalog
from tests.verify.conftest import record
from verify.check import CheckReport, check_models
from verify.examiners import examine_here
from verify.rows import as_json
from verify.shard import WHOLE, Shard

ROOT = Path(__file__).parent.parent.parent


@pytest.mark.parametrize("text", ["", "1", "0/2", "3/2", "1/0", "-1/2", "1/2/3", "a/b", "1 / 2", "1/99999"])
def test_what_is_no_shard(text: str) -> None:
    with pytest.raises(ValueError, match="expected a part and the number of parts such as 2/4"):
        Shard.parse(text)


@pytest.mark.parametrize("count", [1, 2, 3, 7, 500])
def test_every_model_is_in_one_part_with_its_graph(count: int) -> None:
    zoo = catalog.load(ROOT / "catalog" / "zoo")
    parts = [Shard.parse(f"{index}/{count}").part_of(zoo, zoo.models) for index in range(1, count + 1)]
    assert sorted(name for part in parts for name in part) == sorted(zoo.models)
    for part in parts:
        assert all(model in part for model, entry in zoo.models.items() if entry.graph_of in part)


def reports(zoo: catalog.Catalog, shards: Iterable[Shard]) -> list[CheckReport]:
    return [check_models(zoo, zoo.models, whole_zoo=True, shard=shard, examine=examine_here) for shard in shards]


def test_all_shards_report_what_one_run_reports(tiny_zoo: Path) -> None:
    sources = tiny_zoo / "sources.yaml"
    sources.write_text(sources.read_text() + "  errata: [{claims: [storage], finding: {en: Too large.}}]\n")
    for name in ("Third", "Fourth"):
        (tiny_zoo / f"models/Tiny/{name}.yaml").write_text(record(name, "flops: 1, params: 0.5 M"))
        graph = (tiny_zoo / "graphs/Tiny/Good.onnx").read_bytes()
        (tiny_zoo / f"graphs/Tiny/{name}.onnx").write_bytes(graph)
    zoo = catalog.load(tiny_zoo)
    (whole,) = reports(zoo, [WHOLE])
    parts = reports(zoo, [Shard(1, 2), Shard(2, 2)])
    assert sorted(len(part.models) for part in parts) == [1, 3]
    models = {model["model"]: model for part in parts for model in as_json(part)["models"]}
    assert [models[model["model"]] for model in as_json(whole)["models"]] == as_json(whole)["models"]
    assert parts[0].needless_source_errata == whole.needless_source_errata != ()
    assert parts[1].needless_source_errata == ()
