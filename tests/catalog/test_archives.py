"""Archives from outside: files below the folder, within limits, or nothing at all."""

import io
import os
import stat
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.archives import Limits, extract, is_archive
from catalog.exceptions import CatalogError

CONTENT = b"weights" * 1000


def tar_of(path: Path, *entries: tuple[tarfile.TarInfo, bytes], mode: str = "w:gz") -> Path:
    with tarfile.open(path, mode) as archive:
        for entry, content in entries:
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return path


def tar_link(kind: bytes, target: str) -> tarfile.TarInfo:
    entry = tarfile.TarInfo("link")
    entry.type, entry.linkname = kind, target
    return entry


def zip_of(path: Path, **entries: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return path


def require_nothing_left(folder: Path, archive: Path) -> None:
    assert [path for path in folder.rglob("*") if path != archive] == []


@pytest.mark.parametrize("mode", ["w", "w:gz", "w:bz2", "w:xz"])
def test_a_tar(mode: str, tmp_path: Path) -> None:
    path = tar_of(
        tmp_path / "a.tar",
        (tarfile.TarInfo("./model/inference.pdmodel"), b"graph"),
        (tarfile.TarInfo("model/inference.pdiparams"), CONTENT),
        mode=mode,
    )
    files = extract(path, tmp_path / "out")
    assert [file.relative_to(tmp_path).as_posix() for file in files] == [
        "out/model/inference.pdmodel",
        "out/model/inference.pdiparams",
    ]
    assert files[1].read_bytes() == CONTENT


def test_a_zip(tmp_path: Path) -> None:
    (file,) = extract(zip_of(tmp_path / "a.zip", **{"model/a.onnx": CONTENT}), tmp_path / "out")
    assert file == tmp_path / "out" / "model" / "a.onnx"
    assert file.read_bytes() == CONTENT


def test_no_permission_comes_along(tmp_path: Path) -> None:
    entry = tarfile.TarInfo("run.sh")
    entry.mode = 0o6777
    (file,) = extract(tar_of(tmp_path / "a.tar", (entry, b"#!/bin/sh")), tmp_path / "out")
    assert not file.stat().st_mode & (stat.S_IXUSR | stat.S_ISUID | stat.S_IWOTH)


@pytest.mark.parametrize(
    "name", ["../evil", "a/../../evil", "/evil", "..", "a\\..\\evil", "/".join("a" * 30), "x" * 5000]
)
@pytest.mark.parametrize("pack", [lambda path, name: tar_of(path, (tarfile.TarInfo(name), b"x")),
                                  lambda path, name: zip_of(path, **{name: b"x"})])  # fmt: skip
def test_a_name_that_leads_out(pack: Callable[[Path, str], Path], name: str, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    path = pack(tmp_path / "in" / "a.tar", name)
    with pytest.raises(CatalogError, match=r"a\.tar: (holds the name|can't be extracted)"):
        extract(path, tmp_path / "in" / "out")
    require_nothing_left(tmp_path / "in", path)
    assert [path.name for path in tmp_path.iterdir()] == ["in"]


@pytest.mark.parametrize(
    "entry",
    [
        tar_link(tarfile.SYMTYPE, "/etc/passwd"),
        tar_link(tarfile.SYMTYPE, "inside"),
        tar_link(tarfile.LNKTYPE, "inside"),
        tar_link(tarfile.CHRTYPE, ""),
        tar_link(tarfile.FIFOTYPE, ""),
    ],
)
def test_links_and_devices_are_refused(entry: tarfile.TarInfo, tmp_path: Path) -> None:
    path = tar_of(tmp_path / "a.tar", (tarfile.TarInfo("inside"), b"x"), (entry, b""))
    with pytest.raises(CatalogError, match="neither a file nor a folder"):
        extract(path, tmp_path / "out")
    require_nothing_left(tmp_path, path)


def test_a_link_in_a_zip_is_refused(tmp_path: Path) -> None:
    entry = zipfile.ZipInfo("link")
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(entry, "/etc/passwd")
    with pytest.raises(CatalogError, match="neither a file nor a folder"):
        extract(tmp_path / "a.zip", tmp_path / "out")


@pytest.mark.parametrize(
    ("limits", "message"), [(Limits(files=1), "more than 1 files"), (Limits(size=9000), "more than 9,000 bytes")]
)
def test_limits(limits: Limits, message: str, tmp_path: Path) -> None:
    path = tar_of(tmp_path / "a.tar", (tarfile.TarInfo("a"), CONTENT), (tarfile.TarInfo("b"), CONTENT))
    with pytest.raises(CatalogError, match=message):
        extract(path, tmp_path / "out", limits)
    require_nothing_left(tmp_path, path)


def test_a_zip_that_holds_more_than_it_announces(tmp_path: Path) -> None:
    path = zip_of(tmp_path / "a.zip", bomb=bytes(1_000_000))
    content = path.read_bytes().replace((1_000_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    path.write_bytes(content)
    with pytest.raises(CatalogError, match=r"a\.zip"):
        extract(path, tmp_path / "out")
    require_nothing_left(tmp_path, path)


def test_the_same_name_twice_is_refused(tmp_path: Path) -> None:
    path = tar_of(tmp_path / "a.tar", (tarfile.TarInfo("a"), b"1"), (tarfile.TarInfo("a"), b"2"))
    with pytest.raises(CatalogError, match="can't be extracted"):
        extract(path, tmp_path / "out")


def test_a_folder_that_is_there_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine").touch()
    path = tar_of(tmp_path / "a.tar", (tarfile.TarInfo("a"), b"1"))
    with pytest.raises(CatalogError, match="can't be written"):
        extract(path, tmp_path / "out")
    assert os.listdir(tmp_path / "out") == ["mine"]  # noqa: PTH208


@given(data=st.data())
def test_damaged_archives_end_in_an_error_or_in_files_below_the_folder(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("damaged")
    pack = data.draw(st.sampled_from(["w", "w:gz", "w:bz2", "w:xz", "zip"]))
    path = folder / "a"
    if pack == "zip":
        zip_of(path, **{"a/b": CONTENT, "c": b"x"})
    else:
        tar_of(path, (tarfile.TarInfo("a/b"), CONTENT), (tarfile.TarInfo("c"), b"x"), mode=pack)
    content = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    path.write_bytes(content[: data.draw(st.integers(0, len(content)))])
    try:
        files = extract(path, folder / "out", Limits(100, 1 << 20))
    except CatalogError:
        require_nothing_left(folder, path)
    else:
        assert all(file.resolve().is_relative_to(folder / "out") for file in files)


def test_which_names_are_archives() -> None:
    assert is_archive(Path("a_infer.tar"))
    assert is_archive(Path("a.tar.gz"))
    assert not is_archive(Path("a.pdparams"))
    assert not is_archive(Path("a.pth"))
