"""Reading one YAML file that may be hostile: plain data with digits kept, and the place of every value."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from catalog import plain_yaml
from catalog.exceptions import CatalogError, Problem
from catalog.scalars import plain_value

MAX_BYTES = 1 << 20
"""Largest file that is read, in bytes."""
MAX_DEPTH = 20
"""Deepest nesting of lists and mappings."""

KeyPath = tuple[str | int, ...]
Place = tuple[int, int]
"""Line and column, counted from 1."""

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_HINTS: Mapping[str, str] = {
    "found character that cannot start any token": "a tab or a sign such as % @ ` stands where a value should begin; "
    "indent with spaces and put text that begins with a sign in quotes",
    "mapping values are not allowed in this context": "a ':' where no key may stand; put the text in quotes, "
    "or check the indentation",
    "did not find expected node content": "a value is missing; expected text, a list or a mapping",
    "could not find expected ':'": "expected ':' after the key",
    "did not find expected key": "expected a key at the mapping's indentation",
    "did not find expected '-' indicator": "expected '-' at the list's indentation",
    "did not find expected ',' or ']'": "expected ',' or ']'",
    "did not find expected ',' or '}'": "expected ',' or '}'",
    "found unexpected end of stream": "the file ends inside a text in quotes; expected the closing quote",
}


@dataclass
class Document:
    """What a YAML file holds, and where."""

    path: Path
    data: Any = None
    """Mappings (`dict` with text keys), lists, text, `int`, `Decimal`, booleans and `None`; `None` when forgotten."""
    readable: bool = True
    """False when the file could not be read to its end; then `data` is `None` and `problems` says why."""
    problems: list[Problem] = field(default_factory=list)
    """Mistakes of YAML, in the order of the file."""
    text: str = field(default="", repr=False)
    """What is in the file, while places in it have not been looked for."""
    _keys: dict[KeyPath, Place] = field(default_factory=dict, repr=False)
    """Where each mapping's keys stand."""
    _values: dict[KeyPath, Place] = field(default_factory=dict, repr=False)
    """Where each value begins."""

    def report(self, place: Place, message: str) -> None:
        """Add a problem at a place of this file."""
        self.problems.append(Problem(self.path, *place, message))

    def forget(self) -> None:
        """Forget what the file holds, once an entry of the schema is made of it; where it stands can still be asked."""
        self.data = None

    def place_of_key(self, path: KeyPath) -> Place:
        """Return where a key stands; for what has no key, where its value begins."""
        self._locate()
        return self._keys.get(path) or self.place_of_value(path)

    def place_of_value(self, path: KeyPath) -> Place:
        """Return where a value begins; for a path that is not in the file, where its innermost known part begins."""
        self._locate()
        for length in range(len(path), 0, -1):
            if path[:length] in self._values:
                return self._values[path[:length]]
        return self._values.get((), (1, 1))

    def _locate(self) -> None:
        """Find all places, once: most files are sound, and nobody asks where anything stands in them."""
        if self.text:
            located = parse(self.text, self.path)
            self.text, self._keys, self._values = "", located._keys, located._values


def read_text(path: Path) -> str:
    """Read a UTF-8 text file of at most `MAX_BYTES`.

    Raises:
        CatalogError: it can't be opened, is too large, or is not UTF-8 text.
    """
    text = _read_utf8(path)
    _require_allowed(text, path)
    return text


def read(path: Path) -> Document:
    """Read a YAML file; mistakes are in the document's `problems`, none is raised."""
    try:
        text = _read_utf8(path)
        try:
            return Document(path, plain_yaml.parse(text), text=text)
        except plain_yaml.NotPlain:
            _require_allowed(text, path)
            return parse(text, path)
    except CatalogError as error:
        return Document(path, readable=False, problems=list(error.problems))


def _read_utf8(path: Path) -> str:
    if not path.is_file() and path.exists():
        raise CatalogError(Problem(path, 0, 0, "is no regular file"))
    try:
        with path.open("rb") as file:
            # A limit given to `read` is room that is made for it, however small the file.
            is_large = os.fstat(file.fileno()).st_size > MAX_BYTES
            raw = file.read(MAX_BYTES + 1) if is_large else file.read()
    except OSError as error:
        raise CatalogError(Problem(path, 0, 0, f"can't be read: {error.strerror or error}")) from error
    if len(raw) > MAX_BYTES:
        raise CatalogError(Problem(path, 0, 0, f"is larger than {MAX_BYTES >> 20} MiB, the most that is read"))
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        place = _place_at(raw[: error.start].decode("utf-8"))
        message = f"expected UTF-8 text, not the byte 0x{raw[error.start]:02x}"
        raise CatalogError(Problem(path, *place, message)) from error


