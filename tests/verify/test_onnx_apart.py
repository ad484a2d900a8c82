"""A file is counted in a process of its own: the counts come back, and whatever else it does is one line."""

import subprocess
import sys
from pathlib import Path

import onnx
import pytest

from tests.verify.conftest import tiny_network
from tests.verify.hostile import long_chain
from verify.exceptions import VerifyError
from verify.limits import Limits
from verify.onnx_apart import count_apart
from verify.onnx_file import count_file


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "tiny.onnx"
    onnx.save(tiny_network(), path)
    return path


def test_it_counts_what_is_counted_in_this_process(file: Path) -> None:
    inputs = {"image": (2, 3, 8, 8)}
    assert count_apart(file, inputs, Limits()) == count_file(file, inputs)


def test_what_is_wrong_with_the_file_comes_back_as_it_is(tmp_path: Path) -> None:
    with pytest.raises(VerifyError, match=r"^.*gone\.onnx: can't be read: No such file or directory$"):
        count_apart(tmp_path / "gone.onnx", {}, Limits())


def verify(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own, which forks the one that counts."""
    program = "from verify.cli import main; main()"
    return subprocess.run([sys.executable, "-c", program, *arguments], capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("option", "limit", "words"),
    [
        ("--time-limit", "0.1", "took longer than 0.1 s"),
        ("--memory-limit", "0.25", "needed more than 0.25 GiB of memory"),
    ],
)
def test_a_file_that_meets_a_limit_is_one_line_and_exit_code_2(
    option: str, limit: str, words: str, tmp_path: Path
) -> None:
    path = tmp_path / "long.onnx"
    path.write_bytes(long_chain(90_000).SerializeToString())
    done = verify("--onnx", path, option, limit)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"{path}: the count {words}\n")


def test_the_command_counts_in_a_fork_of_its_own(file: Path) -> None:
    done = verify("--onnx", file)
    assert (done.returncode, done.stderr) == (0, "")
    assert "MACs" in done.stdout
