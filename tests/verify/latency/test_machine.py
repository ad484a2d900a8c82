"""The description of this machine."""

from pathlib import Path

import onnxruntime

from verify.latency.machine import _processor, describe_machine


def test_what_is_told() -> None:
    told = describe_machine()
    assert list(told) == ["processor", "cores", "system", "python", "onnxruntime"]
    assert all(told.values())
    assert int(told["cores"]) >= 1
    assert told["onnxruntime"] == onnxruntime.__version__


def test_the_processor_is_the_first_that_is_named(tmp_path: Path) -> None:
    (tmp_path / "cpuinfo").write_text("processor : 0\nmodel name\t: Fast CPU\nmodel name\t: Other\n")
    assert _processor(tmp_path / "cpuinfo") == "Fast CPU"
    assert _processor(tmp_path / "nowhere")