def _require_allowed(text: str, path: Path) -> None:
    """Refuse characters that YAML does not allow; plain YAML has none of them."""
    control = _CONTROL.search(text)
    if control:
        message = f"the character U+{ord(control[0]):04X} is not allowed in text"
        raise CatalogError(Problem(path, *_place_at(text[: control.start()]), message))


def parse(text: str, path: Path) -> Document:
    """Read YAML text as `read` does; `path` is named in the problems."""
    document = Document(path)
    try:
        document.data = _Composer(document, text).document()
    except (_Stop, yaml.YAMLError) as error:
        document.readable = False
        if isinstance(error, yaml.YAMLError):
            document.report(*_explain(error))
    return document


class _Stop(Exception):  # noqa: N818
    """Ends the reading of a file after a problem that leaves nothing to go on with."""


class _Composer:
    """Builds plain data from the parser's events; nothing is ever constructed from a tag."""

    def __init__(self, document: Document, text: str) -> None:
        self.found = document
        self.events: Iterator[Any] = yaml.parse(text, Loader=_LOADER)

    def document(self) -> Any:
        next(self.events)
        event = next(self.events)
        if isinstance(event, yaml.StreamEndEvent):
            return None
        if event.version or event.tags:
            self.found.report(_start(event), "expected no % directive")
        data = self.node(next(self.events), ())
        next(self.events)
        event = next(self.events)
        if not isinstance(event, yaml.StreamEndEvent):
            self.stop(event, "expected one document, not a second one after '---'")
        return data

    def stop(self, event: Any, message: str) -> None:
        self.found.report(_start(event), message)
        raise _Stop

    def node(self, event: Any, path: KeyPath) -> Any:
        self.found._values[path] = _start(event)
        if isinstance(event, yaml.AliasEvent):
            self.found.report(_start(event), f"expected the value itself, not the alias *{event.anchor}")
            return None
        if event.anchor is not None:
            self.found.report(_start(event), f"expected no anchor such as &{event.anchor}")
        if event.tag is not None:
            self.found.report(_start(event), f"expected no tag such as {event.tag}")
        if isinstance(event, yaml.ScalarEvent):
            return self.scalar(event)
        if len(path) >= MAX_DEPTH:
            self.stop(event, f"expected at most {MAX_DEPTH} lists and mappings inside each other")
        return self.sequence(path) if isinstance(event, yaml.SequenceStartEvent) else self.mapping(path)

    def scalar(self, event: Any) -> Any:
        text = self.text(event)
        return text if event.style else plain_value(text)

    def text(self, event: Any) -> str:
        text: str = event.value
        control = _CONTROL.search(text)
        if control:
            self.found.report(_start(event), f"the character U+{ord(control[0]):04X} is not allowed in text")
        return text

    def sequence(self, path: KeyPath) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            items.append(self.node(event, (*path, len(items))))
        return items

    def mapping(self, path: KeyPath) -> dict[str, Any]:
        items: dict[str, Any] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent) or event.anchor is not None or event.tag is not None:
                self.stop(event, "expected a key that is plain text")
            key = self.text(event)
            if key in items:
                first = self.found._keys[(*path, key)]
                self.found.report(_start(event), f"the key {key[:60]!r} stands already at line {first[0]}")
                self.node(next(self.events), (*path, key, "repeated"))
                continue
            self.found._keys[(*path, key)] = _start(event)
            items[key] = self.node(next(self.events), (*path, key))
        return items


def _start(event: Any) -> Place:
    return event.start_mark.line + 1, event.start_mark.column + 1


def _place_at(before: str) -> Place:
    return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1


def _explain(error: yaml.YAMLError) -> tuple[Place, str]:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    problem = str(getattr(error, "problem", None) or "it can't be parsed")
    message = f"this is no YAML: {_HINTS.get(problem, problem)}"
    begun = getattr(error, "context_mark", None)
    if mark and begun and begun.line != mark.line:
        message += f" (in what begins at line {begun.line + 1})"
    return ((mark.line + 1, mark.column + 1) if mark else (1, 1)), message
