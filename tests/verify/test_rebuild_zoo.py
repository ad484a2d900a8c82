"""Graphs of a zoo that are taken from files: what is stored, and what is refused."""

from pathlib import Path

import onnx
import pytest
from click.testing import CliRunner, Result

from tests.verify.conftest import SIZE, tiny_network
from verify.cli import verify


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(verify, [str(argument) for argument in arguments], prog_name="verify")


def test_an_exported_network_becomes_the_graph_of_its_model(tiny_zoo: Path, tmp_path: Path) -> None:
    stored = tiny_zoo / "graphs/Tiny/Good.onnx"
    expected = stored.read_bytes()
    stored.unlink()
    exported = tmp_path / "export.onnx"
    onnx.save_model(tiny_network(), exported)
    take = ("--model", "Good", "--catalog", tiny_zoo, "--rebuild", "--from", exported)
    missing, written, same = run(*take), run(*take, "--overwrite"), run(*take)
    assert (missing.exit_code, missing.stdout) == (1, "Good: missing\n1 graph rebuilt, 0 the same as stored\n")
    assert (written.exit_code, written.stdout) == (0, "Good: written\n1 graph rebuilt, 0 the same as stored\n")
    assert (same.exit_code, same.stdout) == (0, "Good: same\n1 graph rebuilt, 1 the same as stored\n")
    assert stored.stat().st_size < exported.stat().st_size
    assert onnx.load_model(stored, load_external_data=False).graph.node == onnx.load_from_string(expected).graph.node
    assert run("--model", "Good", "--catalog", tiny_zoo, "--no-cache").exit_code == 0


@pytest.mark.parametrize(
    ("model", "size", "words"),
    [
        ("Bad", None, "Bad uses the graph of Good"),
        ("Good", 0, "export.onnx: expected an ONNX graph; it holds no operator"),
        ("Good", 100, "export.onnx: expected an ONNX graph; its bytes don't parse as one"),
        ("Good", SIZE * 2, "export.onnx: the graph is for ['batch', 3, 16, 16], not for images of 8 pixels"),
    ],
)
def test_a_file_that_is_no_graph_for_the_model(
    model: str, size: int | None, words: str, tiny_zoo: Path, tmp_path: Path
) -> None:
    exported = tmp_path / "export.onnx"
    whole = tiny_network().SerializeToString()
    exported.write_bytes(whole if size is None else whole[:size])
    if size == SIZE * 2:
        other = tiny_network()
        for axis in other.graph.input[0].type.tensor_type.shape.dim[2:]:
            axis.dim_value = size
        onnx.save_model(other, exported)
    result = run("--model", model, "--catalog", tiny_zoo, "--rebuild", "--overwrite", "--from", exported)
    assert result.exit_code == 1
    assert words in result.stdout


def test_a_derived_graph_is_taken_from_no_file() -> None:
    result = run("--model", "YOLOv3_MobileNetV1_coco_prune_r578", "--rebuild", "--from", __file__)
    assert result.exit_code == 1
    assert "its graph is derived from that of YOLOv3_MobileNetV1_coco\n" in result.stdout
