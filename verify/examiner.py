"""The caller's end of an examiner, a process that examines graphs for it (`verify.examining`).

This module loads none of the libraries, so that the process can be started before anything else is done.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from verify.examination import GraphFindings, GraphTask
    from verify.isolation import Limits

ONE_THREAD = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
"""Numerical libraries start no threads of their own: only a process with one thread can be forked safely."""

PATIENCE = 5.0
"""Seconds that an examiner may take to give up its graph and end."""


class Examiner:
    """An examiner; its process starts with `start` or the first graph, and ends with `close`."""

    def __init__(self, limits: Limits, threads: int) -> None:
        self._limits = limits
        self._threads = threads
        self._process: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def start(self) -> None:
        """Start the process, if there is none: it loads its libraries while the caller does something else."""
        if self._process is None:
            self._process = start_module("verify.examining")

    def examine(self, task: GraphTask) -> GraphFindings:
        """Examine one graph; whatever it does ends in findings."""
        from verify.examination import GraphFindings, cut_short

        fields = asdict(task) | {"path": str(task.path)}
        request = {"task": fields, "limits": asdict(self._limits), "threads": self._threads}
        try:
            answer = self._ask(json.dumps(request))
        except (OSError, EOFError):
            self.close()
            return cut_short(task, "lost its process")
        return GraphFindings.model_validate_json(answer)

    def close(self) -> None:
        """End the process, and with it what it is examining."""
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
        self.start()
        if self._process is None or self._process.stdin is None or self._process.stdout is None:
            raise EOFError
        requests, answers = self._process.stdin, self._process.stdout
        requests.write(f"{request}\n")
        requests.flush()
        line = answers.readline()
        if not line:
            raise EOFError
        return line


def start_module(name: str) -> subprocess.Popen[str]:
    """Start a module of this package as a program with one thread, to talk to by its standard input and output."""
    paths = os.pathsep.join(path for path in sys.path if path)
    environment = os.environ | ONE_THREAD | {"PYTHONPATH": paths}
    return subprocess.Popen(
        [sys.executable, "-P", "-m", name],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment, encoding="utf-8",
    )  # fmt: skip
