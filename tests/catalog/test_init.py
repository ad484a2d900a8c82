"""What the package offers, and what importing it costs."""

import subprocess
import sys

import pytest

import catalog

HEAVY = {"pydantic", "yaml", "rich", "onnx", "onnxruntime", "numpy", "catalog.record", "catalog.loading"}


@pytest.mark.parametrize("name", catalog.__all__)
def test_every_public_name_is_there_and_documented(name: str) -> None:
    assert getattr(catalog, name).__doc__


def test_an_unknown_name() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'lod'"):
        catalog.lod  # noqa: B018


@pytest.mark.parametrize("module", ["catalog", "catalog.cli"])
def test_importing_reads_nothing_heavy(module: str) -> None:
    program = f"import {module}, sys; print('\\n'.join(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split()

    assert module in loaded
    assert HEAVY.isdisjoint(loaded)
