"""Trained networks: which files are taken for one."""

from pathlib import Path

import onnx
import pytest

import catalog
from catalog.store import folder_of, keep
from tests.verify.accuracy import digits
from verify.exceptions import VerifyError
from verify.trained import open_trained, trained_file


@pytest.mark.parametrize("content", [b"", b"\x80\x04K\x01.", b"no graph at all"])
def test_other_bytes(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.onnx").write_bytes(content)
    with pytest.raises(VerifyError, match=r"a\.onnx: expected"):
        open_trained(tmp_path / "a.onnx")


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(VerifyError, match="can't be read"):
        open_trained(tmp_path / "a.onnx")


def test_a_graph_without_its_weights(tiny_zoo: Path) -> None:
    with pytest.raises(VerifyError, match="expected a network with its weights in the file"):
        open_trained(tiny_zoo / "graphs" / "Tiny" / "Good.onnx")


def test_weights_are_never_read_from_another_file(tmp_path: Path) -> None:
    path = digits.write_network(tmp_path / "a.onnx")
    onnx.save(onnx.load(path), path, save_as_external_data=True, location="weights.bin", size_threshold=0)
    with pytest.raises(VerifyError, match="keeps them elsewhere"):
        open_trained(path)


def test_the_network_of_a_download(tiny_zoo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZOOPROOF_STORE", str(tmp_path / "store"))
    url = "https://example.org/digits.onnx"
    record = tiny_zoo / "models" / "Tiny" / "Good.yaml"
    record.write_text(record.read_text() + f"downloads: [{{kind: inference, format: onnx, url: '{url}'}}]\n")
    model = catalog.load(tiny_zoo).models["Good"]
    assert trained_file(model) is None
    folder = folder_of("Good", url)
    folder.mkdir(parents=True)
    keep(digits.write_network(tmp_path / "arrived"), folder, url)
    assert trained_file(model) == folder / "digits.onnx"
