"""An examiner: a process that has the libraries loaded and forks a limited process for each graph it is sent.

Loading the libraries takes half a second, forking some milliseconds. The examiner itself never touches a graph.
A request and its answer are one line of JSON each.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from dataclasses import asdict
from importlib import import_module
from threading import Lock
from typing import IO, Self

from verify.examination import GraphFindings, GraphTask, cut_short, examine
from verify.isolation import run_limited
from verify.limits import CutShortError, Limits

ONE_THREAD = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
"""Numerical libraries start no threads of their own: only a process with one thread can be forked safely."""

LIBRARIES = (
    "numpy.random",
    "onnx.checker",
    "onnx.helper",
    "onnx.shape_inference",
    "onnxruntime",
    "verify.counting.counter",
    "verify.session",
    "verify.weights",
)
"""What is loaded before the first graph, so that forked processes have it."""

PATIENCE = 5.0
"""Seconds that an examiner may take to give up its graph and end."""


class Examiner:
    """The caller's end of an examiner; the process starts with the first graph and ends with `close`."""

    def __init__(self, limits: Limits, threads: int) -> None:
        self._limits = limits
        self._threads = threads
        self._process: subprocess.Popen[str] | None = None
        self._starting = Lock()
        self._closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def examine(self, task: GraphTask) -> GraphFindings:
        """Examine one graph; whatever it does ends in findings."""
        request = {"task": task.fields(), "limits": asdict(self._limits), "threads": self._threads}
        try:
            answer = self._ask(json.dumps(request))
        except (OSError, EOFError):
            self._end()
            return cut_short(task, "lost its process")
        return GraphFindings.model_validate_json(answer)

    def close(self) -> None:
        """End the process, and with it what it is examining; a thread that is about to ask starts no other."""
        with self._starting:
            self._closed = True
        self._end()

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        for stream in (process.stdin, process.stdout):
            with contextlib.suppress(OSError):
                if stream is not None:
                    stream.close()
        try:
            process.wait(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def _ask(self, request: str) -> str:
        with self._starting:
            if self._closed:
                raise EOFError
            if self._process is None:
                # Ctrl-C is for this process, which then ends the other.
                self._process = start_module("verify.examiner", group=0)
            requests, answers = self._process.stdin, self._process.stdout
        if requests is None or answers is None:
            raise EOFError
        requests.write(f"{request}\n")
        requests.flush()
        line = answers.readline()
        if not line:
            raise EOFError
        return line


def start_module(name: str, group: int | None = None) -> subprocess.Popen[str]:
    """Start a module of this package as a program with one thread, to talk to by its standard input and output.

    Args:
        name: The module.
        group: The process group that it belongs to, 0 for one of its own; else this process's.
    """
    paths = os.pathsep.join(path for path in sys.path if path)
    environment = os.environ | ONE_THREAD | {"PYTHONPATH": paths}
    return subprocess.Popen(
        [sys.executable, "-P", "-m", name],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment, encoding="utf-8",
        process_group=group,
    )  # fmt: skip


def load_libraries() -> None:
    """Load what an examination needs, in a third of a second."""
    import onnx.defs

    for name in LIBRARIES:
        import_module(name)
    # ONNX registers all its operators when it is first asked for one.
    onnx.defs.has("Conv")


def examine_forked(task: GraphTask, limits: Limits, threads: int, abandon: int | None = None) -> GraphFindings:
    """Examine one graph in a process forked from this one; whatever it does ends in findings.

    Args:
        task: The graph.
        limits: What its examination may use.
        threads: Threads of ONNX Runtime within an operator.
        abandon: A file descriptor that becomes readable when nobody wants the findings any more.
    """
    try:
        found = run_limited(lambda: examine(task, threads).model_dump_json().encode(), limits, abandon)
    except CutShortError as error:
        return cut_short(task, str(error))
    return GraphFindings.model_validate_json(found)


def answer(request: str, abandon: int | None = None) -> str:
    """Examine the graph of a request line in a forked process, and return the answer's line without its end."""
    asked = json.loads(request)
    task = GraphTask.from_fields(asked["task"])
    return examine_forked(task, Limits(**asked["limits"]), asked["threads"], abandon).model_dump_json()


def serve(requests: IO[str], answers: IO[str]) -> None:
    """Answer requests until there are no more; one that is under way when they end is given up."""
    while line := requests.readline():
        answers.write(f"{answer(line, requests.fileno())}\n")
        answers.flush()


if __name__ == "__main__":
    load_libraries()
    with contextlib.suppress(KeyboardInterrupt, BrokenPipeError):
        serve(sys.stdin, sys.stdout)
