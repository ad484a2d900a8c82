"""Begin with the one graph that is asked for while the zoo is still being read.

The process in which it will be examined is forked at once, and loads the libraries until the graph is known.
"""

from __future__ import annotations

import contextlib
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Self

from verify.cores import cores
from verify.digests import graph_digest
from verify.examination import GraphFindings, GraphTask, cut_short, examine
from verify.examiner import load_libraries
from verify.isolation import LimitedProcess, can_fork
from verify.limits import CutShortError, Limits

if TYPE_CHECKING:
    from verify.cache import FindingsCache
    from verify.selection import Selection


class ExaminationAhead:
    """A process that waits for one graph, and ends with it."""

    def __init__(self, limits: Limits) -> None:
        """Fork; `limits` are what the examination may use."""
        reader, writer = os.pipe()
        self._process: LimitedProcess | None = LimitedProcess(lambda: _examine_sent(reader, writer), limits)
        os.close(reader)
        self._writer = writer

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        process, self._process = self._process, None
        if process is not None:
            os.close(self._writer)
            process.end()

    def examine(self, task: GraphTask) -> GraphFindings:
        """Examine the one graph; whatever it does ends in findings."""
        process, self._process = self._process, None
        if process is None:
            raise ValueError("the process has ended")
        # A process that is gone reads nothing; `result` tells how it ended.
        with contextlib.suppress(BrokenPipeError), os.fdopen(self._writer, "w", encoding="utf-8") as requests:
            json.dump(task.fields(), requests)
        try:
            return GraphFindings.model_validate_json(process.result())
        except CutShortError as error:
            return cut_short(task, str(error))


def _examine_sent(reader: int, writer: int) -> bytes:
    """Examine the graph that comes through a pipe; if none comes, nobody waits for the findings."""
    # The end of the requests must not stay open here.
    os.close(writer)
    load_libraries()
    with os.fdopen(reader, encoding="utf-8") as requests:
        task = GraphTask.from_fields(json.load(requests))
    return examine(task, cores()).model_dump_json().encode()


def start_ahead(
    asked: Selection, limits: Limits, cache: FindingsCache | None, workshop: str
) -> ExaminationAhead | None:
    """Begin with the one model that is asked for.

    None where that is in vain: several models may be meant, the model has no graph of its own, or findings on it are
    kept; and where this process can't be forked.

    Args:
        asked: What was asked for.
        limits: What the examination may use.
        cache: Findings of earlier runs.
        workshop: The digest of code and libraries.
    """
    from catalog.layout import default_directory, find_graph

    if asked.only_model is None or not can_fork():
        return None
    graph = find_graph(asked.directory or default_directory(), asked.only_model)
    if graph is None or (cache is not None and _is_known(graph, cache, workshop)):
        return None
    return ExaminationAhead(limits)


def _is_known(graph: Path, cache: FindingsCache, workshop: str) -> bool:
    try:
        return cache.knows(graph_digest(graph, workshop))
    except OSError:
        return False
