"""Downloads: whole and right or not at all, whatever the server does."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from catalog.download import Expected, fetch
from catalog.exceptions import NetworkError
from catalog.network import any_address
from catalog.store import StoredFile, file_name, stored_file
from tests.http_server import CONTENT, Server, serving

SHA256 = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


def get(server: Server, path: str, folder: Path, size: int | None = None, sha256: str | None = None) -> StoredFile:
    seconds = 0.3 if path.startswith("/stall") else 30
    return fetch(f"{server.url}{path}", folder, Expected(size, sha256), allowed=any_address, read_seconds=seconds)


def test_a_file_arrives_whole(server: Server, tmp_path: Path) -> None:
    told: list[tuple[int, int | None]] = []
    url = f"{server.url}/whole/weights.bin"
    stored = fetch(
        url, tmp_path / "a", Expected(), allowed=any_address, progress=lambda done, total: told.append((done, total))
    )
    assert stored == StoredFile(tmp_path / "a" / "weights.bin", len(CONTENT), SHA256)
    assert stored.path.read_bytes() == CONTENT
    assert told[0] == (0, len(CONTENT))
    assert told[-1] == (len(CONTENT), len(CONTENT))
    assert sorted(path.name for path in (tmp_path / "a").iterdir()) == ["download.json", "weights.bin"]


def test_a_file_that_is_here_is_not_asked_for_again(server: Server, tmp_path: Path) -> None:
    first = get(server, "/whole/a", tmp_path, len(CONTENT), SHA256)
    assert get(server, "/whole/a", tmp_path, len(CONTENT), SHA256) == first
    assert len(server.requests) == 1


def test_a_file_that_has_changed_here_is_fetched_again(server: Server, tmp_path: Path) -> None:
    get(server, "/whole/a", tmp_path).path.write_bytes(b"short")
    assert get(server, "/whole/a", tmp_path).path.read_bytes() == CONTENT


def test_a_cut_download_goes_on_where_it_was_cut(server: Server, tmp_path: Path) -> None:
    assert get(server, "/cut/a", tmp_path).sha256 == SHA256
    assert [asked for _, _, asked in server.requests] == [None, "bytes=30000-", "bytes=60000-", "bytes=90000-"]


def test_a_later_call_goes_on_where_the_first_gave_up(server: Server, tmp_path: Path) -> None:
    with pytest.raises(NetworkError, match=r"30,000 bytes are here"):
        get(server, "/stuck/a", tmp_path)
    assert stored_file(tmp_path, f"{server.url}/stuck/a") is None
    before = len(server.requests)
    with pytest.raises(NetworkError, match=r"30,000 bytes are here"):
        get(server, "/stuck/a", tmp_path)
    assert {asked for _, _, asked in server.requests[before:]} == {"bytes=30000-"}


def test_without_a_digest_a_weak_tag_does_not_join_two_versions(server: Server, tmp_path: Path) -> None:
    (tmp_path / "a.partial").write_bytes(b"something else")
    assert get(server, "/weak/a", tmp_path).sha256 == SHA256
    assert server.requests == [("GET", "/weak/a", None)]


def test_with_a_digest_a_part_is_used_whatever_the_server_says(server: Server, tmp_path: Path) -> None:
    (tmp_path / "a.partial").write_bytes(CONTENT[:5000])
    assert get(server, "/weak/a", tmp_path, sha256=SHA256).sha256 == SHA256
    assert server.requests == [("GET", "/weak/a", "bytes=5000-")]


@pytest.mark.parametrize("path", ["/changing/a", "/stale-range/a"])
def test_two_versions_are_never_joined(path: str, server: Server, tmp_path: Path) -> None:
    assert get(server, path, tmp_path).path.read_bytes() == CONTENT[::-1]


def test_another_range_than_asked_for_is_not_joined(server: Server, tmp_path: Path) -> None:
    with pytest.raises(NetworkError):
        get(server, "/wrong-range/a", tmp_path)
    assert not (tmp_path / "a").exists()


@pytest.mark.parametrize(
    ("path", "size", "sha256", "message"),
    [
        ("/whole/a", 5, None, "the server has 102,400 bytes, the record states 5"),
        ("/whole/a", None, "0" * 64, f"have the SHA-256 {SHA256}, the record states 0000"),
        ("/endless/a", 50_000, None, "sends more than 50,000 bytes"),
        ("/huge/a", None, None, "announces 1,125,899,906,842,624 bytes"),
        ("/huge/a", 100, None, "the record states 100"),
        ("/stall/a", None, None, "in time"),
        ("/missing", None, None, "answers 404"),
        ("/status/500", None, None, "answers 500"),
        ("/loop/a", None, None, "in a loop"),
    ],
)
def test_what_is_wrong_is_said_and_not_kept(
    path: str, size: int | None, sha256: str | None, message: str, server: Server, tmp_path: Path
) -> None:
    with pytest.raises(NetworkError, match=message):
        get(server, path, tmp_path, size, sha256)
    assert stored_file(tmp_path, f"{server.url}{path}") is None
    assert not (tmp_path / file_name(path)).exists()


def test_wrong_bytes_are_thrown_away_so_that_the_next_call_starts_anew(server: Server, tmp_path: Path) -> None:
    (tmp_path / "a.partial").write_bytes(b"x" * 5000)
    with pytest.raises(NetworkError, match="SHA-256"):
        get(server, "/whole/a", tmp_path, sha256=SHA256)
    assert get(server, "/whole/a", tmp_path, sha256=SHA256).sha256 == SHA256


def test_one_process_at_a_time(server: Server, tmp_path: Path) -> None:
    import fcntl

    with (tmp_path / "a.partial").open("ab") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        with pytest.raises(NetworkError, match="another process"):
            get(server, "/whole/a", tmp_path)


def test_the_newest_part_of_a_range_that_is_already_whole(server: Server, tmp_path: Path) -> None:
    (tmp_path / "a.partial").write_bytes(CONTENT)
    assert get(server, "/whole/a", tmp_path, sha256=SHA256).sha256 == SHA256
