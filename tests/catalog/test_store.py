"""The local store: where it is, and what its files are called."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.store import file_name, folder_of, keep, store_directory, stored_file


def test_the_variable_names_the_store(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ZOOPROOF_STORE", str(tmp_path))
    assert store_directory() == tmp_path
    monkeypatch.delenv("ZOOPROOF_STORE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    assert store_directory().parts[-2:] == ("zooproof", "downloads")


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://example.org/a/b_infer.tar?x=1", "b_infer.tar"),
        ("https://example.org/", "file"),
        ("https://example.org/a/..", "file"),
        ("https://example.org/%2e%2e%2fetc%2fpasswd", "passwd"),
        ("https://example.org/a%00b%5Cc.bin", "a_b_c.bin"),
        ("https://example.org/.bashrc", "bashrc"),
        ("https://example.org/download.json", "file"),
    ],
)
def test_file_names(url: str, name: str) -> None:
    assert file_name(url) == name


@given(st.text())
def test_no_address_leads_out_of_the_folder(text: str) -> None:
    name = file_name(f"https://example.org/{text}".replace("[", "").replace("]", ""))
    assert Path("folder", name).parent == Path("folder")
    assert not name.startswith(".")
    assert name


def test_two_links_of_a_model_do_not_share_a_folder(tmp_path: Path) -> None:
    one, two = (folder_of("M", f"https://{host}/x.tar", tmp_path) for host in ("a", "b"))
    assert one != two
    assert one.parent == two.parent == tmp_path / "M"


def test_notes_that_are_broken_or_of_another_link_count_as_none(tmp_path: Path) -> None:
    (tmp_path / "x.partial").write_bytes(b"abc")
    kept = keep(tmp_path / "x.partial", tmp_path, "https://a/x")
    assert stored_file(tmp_path, "https://a/x") == kept
    assert stored_file(tmp_path, "https://b/x") is None
    for note in ("", "[]", "{}", '{"url": "https://a/x", "size": "many", "sha256": ""}'):
        (tmp_path / "download.json").write_text(note)
        assert stored_file(tmp_path, "https://a/x") is None
