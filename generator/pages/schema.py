"""The reference of the schema: every field of every file that people write, generated from the schema itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

from catalog.json_schema import KINDS, schema_text
from catalog.text import PATTERNS
from generator import paths
from generator.context import Site
from generator.page import Page
from generator.pieces import draw_sentence
from generator.plan import FilePlan
from generator.schema import Field, FileKind, Type, file_kinds, referred
from generator.tables import MISSING, Cell, Column, Table, make_table


@dataclass(frozen=True)
class TypeSection:
    """A type as the page shows it."""

    anchor: str
    name: str
    description: Markup
    table: Table


@dataclass(frozen=True)
class KindSection:
    """A kind of file as the page shows it."""

    kind: FileKind
    schema_file: str
    """Where the JSON Schema is, from the page."""
    types: tuple[TypeSection, ...]


def render_schema(site: Site) -> Page:
    """Render the page."""
    words = site.words
    return site.page(
        "schema",
        paths.SCHEMA,
        words.gettext("Schema of the records"),
        words.gettext("Every field of the files that a zoo is written in: its type, what to write, and an example."),
        kinds=[
            KindSection(
                kind,
                site.zoo_root(paths.SCHEMA) + paths.SCHEMA + paths.schema_file(kind.kind),
                tuple(_section(site, entry) for entry in kind.types),
            )
            for kind in file_kinds(site.snapshot.zoo)
        ],
    )


def plan_schema_files() -> Iterator[FilePlan]:
    """Plan the JSON Schema of each kind of file, beside the page."""
    for kind in KINDS:
        yield FilePlan(paths.SCHEMA + paths.schema_file(kind), schema_text(kind).encode, frozenset())


def _section(site: Site, entry: Type) -> TypeSection:
    return TypeSection(type_anchor(entry.name), entry.name, draw_sentence(entry.description), _table(site, entry))


def type_anchor(name: str) -> str:
    """Element id of a type."""
    return f"type-{name.lower()}"


def _table(site: Site, entry: Type) -> Table:
    words = site.words
    columns = [
        Column(words.gettext("Field")),
        Column(words.gettext("Type")),
        Column(words.gettext("What to write")),
        Column(words.gettext("Example"), absent=words.gettext("none")),
    ]
    rows = ([*_cells(site, entry, field)] for field in entry.fields)
    return make_table(words.gettext("Fields of %(type)s", type=entry.name), columns, rows)


def _cells(site: Site, entry: Type, field: Field) -> list[Cell]:
    named = Markup('<code id="{}-{}">{}</code>').format(type_anchor(entry.name), field.name, field.name)
    said = Markup('<span class="zp-sentence" lang="en">{}</span>').format(draw_sentence(field.description))
    example = Markup('<code class="zoo-example"><span lang="en">{}</span></code>').format(field.example)
    return [
        Cell(named, note=site.words.gettext("required") if field.required else ""),
        Cell(Markup('<span class="zp-sentence">{}</span>').format(_type_text(site, field.schema))),
        Cell(said),
        Cell(example) if field.example else MISSING,
    ]


def _type_text(site: Site, schema: Mapping[str, Any]) -> Markup:
    """What a schema accepts, in words; a type of its own is a link."""
    words = site.words
    if "$ref" in schema:
        name = referred(schema) or ""
        return Markup('<a href="#{}"><span lang="en">{}</span></a>').format(type_anchor(name), name)
    if "enum" in schema or "const" in schema:
        values = schema.get("enum") or [schema["const"]]
        return Markup(" | ").join(Markup('<code lang="en">{}</code>').format(value) for value in values)
    if schema.get("anyOf"):
        alternatives = [_type_text(site, entry) for entry in schema["anyOf"]]
        return Markup(" {} ").format(words.gettext("or")).join(dict.fromkeys(alternatives))
    if schema.get("type") == "array":
        inner: Mapping[str, Any] = schema.get("items") or schema["prefixItems"][0]
        return escape(words.gettext("list")) + ": " + _type_text(site, inner)
    if schema.get("type") == "object":
        keyed: Mapping[str, Mapping[str, Any]] = schema.get("patternProperties", {"": {}})
        key, value = next(iter(keyed.items()))
        keys = _plain_type(site, {"type": "string", "pattern": key})
        return escape(words.gettext("mapping")) + ": " + keys + " → " + _type_text(site, value)
    return _plain_type(site, schema)


def _plain_type(site: Site, schema: Mapping[str, Any]) -> Markup:
    words = site.words
    names = {
        "integer": words.gettext("whole number"),
        "number": words.gettext("number"),
        "boolean": words.gettext("true or false"),
    }
    if schema.get("type") in names:
        return escape(names[schema["type"]])
    pattern = schema.get("pattern", "")
    if pattern in PATTERNS:
        return Markup('<span lang="en">{}</span>').format(PATTERNS[pattern])
    if pattern:
        return escape(words.gettext("text like")) + Markup(' <code class="zoo-example">{}</code>').format(pattern)
    return escape(words.gettext("any text"))
