"""What findings depend on, as digests: the graph, what is asked of it, the code that examines it, and its libraries."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import platform
from collections.abc import Iterable, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from verify.exceptions import VerifyError
from verify.graph import SIZE_LIMIT

if TYPE_CHECKING:
    from verify.examination import GraphTask

TOOLS = ("onnx", "onnxruntime")
"""Libraries that the evidence names."""

LIBRARIES = (*TOOLS, "numpy", "protobuf", "pydantic")
"""Libraries whose versions the findings depend on."""


def tool_versions(libraries: Iterable[str] = TOOLS) -> dict[str, str]:
    """Return the versions of Python and of libraries."""
    return {"python": platform.python_version()} | {name: version(name) for name in libraries}


def code_digest(folders: Iterable[Path]) -> str:
    """Return one SHA-256 of all Python files below folders: their names and contents."""
    digest = hashlib.sha256()
    for folder in folders:
        for path in sorted(folder.rglob("*.py")):
            name = path.relative_to(folder).as_posix()
            digest.update(f"{folder.name}/{name}\0{_file_digest(path)}\n".encode())
    return digest.hexdigest()


def _file_digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def workshop_digest() -> str:
    """Return one SHA-256 of what examines graphs: the code of `verify` and `catalog`, and the libraries' versions."""
    here = Path(__file__).parent
    code = code_digest([here, here.parent / "catalog"])
    return _digest_of({"code": code, "versions": tool_versions(LIBRARIES)})


def graph_digest(path: Path, workshop: str) -> str:
    """Return the digest of what the findings on a graph depend on, whatever is asked of it.

    Args:
        path: The graph's file.
        workshop: The digest of code and libraries.

    Raises:
        OSError: the file can't be read, or is larger than any graph that is examined.
    """
    if path.stat().st_size > SIZE_LIMIT:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG))
    return _digest_of({"graph": _file_digest(path), "workshop": workshop})


def task_digest(task: GraphTask, workshop: str) -> str:
    """Return the digest of everything that the findings of a task depend on; it begins with that of the graph.

    Args:
        task: The graph and what is asked of it; a record takes part by its input sizes.
        workshop: The digest of code and libraries.

    Raises:
        VerifyError: the graph can't be read, or is larger than any that is examined.
    """
    try:
        graph = graph_digest(task.path, workshop)
    except OSError as error:
        raise VerifyError(f"{task.file}: can't be read: {error.strerror}") from error
    asked = {"file": task.file, "sizes": task.sizes, "run": task.run}
    return f"{graph}-{_digest_of(asked)}"


def _digest_of(parts: Mapping[str, object]) -> str:
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()
