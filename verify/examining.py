"""The process of an examiner: it has the libraries loaded, and forks a limited process for each graph it is sent.

Loading the libraries takes a third of a second, forking some milliseconds. This process itself never touches a graph.
A request and its answer are one line of JSON each.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
from importlib import import_module
from pathlib import Path
from typing import IO

from verify.examination import GraphFindings, GraphTask, cut_short, examine
from verify.isolation import CutShortError, Limits, run_limited

LIBRARIES = ("onnx.checker", "onnx.helper", "onnx.shape_inference", "onnxruntime", "verify.counting")
"""What is loaded before the first graph, so that forked processes have it."""


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
    fields = asked["task"]
    task = GraphTask(Path(fields["path"]), fields["file"], tuple(fields["sizes"]), fields["run"])
    return examine_forked(task, Limits(**asked["limits"]), asked["threads"], abandon).model_dump_json()


def serve(requests: IO[str], answers: IO[str]) -> None:
    """Answer requests until there are no more; one that is under way when they end is given up."""
    while line := requests.readline():
        answers.write(f"{answer(line, requests.fileno())}\n")
        answers.flush()


if __name__ == "__main__":
    for name in LIBRARIES:
        import_module(name)
    with contextlib.suppress(KeyboardInterrupt, BrokenPipeError):
        serve(sys.stdin, sys.stdout)
    # Nothing is left to be tidied, and the caller waits.
    os._exit(0)
