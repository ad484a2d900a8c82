"""Begin with the one graph that is asked for while the zoo is still being read.

This module loads none of the libraries: the examiner's process loads them meanwhile.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from verify.cores import cores
from verify.digests import graph_digest
from verify.examiner import Examiner

if TYPE_CHECKING:
    from verify.cache import FindingsCache
    from verify.isolation import Limits
    from verify.selection import Selection


def start_ahead(asked: Selection, limits: Limits, cache: FindingsCache | None, workshop: str) -> Examiner | None:
    """Start the examiner of the one model that is asked for.

    None where nothing is gained: there is one core, several models may be meant, the model has no graph of its own, or
    findings on it are kept.

    Args:
        asked: What was asked for.
        limits: What the examination may use.
        cache: Findings of earlier runs.
        workshop: The digest of code and libraries.
    """
    if asked.only_model is None or cores() == 1:
        return None
    graph = _own_graph(asked.directory, asked.only_model)
    if graph is None or (cache is not None and _is_known(graph, cache, workshop)):
        return None
    examiner = Examiner(limits, cores())
    examiner.start()
    return examiner


def _is_known(graph: Path, cache: FindingsCache, workshop: str) -> bool:
    try:
        return cache.knows(graph_digest(graph, workshop))
    except OSError:
        return False


def _own_graph(directory: Path | None, model: str) -> Path | None:
    from catalog.layout import default_directory

    graphs = (directory or default_directory()).glob("graphs/*/*.onnx")
    return next((path for path in graphs if path.stem == model and path.is_file()), None)
