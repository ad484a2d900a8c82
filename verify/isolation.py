"""Run work in a process of its own with limits of time and memory, so that whatever it does costs only itself."""

from __future__ import annotations

import contextlib
import math
import os
import select
import signal
import sys
import threading
import time
from collections.abc import Callable
from typing import NamedTuple, NoReturn

from verify.limits import LOOK, CutShortError, Limits, OutOfMemoryError, check_memory, confine, lower_limit

LARGEST_RESULT = 64 << 20
"""Bytes that the work may hand back."""

_PEAK_UNIT = 1 if sys.platform == "darwin" else 1024
"""Bytes of `getrusage`'s unit of memory."""

_DONE, _NO_MEMORY, _FAILED = b"d", b"m", b"f"


class Ending(NamedTuple):
    """How a process ended."""

    status: int
    """As `os.wait` gives it."""
    peak: int
    """The most memory that it had at once, in bytes; libraries and what it shared included."""


def can_fork() -> bool:
    """Tell whether this process has one thread and no library that starts some, so that a fork of it works."""
    return threading.active_count() == 1 and "onnxruntime" not in sys.modules


class LimitedProcess:
    """A forked process that does one piece of work.

    It has no input and output, writes no files, leaves no core dump, and is killed with all that it started when it
    meets a limit. Fork only from a process that has one thread.
    """

    def __init__(self, work: Callable[[], bytes], limits: Limits) -> None:
        """Begin with `work`."""
        self._limits = limits
        self._reader, writer = os.pipe()
        self._pid = os.fork()
        if self._pid == 0:
            os.close(self._reader)
            _work_and_exit(work, writer, limits)
        os.close(writer)

    def result(self, abandon: int | None = None) -> bytes:
        """Wait for what the work returns; its time runs from now on.

        Args:
            abandon: A file descriptor; when it becomes readable, whoever wants the result is gone and the work is
                killed.

        Raises:
            CutShortError: it crashed, raised, or met a limit.
        """
        try:
            data = self._collect(abandon)
        finally:
            ending = self.end()
        return _result(data, ending, self._limits)

    def end(self) -> Ending:
        """Kill the work if it is not done, and tell how its process ended; once only."""
        os.close(self._reader)
        _kill(self._pid)
        _, status, usage = os.wait4(self._pid, 0)
        return Ending(status, usage.ru_maxrss * _PEAK_UNIT)

    def _collect(self, abandon: int | None) -> bytes:
        """Read until the writer closes, with an eye on time and memory."""
        data = bytearray()
        watched = [self._reader] if abandon is None else [self._reader, abandon]
        deadline = time.monotonic() + self._limits.seconds
        while (left := deadline - time.monotonic()) > 0:
            ready, _, _ = select.select(watched, [], [], min(left, LOOK))
            if abandon in ready:
                raise CutShortError("was abandoned")
            if self._reader in ready:
                chunk = os.read(self._reader, 1 << 16)
                data += chunk
                if not chunk:
                    return bytes(data)
                if len(data) > LARGEST_RESULT:
                    raise CutShortError(f"found more than {LARGEST_RESULT >> 20} MiB of facts")
            else:
                check_memory(self._pid, self._limits)
        raise CutShortError(f"took longer than {self._limits.seconds:g} s")


def run_limited(work: Callable[[], bytes], limits: Limits, abandon: int | None = None) -> bytes:
    """Return what `work` returns in a `LimitedProcess`.

    Args:
        work: What to do.
        limits: What it may use.
        abandon: See `LimitedProcess.result`.

    Raises:
        CutShortError: it crashed, raised, or met a limit.
    """
    return LimitedProcess(work, limits).result(abandon)


def _kill(pid: int) -> None:
    """Kill a child that has not been waited for, and what it started; nothing happens to one that has ended."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.kill(pid, signal.SIGKILL)
        if os.getpgid(pid) == pid:
            os.killpg(pid, signal.SIGKILL)


def _result(data: bytes, ending: Ending, limits: Limits) -> bytes:
    kind, rest = data[:1], data[1:]
    if kind == _DONE:
        return rest
    if kind == _NO_MEMORY or ending.peak > limits.memory:
        raise OutOfMemoryError(limits)
    if kind == _FAILED:
        raise CutShortError(f"failed: {rest.decode(errors='replace')}")
    died = os.WIFSIGNALED(ending.status)
    how = signal.Signals(os.WTERMSIG(ending.status)).name if died else f"exit code {ending.status >> 8}"
    raise CutShortError(f"crashed ({how})")


def _work_and_exit(work: Callable[[], bytes], writer: int, limits: Limits) -> NoReturn:
    """Do the work in the forked process, which must not return into its parent's code."""
    code = 1
    try:
        _confine(limits)
        _write_all(writer, _done(work))
        code = 0
    finally:
        os._exit(code)


def _done(work: Callable[[], bytes]) -> bytes:
    try:
        return _DONE + work()
    except MemoryError:
        return _NO_MEMORY
    except Exception as error:  # whatever a hostile graph makes a library raise
        return _FAILED + f"{type(error).__name__}: {error}"[:1000].encode()


def _confine(limits: Limits) -> None:
    import resource

    os.setsid()
    confine(limits, largest_file=0)
    # Should this process's parent die, its time still ends.
    lower_limit(resource.RLIMIT_CPU, (math.ceil(limits.seconds) + 1) * (os.cpu_count() or 1))


def _write_all(writer: int, data: bytes) -> None:
    left = memoryview(data)
    while left:
        left = left[os.write(writer, left) :]
