"""From the schema's findings to sentences: what is wrong, what was expected, and where in the file."""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from catalog.names import suggestion
from catalog.references import Known
from catalog.text import PATTERNS, Entry, Identifier
from catalog.yamlfile import Document, KeyPath

_Entry = TypeVar("_Entry", bound=Entry)

_TYPES: Mapping[str, str] = {
    "string_type": "text (put numbers and true, false or null in quotes where text is meant)",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "bool_type": "true or false",
    "tuple_type": "a list",
    "list_type": "a list",
    "model_type": "a mapping (key: value)",
    "dict_type": "a mapping (key: value)",
    "mapping_type": "a mapping (key: value)",
}
_LIMITS: Mapping[str, str] = {
    "greater_than_equal": "at least {ge}",
    "greater_than": "more than {gt}",
    "less_than_equal": "at most {le}",
    "less_than": "less than {lt}",
    "too_short": "at least {min_length} in the list",
    "too_long": "at most {max_length} in the list",
    "string_too_short": "at least {min_length} characters",
    "string_too_long": "at most {max_length} characters",
}


def read_entry(kind: type[_Entry], document: Document, known: Known, path: KeyPath = ()) -> _Entry | None:
    """Read an entry of the schema from the value at `path` in a document.

    Every mistake goes to the document's problems; if there is one, the answer is `None`.
    """
    raw = document.data
    for key in path:
        raw = raw[key]
    try:
        return kind.model_validate(raw, context=known)
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            _report(kind, document, path, detail)
        return None


def read_vocabulary(kind: type[_Entry], document: Document, known: Known) -> dict[str, _Entry]:
    """Read a file that holds entries by key; the answer has those without a mistake, the others are reported."""
    entries: dict[str, _Entry] = {}
    if not isinstance(document.data, dict):
        document.report(document.place_of_value(()), f"expected a mapping (key: value), not {describe(document.data)}")
        return entries
    for key in document.data:
        if not _is_identifier(key):
            document.report(document.place_of_key((key,)), f"expected {_pattern_of(Identifier)}, not {key[:60]!r}")
            continue
        entry = read_entry(kind, document, known, (key,))
        if entry is not None:
            entries[key] = entry
    return entries


def describe(value: object) -> str:
    """Say what a YAML value is, for the end of a message."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | Decimal):
        return f"the number {value}"
    if isinstance(value, dict):
        return "a mapping"
    return "a list" if isinstance(value, list | tuple) else repr(str(value)[:60])


def _report(kind: type[Entry], document: Document, path: KeyPath, detail: ErrorDetails) -> None:
    location = tuple(part for part in detail["loc"] if part != "[key]")
    full = (*path, *location)
    if detail["type"] == "extra_forbidden":
        known = _keys_at(kind, location[:-1])
        message = f"unknown key {str(location[-1])[:60]!r}{suggestion(str(location[-1]), known)}"
        document.report(document.place_of_key(full), message)
    elif detail["type"] == "missing":
        document.report(document.place_of_value(full), f"the key {location[-1]!r} is missing")
    else:
        at_key = detail["loc"][-1:] == ("[key]",)
        place = document.place_of_key(full) if at_key else document.place_of_value(full)
        name = next((f"{part}: " for part in reversed(full) if isinstance(part, str)), "")
        document.report(place, name + _sentence(detail))


def _sentence(detail: ErrorDetails) -> str:
    kind, context, raw = detail["type"], detail.get("ctx", {}), detail["input"]
    if kind == "value_error":
        return str(context["error"])
    if kind == "literal_error":
        return f"unknown value {describe(raw)}{_choice(raw, str(context['expected']))}"
    if kind == "string_pattern_mismatch":
        return f"expected {PATTERNS.get(context['pattern'], context['pattern'])}, not {describe(raw)}"
    if kind in _TYPES:
        return f"expected {_TYPES[kind]}, not {describe(raw)}"
    if kind in _LIMITS:
        return f"expected {_LIMITS[kind].format(**context)}, not {describe(raw)}"
    return f"{detail['msg'][:1].lower()}{detail['msg'][1:]}, not {describe(raw)}"


def _choice(raw: object, expected: str) -> str:
    names = [name.strip("' ") for name in expected.replace(" or ", ", ").split(",")]
    return suggestion(str(raw), names)


def _keys_at(kind: type[BaseModel], location: KeyPath) -> list[str]:
    """Return the keys that the schema knows at a place below an entry of `kind`."""
    annotation: Any = kind
    for part in location:
        annotation = _inner(annotation, lambda found: isinstance(found, type) and issubclass(found, BaseModel), part)
    return list(annotation.model_fields) if isinstance(annotation, type) and issubclass(annotation, BaseModel) else []


def _inner(annotation: Any, is_model: Callable[[Any], bool], part: str | int) -> Any:
    if is_model(annotation):
        field = annotation.model_fields.get(part)
        return _bare(field.annotation) if field else None
    arguments = get_args(annotation)
    return _bare(arguments[0 if isinstance(part, int) else -1]) if arguments else None


def _bare(annotation: Any) -> Any:
    """Strip `Annotated` and `| None` from an annotation."""
    if get_origin(annotation) is Annotated:
        return _bare(get_args(annotation)[0])
    if get_origin(annotation) in {Union, types.UnionType}:
        return _bare(next(part for part in get_args(annotation) if part is not type(None)))
    return annotation


def _is_identifier(key: str) -> bool:
    try:
        TypeAdapter(Identifier).validate_python(key)
    except ValidationError:
        return False
    return True


def _pattern_of(annotation: Any) -> str:
    return PATTERNS[get_args(annotation)[1].pattern]
