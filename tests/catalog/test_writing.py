"""A file is there as a whole or as it was."""

from pathlib import Path

import pytest

from catalog.writing import write_whole


def test_a_file_and_its_folder_are_made_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "new" / "record.yaml"
    write_whole(path, "名: 网\n")
    assert path.read_text(encoding="utf-8") == "名: 网\n"
    write_whole(path, b"\0")
    assert path.read_bytes() == b"\0"
    assert [entry.name for entry in path.parent.iterdir()] == ["record.yaml"]


def test_nothing_is_left_when_it_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "record.yaml").mkdir()
    with pytest.raises(OSError, match=r"record\.yaml"):
        write_whole(tmp_path / "record.yaml", "name: Net")
    assert [entry.name for entry in tmp_path.iterdir()] == ["record.yaml"]
