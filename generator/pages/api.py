"""The page of the API: which files there are for programs, how to read them, and what each field says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markupsafe import Markup, escape

from catalog.claims import COLUMNS
from generator import paths
from generator.api.claims import COLUMN_TYPES
from generator.api.examples import SERVED, examples
from generator.api.fields import Field, Schema, description_of, fields_of
from generator.api.index import listed_files
from generator.api.schemas import VOCABULARIES, api_schema
from generator.context import Site
from generator.i18n import in_other_language
from generator.page import Page
from generator.pieces import draw_sentence
from generator.snapshot import Snapshot
from generator.tables import Cell, Column, Table, make_table

_EXTRA_COLUMNS = {
    "model": "The model that it is about.",
    "family": "The model's family.",
    "task": "What the model does.",
    "table": "The table of the source that prints it.",
    "resize": "Shorter side in pixels before the crop, where the source prints it.",
}
"""Columns of the claims table that are no field of a claim in a model's file."""


@dataclass(frozen=True)
class Section:
    """The fields of one file."""

    id: str
    title: str
    """The file's address, relative to the index."""
    tables: tuple[Table, ...]


def render_api(site: Site) -> Page:
    """Render the page."""
    words, address = site.words, SERVED + paths.API_FILES
    example = _example(site.snapshot)
    title = words.gettext("API")
    return site.page(
        "api",
        paths.API,
        title,
        words.gettext("The zoo for programs: JSON, CSV and Parquet files at stable addresses, with their schemas."),
        files=_files_table(site),
        sections=list(_sections(site)),
        vocabularies=VOCABULARIES,
        example=example,
        address=address,
        snippets=examples(address, example),
    )


def _example(snapshot: Snapshot) -> str:
    """The model that most is printed about."""
    numbers = {name: len(printings) for name, printings in snapshot.printings.items()}
    return max(numbers, key=lambda name: numbers[name], default="NAME")


def _files_table(site: Site) -> Table:
    words = site.words
    columns = [Column(words.gettext("File")), Column(words.gettext("Media type")), Column(words.gettext("Meaning"))]
    rows = ([Cell(file.path, code=True), Cell(file.type), _sentence(file.about, site)] for file in listed_files())
    return make_table(words.gettext("Files of the API"), columns, rows)


def _sections(site: Site) -> Iterator[Section]:
    index, models, model, findings = (api_schema(name) for name in ("index", "models", "model", "findings"))
    yield _section(site, "index", "index.json", index, (None, "ApiFile", "MissingFile", "Generator"))
    yield _section(site, "models", "models.json", models, ("ModelSummary", "Headline", "ModelLinks"))
    yield _section(site, "model", "models/{name}.json", model, (None, "ClaimDocument", "Evidence"))
    yield Section("claims", "claims.csv", (_claims_table(site, model),))
    yield _section(site, "findings", "findings.json", findings, ("FindingDocument", "Quotation"))


def _section(site: Site, anchor: str, file: str, schema: Schema, definitions: Iterable[str | None]) -> Section:
    """A section with a table of each definition; None is the file's own object."""
    tables = [_fields_table(site, f"{file}: {name}" if name else file, fields_of(schema, name)) for name in definitions]
    return Section(anchor, file, tuple(tables))


def _fields_table(site: Site, caption: str, fields: Iterable[Field]) -> Table:
    words = site.words
    columns = [
        Column(words.gettext("Field")),
        Column(words.gettext("Type")),
        Column(words.gettext("Always there")),
        Column(words.gettext("Meaning"), absent="–"),
    ]
    always, sometimes = words.gettext("yes"), words.gettext("no")
    rows = (
        [
            Cell(field.name, code=True),
            _wrapped(_english(escape(field.type), site)),
            Cell(always if field.required else sometimes),
            _sentence(field.description, site),
        ]
        for field in fields
    )
    return make_table(caption, columns, rows)


def _claims_table(site: Site, model: Schema) -> Table:
    """The columns of the claims table, described as the fields of a claim are."""
    words, claim = site.words, model["$defs"]["ClaimDocument"]["properties"]
    columns = [Column(words.gettext("Column")), Column(words.gettext("Type")), Column(words.gettext("Meaning"))]
    rows = (
        [
            Cell(name, code=True),
            Cell(COLUMN_TYPES[name]),
            _sentence(_EXTRA_COLUMNS.get(name) or description_of(model, claim[name]), site),
        ]
        for name in COLUMNS
    )
    return make_table(words.gettext("Columns of the claims table"), columns, rows)


def _sentence(text: str, site: Site) -> Cell:
    """A sentence of a schema, which is in English."""
    return _wrapped(_english(draw_sentence(text), site))


def _english(text: Markup, site: Site) -> Markup:
    return text if site.words.language == "en" else in_other_language(text, "en")


def _wrapped(text: Markup) -> Cell:
    return Cell(Markup('<span class="zp-sentence">{}</span>').format(text) if text else "")
