"""The cache gives back what was kept, keeps what is worth it, and never stops a check."""

import os
import time
from pathlib import Path

import pytest

from verify.cache import UNUSED_DAYS, FindingsCache, default_folder
from verify.examination import GraphFindings

FINDINGS = GraphFindings(problems=("Tiny/Good.onnx: something is wrong",))
DIGEST = "ab" * 32


def test_what_is_kept_comes_back(tmp_path: Path) -> None:
    FindingsCache(tmp_path).put(DIGEST, FINDINGS)
    assert FindingsCache(tmp_path).get(DIGEST) == FINDINGS
    assert FindingsCache(tmp_path).get("cd" * 32) is None


def test_an_examination_that_was_cut_short_is_not_kept(tmp_path: Path) -> None:
    cache = FindingsCache(tmp_path)
    cache.put(DIGEST, FINDINGS.model_copy(update={"cut_short": True}))
    assert cache.get(DIGEST) is None


@pytest.mark.parametrize("content", [b"", b"{", b"\xff", b'{"unknown": 1}', b'{"counts": 3}'])
def test_a_broken_file_counts_as_none(content: bytes, tmp_path: Path) -> None:
    cache = FindingsCache(tmp_path)
    cache.put(DIGEST, FINDINGS)
    (file,) = tmp_path.glob("*/*/*")
    file.write_bytes(content)
    assert cache.get(DIGEST) is None


def test_a_folder_that_cannot_be_made_is_no_problem(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    cache = FindingsCache(tmp_path / "file")
    cache.put(DIGEST, FINDINGS)
    assert cache.get(DIGEST) is None
    cache.prune()


def test_what_nobody_asked_for_is_deleted(tmp_path: Path) -> None:
    cache = FindingsCache(tmp_path)
    for digest in (DIGEST, "cd" * 32):
        cache.put(digest, FINDINGS)
    long_ago = time.time() - (UNUSED_DAYS + 1) * 24 * 3600
    for file in tmp_path.glob("*/*/*"):
        os.utime(file, (long_ago, long_ago))
    assert cache.get(DIGEST) == FINDINGS
    cache.prune()
    assert [file.stem for file in tmp_path.glob("*/*/*")] == [DIGEST]


def test_its_folder_can_be_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ZOOPROOF_CACHE", str(tmp_path))
    assert default_folder() == tmp_path
    monkeypatch.delenv("ZOOPROOF_CACHE")
    assert default_folder().name == "zooproof"
