from pathlib import Path

import pytest

from generator.files import write_changed


def test_a_file_is_written_only_when_its_bytes_change(tmp_path: Path) -> None:
    path = tmp_path / "new" / "page.html"
    assert write_changed(path, b"a")
    written = path.stat().st_mtime_ns
    assert not write_changed(path, b"a")
    assert path.stat().st_mtime_ns == written
    assert write_changed(path, b"b")
    assert path.read_bytes() == b"b"
    assert [entry.name for entry in path.parent.iterdir()] == ["page.html"]


def test_nothing_is_left_when_it_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "page.html").mkdir()
    with pytest.raises(OSError, match=r"page\.html"):
        write_changed(tmp_path / "page.html", b"a")
    assert [entry.name for entry in tmp_path.iterdir()] == ["page.html"]
