"""Which rows each kind of query considers."""

from dataclasses import replace
from pathlib import Path

import pytest

import catalog
from catalog import Catalog, Row
from catalog.rows import rows_of
from generator.explorer.candidates import ANY, Candidate, View, candidates_of

TWICE_SCORED = """\
name: Det_twice
family: Det
task: object-detection
dataset: scenes
input: {size: 608}
reported:
  - source: other
    accuracy:
      - {dataset: scenes, input_size: 608, box_ap: 29.3 %}
      - {dataset: views, input_size: 608, box_ap: 70.1 %}
    latency:
      - {device: phone, batch: 1, input_size: 608, ms: 12.5}
"""


@pytest.fixture
def twice_scored(tmp_path: Path) -> Catalog:
    """A zoo with one model that is scored on two data sets."""
    from tests.generator.conftest import write_zoo

    folder = write_zoo(tmp_path)
    datasets = folder / "datasets.yaml"
    views = "views: {name: Views, tasks: [object-detection], metrics: [box_ap], about: {en: Views.}}\n"
    datasets.write_text(datasets.read_text(encoding="utf-8") + views, encoding="utf-8")
    (folder / "models" / "Det" / "Det_twice.yaml").write_text(TWICE_SCORED, encoding="utf-8")
    return catalog.load(folder)


def considered(candidates: list[Candidate], view: View) -> list[Row]:
    """The rows that a kind of query considers, with what it sees of them."""
    _, source, _ = view
    rows = [it.row for it in candidates if view in it.views or (*view[:2], ANY) in it.views]
    return rows if source is None else [only_own(row) for row in rows]


def only_own(row: Row) -> Row:
    return replace(row, numbers={name: claim for name, claim in row.numbers.items() if claim.source == row.source})


def test_every_kind_of_query_finds_its_rows_in_their_order(zoo: Catalog) -> None:
    for name, model in zoo.models.items():
        candidates = candidates_of(model, zoo.claims(name), tuple(zoo.datasets))
        for timed in (False, True):
            for source in (None, *zoo.sources):
                expected = list(rows_of(model, zoo.claims(name), latency=timed, source=source))
                assert considered(candidates, (timed, source, None)) == expected


def test_a_model_scored_on_two_data_sets_says_for_each_what_it_scores_there(twice_scored: Catalog) -> None:
    claims = twice_scored.claims("Det_twice")
    model = twice_scored.models["Det_twice"]
    candidates = candidates_of(model, claims, tuple(twice_scored.datasets))
    for dataset in (None, *twice_scored.datasets):
        for timed in (False, True):
            expected = list(rows_of(model, claims, latency=timed, dataset=dataset))
            assert considered(candidates, (timed, None, dataset)) == expected
            assert considered(candidates, (timed, "other", dataset)) == expected
    scores = {row.conditions.dataset: str(row.value("box_ap")) for row in considered(candidates, (True, None, "views"))}
    assert scores == {"views": "0.701"}
    assert len(candidates) == 4, "rows that several kinds of queries consider stand once"
