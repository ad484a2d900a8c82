"""Count an ONNX file in a process of its own with limits, so that whatever the file does costs only its counts."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from verify.examiner import start_module
from verify.exceptions import VerifyError
from verify.isolation import can_fork, run_limited
from verify.limits import CutShortError, Limits
from verify.onnx_file import FileCounts, Shapes, count_file


def count_apart(path: Path, inputs: Shapes, limits: Limits) -> FileCounts:
    """Count the ONNX file at `path` as `count_file` does, in a forked process.

    Args:
        path: The file.
        inputs: Input name → sizes.
        limits: What the count may use.

    Raises:
        VerifyError: what `count_file` raises, or the count crashed or met a limit.
    """
    from pydantic import TypeAdapter

    request = json.dumps({"path": str(path), "inputs": inputs, "limits": asdict(limits)})
    answered = json.loads(_answer(request) if can_fork() else _ask(request))
    if "error" in answered:
        raise VerifyError(answered["error"])
    return TypeAdapter(FileCounts).validate_python(answered["counts"])


def _ask(request: str) -> str:
    """Have a fresh process answer, which can be forked."""
    with start_module("verify.onnx_apart") as process:
        return process.communicate(request)[0] or json.dumps({"error": "the count lost its process"})


def _answer(request: str) -> str:
    asked = json.loads(request)
    path, limits = Path(asked["path"]), Limits(**asked["limits"])
    try:
        return run_limited(lambda: _count(path, asked["inputs"]), limits).decode()
    except CutShortError as error:
        return json.dumps({"error": f"{path}: the count {error}"})


def _count(path: Path, inputs: Mapping[str, Sequence[int]]) -> bytes:
    """Return the counts as JSON, or what is wrong with the file."""
    from pydantic import TypeAdapter

    try:
        counted = count_file(path, {name: tuple(sizes) for name, sizes in inputs.items()})
    except VerifyError as error:
        return json.dumps({"error": str(error)}).encode()
    return b'{"counts": %s}' % TypeAdapter(FileCounts).dump_json(counted)


if __name__ == "__main__":
    sys.stdout.write(_answer(sys.stdin.read()))
