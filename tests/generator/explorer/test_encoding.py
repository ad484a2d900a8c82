"""The explorer's columns say exactly what the rows say."""

import json
from pathlib import Path

import pytest

import catalog
from catalog import Catalog
from catalog.rows import CONDITIONS, rows_of
from generator.explorer.encoding import NOTHING, encode, explorer_json
from generator.snapshot import Snapshot


@pytest.fixture(params=["small", "real"])
def every(request: pytest.FixtureRequest, zoo: Catalog) -> Catalog:
    """The small zoo, then the one in this repository."""
    return zoo if request.param == "small" else catalog.load(Path(__file__).parents[3] / "catalog" / "zoo")


def test_a_row_decodes_to_its_model_its_conditions_and_its_numbers(every: Catalog) -> None:
    data = encode(every, {})
    rows = data["rows"]
    timed = [place for place, view in enumerate(rows["view"]) if [True, None, "*"] in map(list, data["views"][view])]
    expected = [row for name, model in every.models.items() for row in rows_of(model, every.claims(name), latency=True)]
    assert len(timed) == len(expected)
    for place, row in zip(timed, expected, strict=True):
        assert data["models"]["name"][rows["model"][place]] == row.model
        assert data["sources"][rows["source"][place]] == row.source
        at = rows["conditions"][place]
        assert {name: data["conditions"][name][at] for name in CONDITIONS} == {
            name: getattr(row.conditions, name) for name in CONDITIONS
        }
        for quantity, column in data["numbers"].items():
            cell, claim = column["cells"][place], row.numbers.get(quantity)
            if claim is None:
                assert cell == NOTHING
                continue
            source = column["sources"][cell]
            assert column["texts"][cell] == str(claim.number)
            assert column["values"][cell] == float(claim.value)
            assert data["sources"][rows["source"][place] if source == NOTHING else source] == claim.source


def test_dictionaries_of_numbers_are_sorted_and_hold_no_entry_twice(every: Catalog) -> None:
    for column in encode(every, {})["numbers"].values():
        assert column["values"] == sorted(column["values"])
        entries = list(zip(column["texts"], column["sources"], column["verdicts"], strict=True))
        assert len(set(entries)) == len(entries)


def test_numbers_carry_the_verdicts_of_the_digits_printed_now(snapshot: Snapshot) -> None:
    data = encode(snapshot.zoo, snapshot.evidence)
    params = data["numbers"]["params"]
    verdicts = dict(zip(params["texts"], params["verdicts"], strict=True))
    assert verdicts["3.400 M"] == "miscounted"
    assert verdicts["1.700 M"] == "confirmed"
    assert verdicts["3.5 M"] == "unchecked", "the evidence judged 3.6"


def test_rows_that_repeat_a_measurement_share_a_number(every: Catalog) -> None:
    data = encode(every, {})
    for number in set(data["rows"]["measurement"]) - {NOTHING}:
        members = [place for place, it in enumerate(data["rows"]["measurement"]) if it == number]
        assert len(members) > 1
        assert len({data["rows"]["model"][place] for place in members}) == 1


def test_a_query_may_name_things_as_the_command_line_does(snapshot: Snapshot) -> None:
    names = encode(snapshot.zoo, {})["names"]
    assert names["device"]["phone-9"] == "phone"
    assert names["device"]["phone <9>"] == "phone"
    assert names["dataset"]["pictures"] == "pictures"


def test_the_file_is_the_same_each_time(snapshot: Snapshot) -> None:
    once, again = (explorer_json(snapshot.zoo, snapshot.evidence) for _ in range(2))
    assert once == again
    assert json.loads(once) == json.loads(json.dumps(encode(snapshot.zoo, snapshot.evidence)))
