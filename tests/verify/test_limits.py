"""A process is held to its memory by looking at it."""

import subprocess
import sys

import pytest

from verify.limits import Limits, OutOfMemoryError, check_memory

TAKE_AND_WAIT = "taken = bytearray(300 << 20); print(len(taken), flush=True); input()"


def test_what_a_process_has_is_compared_with_what_it_may_use() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", TAKE_AND_WAIT], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == f"{300 << 20}\n"
        with pytest.raises(OutOfMemoryError, match=r"^needed more than 0\.293 GiB of memory$"):
            check_memory(process.pid, Limits(memory=300 << 20))
        check_memory(process.pid, Limits(memory=900 << 20))
        process.communicate("\n")
    check_memory(process.pid, Limits(memory=0))
