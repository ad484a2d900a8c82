"""The trained digits, written once."""

from pathlib import Path

import pytest

from tests.verify.accuracy import digits


@pytest.fixture(scope="session")
def network_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return digits.write_network(tmp_path_factory.mktemp("network") / "digits.onnx")


@pytest.fixture(scope="session")
def labelled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return digits.write_folders(tmp_path_factory.mktemp("digits") / "val").parent
