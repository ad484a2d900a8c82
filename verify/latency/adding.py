"""Write a measured latency into a record, and leave every other character of the file as it is."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from catalog import yamlfile
from catalog.writing import write_whole
from catalog.yamlfile import Document
from verify.exceptions import VerifyError
from verify.latency.timing import Timing


def printed_milliseconds(timing: Timing) -> str:
    """Return the median with three digits, or three decimals if that is fewer."""
    for limit, decimals in ((1, 3), (10, 2), (100, 1)):
        digits = f"{max(timing.median, 0.001):.{decimals}f}"
        if float(digits) < limit:
            return digits
    return f"{timing.median:.0f}"


def add_latency(path: Path, source: str, conditions: Mapping[str, str | int], milliseconds: str) -> int:
    """Append a group with one latency to what a record reports, and return the line it stands at.

    Args:
        path: The record's file.
        source: The source that the measurement is printed under.
        conditions: The conditions, in the order they are written.
        milliseconds: The digits.

    Raises:
        VerifyError: the record can't be read, reports in a form that can't be appended to, or has this latency already.
    """
    text = yamlfile.read_text(path)
    document = yamlfile.parse(text, path)
    if document.problems or not isinstance(document.data, dict):
        raise VerifyError("\n".join(map(str, document.problems)) or f"{path}: expected a record")
    _require_new(document, source, conditions)
    line = "{" + ", ".join(f"{name}: {value}" for name, value in conditions.items()) + f", ms: {milliseconds}}}"
    lines = text.splitlines(keepends=True)
    at, indent, head = _end_of_reports(document, lines)
    margin = " " * indent
    group = [*head, f"{margin}- source: {source}", f"{margin}  latency:", f"{margin}    - {line}"]
    end = "\r\n" if lines[0].endswith("\r\n") else "\n"
    before = "".join(lines[:at])
    apart = "" if before.endswith("\n") else end
    write_whole(path, before + apart + "".join(f"{row}{end}" for row in group) + "".join(lines[at:]))
    return at + len(group)


def _require_new(document: Document, source: str, conditions: Mapping[str, str | int]) -> None:
    for index, report in enumerate(document.data.get("reported") or ()):
        for position, entry in enumerate(report.get("latency") or ()):
            stated = {name: value for name, value in entry.items() if name != "ms"}
            if report.get("source") == source and stated == dict(conditions):
                line, _ = document.place_of_value(("reported", index, "latency", position))
                raise VerifyError(f"{document.path}:{line}: this latency is there already; remove it to add it anew")


def _end_of_reports(document: Document, lines: list[str]) -> tuple[int, int, list[str]]:
    """Return after how many lines the new group goes, its indentation, and what has to stand before it."""
    if not document.data.get("reported"):
        if "reported" in document.data:
            raise VerifyError(f"{document.path}: 'reported' is empty; remove it, or write its first group by hand")
        return len(lines), 2, ["reported:"]
    first, column = document.place_of_value(("reported", 0))
    if first == document.place_of_key(("reported",))[0]:
        raise VerifyError(f"{document.path}:{first}: 'reported' is written in one line; expected a list with dashes")
    tops = [document.place_of_key((key,))[0] for key in document.data]
    end = min((line for line in tops if line > first), default=len(lines) + 1) - 1
    while not lines[end - 1].strip() or lines[end - 1].startswith("#"):
        end -= 1
    return end, column - 3, []
