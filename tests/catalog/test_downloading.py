"""`catalog download`, from a record to files on disk."""

import hashlib
import io
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import catalog
from catalog.cli import main
from catalog.store import files_here
from tests.http_server import CONTENT, Server, serving
from tests.verify.conftest import MACS, VOCABULARIES, record
from tests.written_files import write_files

SHA256 = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


@pytest.fixture
def zoo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, server: Server) -> Path:
    downloads = (
        "downloads:",
        f"  - {{kind: pretrained, format: bin, url: '{server.url}/cut/good.bin',"
        f" size: {len(CONTENT)}, sha256: {SHA256}}}",
        f"  - {{kind: inference, format: bin, url: '{server.url}/whole/wrong.bin', size: 5}}",
    )
    files = VOCABULARIES | {
        "models/Tiny/Some.yaml": record("Some", f"flops: {MACS}", *downloads),
        "models/Tiny/None.yaml": record("None", f"flops: {MACS}"),
    }
    monkeypatch.setenv("ZOOPROOF_STORE", str(tmp_path / "store"))
    return write_files(tmp_path / "zoo", files)


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["download", *map(str, arguments)], prog_name="catalog")


def test_a_file_of_a_record(zoo: Path, tmp_path: Path) -> None:
    result = run("Some", "--catalog", zoo, "--kind", "pretrained", "--allow-private")
    assert result.exit_code == 0, result.output
    assert f"good.bin  102,400 bytes  sha256 {SHA256}" in result.stdout
    ((download, stored),) = files_here(catalog.load(zoo).models["Some"])
    assert (download.kind, stored.sha256) == ("pretrained", SHA256)
    assert stored.path.is_relative_to(tmp_path / "store" / "Some")
    assert stored.path.read_bytes() == CONTENT


def test_a_file_that_is_not_what_the_record_states_is_located_in_the_record(zoo: Path) -> None:
    result = run("Some", "--catalog", zoo, "--kind", "inference", "--allow-private")
    assert result.exit_code == 1
    assert "Some.yaml:13:" in result.stderr
    assert "the server has 102,400 bytes, the record states 5" in result.stderr


def test_private_addresses_need_to_be_allowed(zoo: Path, server: Server) -> None:
    result = run("Some", "--catalog", zoo)
    assert result.exit_code == 1
    assert "private address 127.0.0.1; --allow-private" in result.stderr
    assert server.requests == []


def test_wrong_use(zoo: Path) -> None:
    assert run("None", "--catalog", zoo).exit_code == 2
    result = run("Some", "--catalog", zoo, "--kind", "pretraind")
    assert result.exit_code == 2
    assert "did you mean 'pretrained'?" in result.stderr
    assert "did you mean 'Some'?" in run("Sone", "--catalog", zoo).stderr


def test_archives_are_extracted_beside_themselves(zoo: Path, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        entry = tarfile.TarInfo("inner/model.onnx")
        entry.size = 5
        archive.addfile(entry, io.BytesIO(b"graph"))
    monkeypatch.setattr("tests.http_server.CONTENT", packed.getvalue())
    path = zoo / "models" / "Tiny" / "Some.yaml"
    text = path.read_text().replace("wrong.bin", "model.tar").replace(", size: 5", "")
    path.write_text(text)
    for _ in range(2):
        result = run("Some", "--catalog", zoo, "--kind", "inference", "--extract", "--allow-private")
        assert result.exit_code == 0, result.output
        assert "files  1 files" in result.stdout
    ((_, stored),) = files_here(catalog.load(zoo).models["Some"])
    assert (stored.extracted / "inner" / "model.onnx").read_bytes() == b"graph"
