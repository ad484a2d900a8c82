"""Copied tables, rows and cells are found; likeness by chance is not."""

import pytest

from tests.catalog.lint.conftest import Find, Lines


def latencies(device: str, *milliseconds: str) -> list[str]:
    batches = (1, 4, 8)
    return [f"device: {device}, batch: {batch}, ms: {ms}" for batch, ms in zip(batches, milliseconds, strict=True)]


V100 = {"Net_x0_5": ("1.02", "1.93", "2.89"), "Net": ("1.10", "2.15", "3.31"), "Net_x2_0": ("1.41", "3.05", "5.27")}


@pytest.mark.parametrize(
    ("last_row", "found"), [(("1.41", "3.05", "5.27"), 1), (("1.52", "3.05", "5.27"), 1), (("1.7", "3.9", "7.1"), 0)]
)
def test_a_table_copied_from_another_device(find: Find, last_row: tuple[str, ...], found: int) -> None:
    t4 = V100 | {"Net_x2_0": last_row}
    models = {name: {"latency": latencies("v100", *row) + latencies("t4", *t4[name])} for name, row in V100.items()}

    findings = find("table-copied-from-device", models)

    assert len(findings) == found
    if last_row[0] == "1.52":
        assert str(findings[0].said).startswith("8 of the 9 latencies on t4")
        assert "1.52" in [quote.claim.printed for quote in findings[0].quotes if quote.claim]


def test_a_few_equal_cells_are_no_copied_table(find: Find) -> None:
    models: dict[str, Lines] = {"Net": {"latency": latencies("v100", *V100["Net"]) + latencies("t4", *V100["Net"])}}

    assert find("table-copied-from-device", models) == []


@pytest.mark.parametrize(
    ("last", "own", "found"), [("3.31", "links: []", 1), ("3.32", "links: []", 0), ("3.31", "graph_of: Net", 0)]
)
def test_a_row_copied_from_another_model(find: Find, last: str, own: str, found: int) -> None:
    twin: Lines = {"record": [own], "latency": latencies("v100", "1.10", "2.15", last)}
    models: dict[str, Lines] = {"Net": {"latency": latencies("v100", *V100["Net"])}, "Twin": twin}

    assert [finding.models for finding in find("row-copied-from-model", models)] == [("Net", "Twin")] * found


def test_round_numbers_agree_by_chance(find: Find) -> None:
    row: Lines = {"latency": latencies("v100", "1.1", "2.2", "3.3")}

    assert find("row-copied-from-model", {"Net": row, "Twin": row}) == []


@pytest.mark.parametrize(("full", "found"), [("7.561", 1), ("7.562", 0)])
def test_a_cell_copied_from_its_neighbour(find: Find, full: str, found: int) -> None:
    lines = ["device: t4, precision: fp16, batch: 1, ms: 7.561", f"device: t4, precision: fp32, batch: 1, ms: {full}"]

    assert len(find("cell-copied-from-neighbour", {"Net": {"latency": lines}})) == found
