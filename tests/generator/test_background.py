import os
import subprocess
import sys
from multiprocessing import get_context
from pathlib import Path
from threading import Event, Thread

import pytest

from generator.background import Background

SERVER = """
import signal
from generator.background import Background

def work():
    print("begun", flush=True)
    signal.pause()

Background().start(work, print)
signal.pause()
"""


@pytest.mark.parametrize("succeeds", [True, False])
def test_work_is_done_elsewhere_and_its_end_told_here(tmp_path: Path, succeeds: bool) -> None:
    background, told = Background(), list[bool]()

    def work() -> bool:
        (tmp_path / "process").write_text(str(os.getpid()))
        return succeeds

    background.start(work, told.append)
    background.wait()
    assert told == [succeeds]
    assert (tmp_path / "process").read_text() != str(os.getpid())


def test_a_server_with_other_threads_hears_no_warning() -> None:
    ended = Event()
    other = Thread(target=ended.wait)
    other.start()
    background, told = Background(), list[bool]()
    background.start(lambda: True, told.append)
    background.wait()
    ended.set()
    other.join()
    assert told == [True]


def test_work_that_never_ends_is_ended_and_not_told_of() -> None:
    begun = get_context("fork").Event()

    def work() -> bool:
        begun.set()
        while True:
            pass

    background, told = Background(), list[bool]()
    background.start(work, told.append)
    assert begun.wait(60)
    background.start(lambda: True, told.append)
    background.wait()
    assert told == [True]
    background.stop()


def test_work_ends_with_a_server_that_was_killed() -> None:
    with subprocess.Popen([sys.executable, "-c", SERVER], stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        assert server.stdout.readline() == "begun\n"
        server.kill()
        assert server.stdout.read() == ""  # which would not return while the work holds the other end
