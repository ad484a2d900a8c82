"""Tables for people."""

import pytest

from catalog.tables import print_table


def test_a_pipe_gets_aligned_plain_text(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(("name", "value", "empty"), [("汉字", "1.50", ""), ("[bold]x[/]", "10", "")], right=("value",))

    assert capsys.readouterr().out == "name        value\n汉字         1.50\n[bold]x[/]     10\n"


def test_long_values_are_not_cut(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "20")
    print_table(("url", "note"), [("https://example.org/" + "x" * 300, "end")])

    assert capsys.readouterr().out.splitlines()[1] == f"https://example.org/{'x' * 300}  end"


def test_no_rows(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(("name",), [])

    assert capsys.readouterr().out.strip() == ""
