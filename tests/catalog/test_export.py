"""Rows as CSV and data as JSON."""

import csv
import io
import json
from decimal import Decimal
from pathlib import Path

import pytest

import catalog
from catalog.claims import COLUMNS
from catalog.export import to_csv, to_json


@pytest.mark.parametrize("text", ["=cmd()", "+1", "-2+3", "@SUM(A1)", "\tx"])
def test_no_cell_of_a_csv_file_is_a_formula(text: str) -> None:
    written = to_csv([{"model": text, "value": Decimal("-1.50")}], ["model", "value"])
    assert list(csv.DictReader(io.StringIO(written))) == [{"model": f"'{text}", "value": "-1.5"}]


def test_csv_holds_each_claim_with_its_digits(small_zoo: Path) -> None:
    zoo = catalog.load(small_zoo)
    text = to_csv(zoo.claims_table(), COLUMNS)
    rows = list(csv.DictReader(io.StringIO(text)))

    assert text.splitlines()[0] == ",".join(COLUMNS)
    assert len(rows) == len(zoo.claims())
    assert [(row["value"], row["printed"], row["unit"]) for row in rows if row["model"] == "Net_x0_5"] == [
        ("70000000", "0.070", "G"),
        ("1500000", "1.50", "M"),
        ("6", "6.0", "MB"),
        ("0.58", "0.580", ""),
        ("0.8", "0.80", ""),
        ("0.999", "0.999", ""),
        ("4", "4.00", ""),
        ("2", "2.00", ""),
        ("0.5", "0.50", ""),
        ("0.579", "57.9", "%"),
    ]
    assert rows[0]["engine"] == "", "not stated"


def test_json_holds_numbers(small_zoo: Path) -> None:
    rows = json.loads(to_json(catalog.load(small_zoo).claims_table()))
    row = next(row for row in rows if row["quantity"] == "flops" and row["model"] == "Net_x0_5")

    assert tuple(row) == COLUMNS
    assert (row["value"], row["printed"], row["engine"], row["verdict"]) == (70_000_000, "0.070", None, "unchecked")


def test_text_with_commas_and_quotes_comes_back() -> None:
    text = to_csv([{"a": 'x, "y"\nz', "b": None, "c": "left out"}], ("a", "b"))

    assert list(csv.DictReader(io.StringIO(text))) == [{"a": 'x, "y"\nz', "b": ""}]
