"""Writing a latency into a record: one group more, every other character as it was."""

from pathlib import Path

import pytest

from catalog import yamlfile
from verify.exceptions import VerifyError
from verify.latency.adding import add_latency, printed_milliseconds
from verify.latency.timing import Timing

CONDITIONS = {"device": "here", "batch": 1}
GROUP = "- source: measured\n{0}  latency:\n{0}    - {{device: here, batch: 1, ms: 1.50}}\n"
NEW = {"source": "measured", "latency": [{"device": "here", "batch": 1, "ms": "1.50"}]}


@pytest.mark.parametrize(
    ("before", "after", "indent"),
    [
        ("name: M\nreported:\n  - source: page # why\n    latency: [{ms: 0.10}]\n", "", 2),
        ("name: M\nreported:\n- source: page\n  latency:\n  - {ms: 0.10}\n", "\n# errata\nerrata: []\n", 0),
        ("reported:\n  - {source: page}\n", "\n\n# a comment\nname: M # here\n", 2),
        ("name: M\nreported:\n  - source: page\n    note: >\n      folded\n\n      text\n", "links: []\n", 2),
    ],
)
def test_a_group_is_appended(before: str, after: str, indent: int, tmp_path: Path) -> None:
    path = tmp_path / "M.yaml"
    path.write_text(before + after)
    old = yamlfile.read(path).data
    line = add_latency(path, "measured", CONDITIONS, "1.50")
    margin = " " * indent
    assert path.read_text() == before + margin + GROUP.format(margin) + after
    assert path.read_text().splitlines()[line - 1].strip() == "- {device: here, batch: 1, ms: 1.50}"
    new = yamlfile.read(path).data
    assert [report["source"] for report in new["reported"]] == ["page", "measured"]
    assert new["reported"][:-1] == old["reported"]
    assert {key: value for key, value in new.items() if key != "reported"} == {
        key: value for key, value in old.items() if key != "reported"
    }


def test_a_record_that_reports_nothing_yet(tmp_path: Path) -> None:
    path = tmp_path / "M.yaml"
    path.write_text("name: M\n")
    add_latency(path, "measured", CONDITIONS, "1.50")
    assert path.read_text() == "name: M\nreported:\n  " + GROUP.format("  ")


def test_the_ends_of_lines_stay(tmp_path: Path) -> None:
    path = tmp_path / "M.yaml"
    path.write_bytes(b"name: M\r\nreported:\r\n  - source: page\r\ntask: t")
    add_latency(path, "measured", CONDITIONS, "1.50")
    group = "  " + GROUP.format("  ")
    assert path.read_bytes().decode() == (
        "name: M\r\nreported:\r\n  - source: page\r\n" + group.replace("\n", "\r\n") + "task: t"
    )


def test_a_last_line_without_an_end_gets_one(tmp_path: Path) -> None:
    path = tmp_path / "M.yaml"
    path.write_text("name: M")
    add_latency(path, "measured", CONDITIONS, "1.50")
    assert path.read_text() == "name: M\nreported:\n  " + GROUP.format("  ")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name: M\nreported: [{source: page}]\n", r"M\.yaml:2: 'reported' is written in one line"),
        ("name: M\nreported: []\n", "'reported' is empty"),
        ("- a\n", "expected a record"),
        ("name: [\n", r"M\.yaml:\d"),
    ],
)
def test_what_can_not_be_appended_to_stays_as_it_is(text: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "M.yaml"
    path.write_text(text)
    with pytest.raises(VerifyError, match=message):
        add_latency(path, "measured", CONDITIONS, "1.50")
    assert path.read_text() == text


def test_the_same_conditions_twice(tmp_path: Path) -> None:
    path = tmp_path / "M.yaml"
    path.write_text("name: M\n")
    add_latency(path, "measured", CONDITIONS, "1.50")
    with pytest.raises(VerifyError, match=r"M\.yaml:5: this latency is there already"):
        add_latency(path, "measured", CONDITIONS, "1.60")
    add_latency(path, "measured", CONDITIONS | {"batch": 2}, "1.60")


@pytest.mark.parametrize(
    ("median", "printed"),
    [
        (0.0001, "0.001"),
        (0.12345, "0.123"),
        (0.9996, "1.00"),
        (1.2345, "1.23"),
        (9.996, "10.0"),
        (12.345, "12.3"),
        (99.96, "100"),
        (1234.5, "1234"),
    ],
)
def test_three_digits(median: float, printed: str) -> None:
    assert printed_milliseconds(Timing((median,))) == printed
