"""Measure a model in a process of its own with limits, so that a hostile file of weights costs its own scores only."""

from __future__ import annotations

import json
import signal
import time
from typing import TYPE_CHECKING

from pydantic import TypeAdapter, ValidationError

from verify.limits import LOOK, Limits, OutOfMemoryError, check_memory, confine
from verify.measuring import Measured, Progress, Task, measure

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

LARGEST_MESSAGE = 16 << 20
"""Bytes that the process may hand over at once."""
LARGEST_FILE = 1 << 30
"""Bytes of a file that it may write: detections of a run that may be ended and go on."""

PATIENCE = 10.0
"""Seconds that the process may take to end when it has closed its side."""

_MEASURED = TypeAdapter(Measured)


def measure_apart(task: Task, limits: Limits, progress: Progress = lambda done, total: None) -> Measured:
    """Measure one model; whatever its weights do ends in scores or a problem.

    Args:
        task: What to measure.
        limits: What the process may use; its time is that from one batch of images to the next.
        progress: Called with the images scored and those there are.
    """
    from multiprocessing import get_context

    context = get_context("spawn")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(task, limits, there), daemon=True)
    process.start()
    there.close()
    try:
        how = _listen(here, process.pid or 0, limits, progress)
        if isinstance(how, Measured):
            return how
        process.join(PATIENCE)
        if how is None and (process.exitcode or 0) < 0:
            how = f"crashed ({signal.Signals(-(process.exitcode or 0)).name})"
    finally:
        process.kill()
        process.join()
        here.close()
    problem = f"{task.weights}: the scoring {how or 'lost its process'}"
    return Measured(problems=(problem,), input_size=task.model.input.size)


def _listen(here: Connection, pid: int, limits: Limits, progress: Progress) -> Measured | str | None:
    """Return what was measured, or how the process failed; None if it ended without a word."""
    try:
        while _arrives(here, pid, limits):
            message = json.loads(here.recv_bytes(LARGEST_MESSAGE))
            if "measured" in message:
                return _MEASURED.validate_python(message["measured"], strict=False)
            if "failed" in message:
                return str(message["failed"])[:1000]
            progress(int(message["done"]), int(message["total"]))
    except EOFError:
        return None
    except OutOfMemoryError as error:
        return str(error)
    except (OSError, ValueError, TypeError, KeyError, ValidationError):
        return "gave no scores that can be read"
    return f"took longer than {limits.seconds:g} s for a batch of images"


def _arrives(here: Connection, pid: int, limits: Limits) -> bool:
    """Wait for the process to say something, and tell whether it did in time.

    Raises:
        OutOfMemoryError: it has more memory than it may use.
    """
    deadline = time.monotonic() + limits.seconds
    while (left := deadline - time.monotonic()) > 0:
        arrived = here.poll(min(left, LOOK))
        check_memory(pid, limits)
        if arrived:
            return True
    return False


def _work(task: Task, limits: Limits, there: Connection) -> None:
    """Measure in the new process; what it finds goes back as JSON, which can't do anything to its reader."""
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        confine(limits, LARGEST_FILE)
        measured = measure(task, lambda done, total: _send(there, {"done": done, "total": total}))
        _send(there, {"measured": _MEASURED.dump_python(measured, mode="json")})
    except MemoryError:
        _send(there, {"failed": str(OutOfMemoryError(limits))})
    except Exception as error:  # whatever a hostile file makes a library raise
        _send(there, {"failed": f"failed: {type(error).__name__}: {error}"})


def _send(there: Connection, message: object) -> None:
    there.send_bytes(json.dumps(message).encode())
