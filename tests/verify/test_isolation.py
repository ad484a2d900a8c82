"""Work in a process of its own: its result comes back, and whatever else it does costs only itself."""

import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = """
import os, signal, sys, time
from pathlib import Path
from verify.isolation import run_limited
from verify.limits import CutShortError, Limits

def write_a_file():
    Path({path!r}).write_bytes(b"x")
    return b"written"

def crash_without_memory():
    taken = []
    try:
        while True:
            taken.append(b"x" * (1 << 20))
    except MemoryError:
        os.abort()

def fork_a_child():
    if os.fork() == 0:
        time.sleep(600)
    return b"left a child behind"

def work():
    return {work}

try:
    print(run_limited(work, Limits(seconds={seconds}, memory=1 << 28)).decode())
except CutShortError as error:
    print("cut short:", error)
"""


def outcome(work: str, seconds: float = 60, path: str = "") -> str:
    """What comes of work, done from a process that has one thread."""
    program = PROGRAM.format(work=work, seconds=seconds, path=path)
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=100)
    assert done.stderr == ""
    return done.stdout.rstrip("\n")


@pytest.mark.parametrize(
    ("work", "expected"),
    [
        ("b'found'", "found"),
        ("b'x' * (1 << 20)", "x" * (1 << 20)),
        ("print('noise') or b'found'", "found"),
        ("os.abort()", "cut short: crashed (SIGABRT)"),
        ("os.kill(os.getpid(), signal.SIGSEGV)", "cut short: crashed (SIGSEGV)"),
        ("crash_without_memory()", "cut short: needed more than 0.25 GiB of memory"),
        ("os._exit(3)", "cut short: crashed (exit code 3)"),
        ("sys.exit(0)", "cut short: crashed (exit code 1)"),
        ("bytearray(1 << 30)", "cut short: needed more than 0.25 GiB of memory"),
        ("b'x' * (65 << 20)", "cut short: found more than 64 MiB of facts"),
        ("{}['key']", "cut short: failed: KeyError: 'key'"),
        ("work()", "cut short: failed: RecursionError: maximum recursion depth exceeded"),
    ],
)
def test_outcomes(work: str, expected: str) -> None:
    assert outcome(work).startswith(expected)


@pytest.mark.parametrize("work", ["time.sleep(600)", "signal.pause()", "sum(iter(int, 1))"])
def test_what_takes_too_long_is_killed(work: str) -> None:
    assert outcome(work, seconds=0.3) == "cut short: took longer than 0.3 s"


def test_what_was_started_is_killed_too() -> None:
    assert outcome("fork_a_child()", seconds=0.5) == "cut short: took longer than 0.5 s"


def test_nothing_is_written_to_a_file(tmp_path: Path) -> None:
    assert "File too large" in outcome("write_a_file()", path=str(tmp_path / "file"))
    assert not (tmp_path / "file").read_bytes()
