"""What one piece of work may use, and the means to hold its process to that."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from verify.exceptions import VerifyError

LOOK = 0.02
"""Seconds from one look at a process's memory to the next."""
HEADROOM = 1 << 30
"""Bytes beyond its limit that a process gets before it is refused memory: a library that is refused some crashes or
blames the file, one that is killed at a look is known to have needed more."""


@dataclass(frozen=True)
class Limits:
    """What one piece of work may use."""

    seconds: float = 300.0
    """Wall-clock time."""
    memory: int = 4 << 30
    """Bytes of private memory (on Linux heap and anonymous mappings; macOS does not enforce it)."""


class CutShortError(VerifyError):
    """The work crashed, or met a limit and was killed; the message says which, and begins with a verb."""


class OutOfMemoryError(CutShortError):
    """The work needed more memory than it may use."""

    def __init__(self, limits: Limits) -> None:
        super().__init__(f"needed more than {limits.memory / (1 << 30):.3g} GiB of memory")


def check_memory(pid: int, limits: Limits) -> None:
    """Look at the memory of a process; other systems than Linux don't show it.

    Raises:
        OutOfMemoryError: it has more than it may use.
    """
    import resource

    try:
        sizes = Path(f"/proc/{pid}/statm").read_bytes().split()
    except OSError:
        return
    private_pages = int(sizes[5])
    if private_pages * resource.getpagesize() > limits.memory:
        raise OutOfMemoryError(limits)


def confine(limits: Limits, largest_file: int) -> None:
    """Leave this process without input and output, core dumps, larger files, or memory far beyond its limit."""
    import resource

    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    lower_limit(resource.RLIMIT_DATA, limits.memory + HEADROOM)
    lower_limit(resource.RLIMIT_CORE, 0)
    lower_limit(resource.RLIMIT_FSIZE, largest_file)


def lower_limit(kind: int, value: int) -> None:
    """Lower a limit of this process for good; `kind` is one of `resource`'s numbers."""
    import resource

    _, hard = resource.getrlimit(kind)
    lowest = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(kind, (lowest, lowest))
