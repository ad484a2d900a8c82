"""Work that goes on beside a server, in a process of its own, until it is done or the next build ends it."""

from __future__ import annotations

import os
import signal
import warnings
from collections.abc import Callable
from multiprocessing import get_all_start_methods, get_context, parent_process
from threading import Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

_NICENESS = 10
"""How much the work stands back behind the server, of 19."""


class Background:
    """One piece of work at a time, in a copy of this process: it leaves the server alone and can be ended at once.

    Where processes can't be copied (Windows), the work is done before `start` returns.
    """

    def __init__(self) -> None:
        self._process: BaseProcess | None = None
        self._waiting: Thread | None = None

    def start(self, work: Callable[[], bool], then: Callable[[bool], None]) -> None:
        """Begin some work; that before is ended.

        Args:
            work: What to do; reports whether it could.
            then: Is called with that report in a thread of this process, but not if the work was ended.
        """
        self.stop()
        if "fork" not in get_all_start_methods():
            then(work())
            return
        self._process = get_context("fork").Process(target=_run, args=(work,), daemon=True)
        with warnings.catch_warnings():
            # Python 3.12 and newer warn of locks that other threads hold: the work asks for none of a server's.
            warnings.filterwarnings("ignore", "This process .* is multi-threaded", DeprecationWarning)
            self._process.start()
        self._waiting = Thread(target=_await, args=(self._process, then), daemon=True)
        self._waiting.start()

    def stop(self) -> None:
        """End the work wherever it is."""
        if self._process is not None:
            self._process.kill()
        self.wait()

    def wait(self) -> None:
        """Wait until the work is done and what was to follow it as well."""
        if self._waiting is not None:
            self._waiting.join()
        self._process = self._waiting = None


def _run(work: Callable[[], bool]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the server is told too, and ends this process
    os.nice(_NICENESS)
    Thread(target=_end_with_parent, daemon=True).start()
    raise SystemExit(0 if work() else 1)


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)  # a server that was killed could end nothing


def _await(process: BaseProcess, then: Callable[[bool], None]) -> None:
    process.join()
    if process.exitcode is not None and process.exitcode >= 0:
        then(process.exitcode == 0)
