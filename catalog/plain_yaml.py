"""The plain part of YAML that records are mostly written in, read ten times as fast as all of YAML.

Whatever is not plain is left to `catalog.yamlfile`, which reads all that is allowed and says what is wrong where. What
is read here means the same there; tests compare the two.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from catalog.scalars import plain_value

MAX_DEPTH = 12
"""Deepest nesting that is read here."""

_STRANGE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
"""Characters that are not allowed, or that YAML takes for line ends or for more than they seem."""

_NAME = "[A-Za-z0-9_][A-Za-z0-9_.-]{0,199}"
_LINE = re.compile(rf"( *)(- +)?(?:({_NAME}):(?: +|$))?(.*)")
"""Indentation, the dash of a list's item, a key, and what follows them."""
_BEGIN = r"(?:[A-Za-z0-9_./+]|-(?=[A-Za-z0-9.]))"
_WORD = r"[A-Za-z0-9_./+%-]"
_PLAIN = f"{_BEGIN}{_WORD}*(?: {_WORD}+)*"
"""Text without quotes that stands for itself everywhere, also within braces and brackets."""
_QUOTED = r"'[^']*'|\"[^\"\\]*\""
_ITEM = f"{_PLAIN}|{_QUOTED}"
_LIST = rf"\[(?:(?:{_ITEM})(?:, (?:{_ITEM}))*)?\]"
_ITEMS = re.compile(rf"({_ITEM})(?:, |$)")
_PAIR = re.compile(rf"({_NAME}): (?:({_PLAIN})|{_QUOTED})")
_PAIRS = re.compile(rf"({_NAME}): ({_ITEM}|{_LIST})(?:, |$)")
_WHOLE_QUOTED = re.compile(_QUOTED)
_LINE_TEXT = re.compile(rf"(?:{_BEGIN}|[(\u00a1-\U0010ffff])[^:#]*(?:(?::(?! |$)|(?<! )#)[^:#]*)*")
"""Text without quotes on a line of its own: no sign of YAML begins it, and no comment or second key is in it."""

_NOTHING, _VALUE, _FLOW = range(3)
"""What stands after a key or a dash: nothing, a value, or something within braces or brackets, not yet read."""
_Line = tuple[int, int, str, int, Any]
"""Indentation; where the item of a list begins, or 0; the key, or nothing; what stands after these; and that itself."""

# `threads: 1` and its like come again and again.
_remembering = lru_cache(maxsize=1 << 12)


class NotPlain(Exception):  # noqa: N818
    """The text is YAML of another kind, or none."""


def parse(text: str) -> Any:
    """Return what plain YAML says: dictionaries, lists, text, `int`, `Decimal`, booleans and `None`.

    Raises:
        NotPlain: it has to be read by `catalog.yamlfile`, be it right or wrong.
    """
    if _STRANGE.search(text):
        raise NotPlain
    lines = [line for raw in text.split("\n") if (line := _line(raw)) is not None]
    reader = _Reader(lines)
    found = reader.block(0, 0)
    if reader.place != len(lines) or not isinstance(found, dict):
        raise NotPlain
    return found


def _line(raw: str) -> _Line | None:
    """Read a line; None if it says nothing."""
    if raw[-1:] == "}":
        # What stands within braces differs from line to line, what stands before them does not.
        head, brace, pairs = raw.partition("{")
        line = _remembered_line(head + brace)
        if line is not None and line[4] == brace:
            indent, item, key, *_ = line
            return (indent, item, key, _VALUE, _pairs(pairs[:-1]))
    return _remembered_line(raw)


@_remembering
def _remembered_line(raw: str) -> _Line | None:
    match = _LINE.fullmatch(raw.rstrip(" "))
    if match is None:
        raise NotPlain
    spaces, dash, key, rest = match.groups("")
    if not dash and not key:
        if rest and rest[0] != "#":
            raise NotPlain
        return None
    item = len(spaces) + len(dash) if dash else 0
    if not rest:
        return (len(spaces), item, key, _NOTHING, None)
    if rest[0] in "{[":
        return (len(spaces), item, key, _FLOW, rest)
    return (len(spaces), item, key, _VALUE, _text(rest))


def _text(text: str) -> Any:
    """Read what stands alone after a key or a dash."""
    if text[0] in "'\"":
        if _WHOLE_QUOTED.fullmatch(text) is None:
            raise NotPlain
        return text[1:-1]
    if _LINE_TEXT.fullmatch(text) is None:
        raise NotPlain
    return plain_value(text)


class _Reader:
    """Puts lines together, one after the other."""

    def __init__(self, lines: list[_Line]) -> None:
        self.lines = [*lines, (-1, 0, "", _NOTHING, None)]
        self.place = 0

    def block(self, indent: int, depth: int) -> Any:
        """Read the mapping or the list whose lines begin at `indent`."""
        here, item, *_ = self.lines[self.place]
        if depth > MAX_DEPTH or here != indent:
            raise NotPlain
        return self.items(indent, depth) if item else self.mapping(indent, depth)

    def mapping(self, indent: int, depth: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        while True:
            here, item, key, kind, value = self.lines[self.place]
            if here != indent:
                break
            if item or key in found:
                raise NotPlain
            self.place += 1
            if kind == _FLOW:
                value = _flow(value)
            elif kind == _NOTHING:
                value = self.below(indent, depth)
            found[key] = value
        if here > indent:
            raise NotPlain
        return found

    def below(self, indent: int, depth: int) -> Any:
        """Read what a key without a value on its line holds: a block, a list at the key's own indentation, nothing."""
        here, item, *_ = self.lines[self.place]
        if here > indent or (here == indent and item):
            return self.block(here, depth + 1)
        return None

    def items(self, indent: int, depth: int) -> list[Any]:
        found: list[Any] = []
        while True:
            here, item, key, kind, value = self.lines[self.place]
            if here != indent or not item:
                break
            if key:
                self.lines[self.place] = (item, 0, key, kind, value)
                found.append(self.block(item, depth + 1))
            else:
                self.place += 1
                found.append(_flow(value) if kind == _FLOW else value)
        if here > indent:
            raise NotPlain
        return found


def _flow(text: str) -> Any:
    if text[0] == "{" and text[-1] == "}":
        return _pairs(text[1:-1])
    if text[0] == "[" and text[-1] == "]":
        return _list(text[1:-1])
    raise NotPlain


def _pairs(text: str) -> dict[str, Any]:
    """Read what stands within braces: keys with texts, or with lists of texts."""
    parts = text.split(", ")
    try:
        found = dict(map(_pair, parts))
    except NotPlain:  # a comma within quotes, or a list
        return _pairs_with_lists(text)
    if len(found) != len(parts):
        raise NotPlain
    return found


@_remembering
def _pair(text: str) -> tuple[str, Any]:
    match = _PAIR.fullmatch(text)
    if match is None:
        raise NotPlain
    key, plain = match.groups()
    return key, text[len(key) + 3 : -1] if plain is None else plain_value(plain)


def _pairs_with_lists(text: str) -> dict[str, Any]:
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
