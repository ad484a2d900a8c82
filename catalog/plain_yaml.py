"""The plain part of YAML that records are mostly written in, read ten times as fast as all of YAML.

Whatever is not plain is left to `catalog.yamlfile`, which reads all that is allowed and says what is wrong where. What
is read here means the same there; tests compare the two.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from catalog.scalars import plain_value

MAX_DEPTH = 12
"""Deepest nesting that is read here."""

_STRANGE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
"""Characters that are not allowed, or that YAML takes for line ends or for more than they seem."""

_NAME = "[A-Za-z0-9_][A-Za-z0-9_.-]{0,199}"
_KEY = re.compile(rf"({_NAME}):(?: +|$)")
_BEGIN = r"(?:[A-Za-z0-9_./+]|-(?=[A-Za-z0-9.]))"
_WORD = r"[A-Za-z0-9_./+%-]"
_PLAIN = f"{_BEGIN}{_WORD}*(?: {_WORD}+)*"
"""Text without quotes that stands for itself everywhere, also within braces and brackets."""
_QUOTED = r"'[^']*'|\"[^\"\\]*\""
_ITEM = f"{_PLAIN}|{_QUOTED}"
_LIST = rf"\[(?:(?:{_ITEM})(?:, (?:{_ITEM}))*)?\]"
_ITEMS = re.compile(rf"({_ITEM})(?:, |$)")
_PAIRS = re.compile(rf"({_NAME}): ({_ITEM}|{_LIST})(?:, |$)")
_WHOLE_QUOTED = re.compile(_QUOTED)
_LINE_TEXT = re.compile(rf"(?:{_BEGIN}|[(\u00a1-\U0010ffff])(?:[^:#]|:(?! |$)|(?<! )#)*")
"""Text without quotes on a line of its own: no sign of YAML begins it, and no comment or second key is in it."""


class NotPlain(Exception):  # noqa: N818
    """The text is YAML of another kind, or none."""


def parse(text: str) -> Any:
    """Return what plain YAML says: dictionaries, lists, text, `int`, `Decimal`, booleans and `None`.

    Raises:
        NotPlain: it has to be read by `catalog.yamlfile`, be it right or wrong.
    """
    if _STRANGE.search(text):
        raise NotPlain
    lines: list[tuple[int, str]] = []
    for line in text.split("\n"):
        stripped = line.lstrip(" ")
        if stripped and stripped[0] != "#":
            lines.append((len(line) - len(stripped), stripped.rstrip(" ")))
    reader = _Reader(lines)
    found = reader.block(0, 0)
    if reader.place != len(lines) or not isinstance(found, dict):
        raise NotPlain
    return found


class _Reader:
    """Reads lines, each with its indentation, one after the other."""

    def __init__(self, lines: list[tuple[int, str]]) -> None:
        self.lines = [*lines, (-1, "")]
        self.place = 0

    def block(self, indent: int, depth: int) -> Any:
        """Read the mapping or the list whose lines begin at `indent`."""
        if depth > MAX_DEPTH or self.lines[self.place][0] != indent:
            raise NotPlain
        first = self.lines[self.place][1]
        return self.items(indent, depth) if first[:2] == "- " else self.mapping(indent, depth)

    def mapping(self, indent: int, depth: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        while True:
            here, line = self.lines[self.place]
            if here != indent:
                break
            match = _KEY.match(line)
            if match is None or (key := match[1]) in found:
                raise NotPlain
            rest = line[match.end() :]
            self.place += 1
            found[key] = _value(rest) if rest else self.below(indent, depth)
        if here > indent:
            raise NotPlain
        return found

    def below(self, indent: int, depth: int) -> Any:
        """Read what a key without a value on its line holds: a block, a list at the key's own indentation, nothing."""
        here, line = self.lines[self.place]
        if here > indent or (here == indent and line[:2] == "- "):
            return self.block(here, depth + 1)
        return None

    def items(self, indent: int, depth: int) -> list[Any]:
        found: list[Any] = []
        while True:
            here, line = self.lines[self.place]
            if here != indent or line[:2] != "- ":
                break
            rest = line[2:].lstrip(" ")
            if _KEY.match(rest):
                inner = indent + len(line) - len(rest)
                self.lines[self.place] = (inner, rest)
                found.append(self.block(inner, depth + 1))
            else:
                self.place += 1
                found.append(_value(rest))
        if here > indent:
            raise NotPlain
        return found


def _value(text: str) -> Any:
    first = text[0]
    if first == "{":
        return _flow(text, "}", _pairs)
    if first == "[":
        return _flow(text, "]", _list)
    if first in "'\"":
        return _quoted(text)
    if _LINE_TEXT.fullmatch(text) is None:
        raise NotPlain
    return plain_value(text)


def _flow(text: str, end: str, read: Callable[[str], Any]) -> Any:
    if text[-1] != end:
        raise NotPlain
    return read(text[1:-1])


def _pairs(text: str) -> dict[str, Any]:
    """Read what stands within braces: keys with texts, or with lists of texts."""
    found: dict[str, Any] = {}
    length = 0
    pairs = _PAIRS.findall(text)
    for key, value in pairs:
        length += len(key) + len(value) + 4
        found[key] = _scalar(value) if value[0] != "[" else _list(value[1:-1])
    if length != len(text) + 2 or len(found) != len(pairs):
        raise NotPlain
    return found


def _list(text: str) -> list[Any]:
    """Read what stands within brackets: texts."""
    if not text:
        return []
    items = _ITEMS.findall(text)
    if sum(map(len, items)) + 2 * len(items) - 2 != len(text):
        raise NotPlain
    return [_scalar(item) for item in items]


def _scalar(text: str) -> Any:
    return text[1:-1] if text[0] in "'\"" else plain_value(text)


def _quoted(text: str) -> str:
    if _WHOLE_QUOTED.fullmatch(text) is None:
        raise NotPlain
    return text[1:-1]
