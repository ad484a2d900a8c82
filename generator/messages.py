"""The site's messages: found in its source, and kept with their translations in one catalogue for each language."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from babel import Locale, UnknownLocaleError

from generator.exceptions import GeneratorError
from generator.i18n import LOCALE, catalogue_path

if TYPE_CHECKING:
    from babel.messages import Catalog, Message

SOURCE = Path(__file__).parents[1]
"""The folder that holds the packages with the messages."""

PACKAGES = frozenset({"catalog", "generator", "verify"})

MAPPING = Path(__file__).parent / "babel.cfg"
"""Which files of the packages are read, and how."""


def extract_messages(source: Path = SOURCE) -> Catalog:
    """Return the messages that templates and code hold, with the files they stand in."""
    from babel.messages import Catalog
    from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
    from babel.messages.frontend import parse_mapping_cfg

    with MAPPING.open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)  # type: ignore[no-untyped-call]
    keywords = {**DEFAULT_KEYWORDS, "mark": None, "say": None}
    template = Catalog(project="Zooproof")
    found = extract_from_dir(
        source, methods, options, keywords, directory_filter=lambda folder: _is_package(source, Path(folder))
    )
    for file_name, line, message, comments, context in found:
        template.add(message, locations=[(file_name, line)], auto_comments=comments, context=context)
    return template


def read_catalogue(language: str, folder: Path = LOCALE) -> Catalog:
    """Read the catalogue of a language, or begin one where there is none.

    Raises:
        GeneratorError: The catalogue is broken, or nobody knows the language.
    """
    from babel.messages.pofile import PoFileError, read_po

    path = catalogue_path(language, folder)
    try:
        if not path.is_file():
            return _new_catalogue(language)
        with path.open("rb") as file:
            return read_po(file, locale=language.replace("-", "_"), abort_invalid=True)
    except (PoFileError, ValueError, UnknownLocaleError) as error:
        raise GeneratorError(f"{path}: {error}") from None


def update_catalogue(catalogue: Catalog, template: Catalog) -> None:
    """Give a catalogue the messages of `template`: translations of the same English stay, those of no message go.

    Nothing is guessed from similar messages, and the dates in the head stay: an update without new messages changes
    nothing.
    """
    template.creation_date = catalogue.creation_date
    catalogue.update(template, no_fuzzy_matching=True)
    catalogue.obsolete.clear()


def encode_catalogue(catalogue: Catalog) -> bytes:
    """Return a catalogue as the text of its file: one line a message, without line numbers of the source."""
    from babel.messages.pofile import write_po

    text = BytesIO()
    write_po(text, catalogue, width=0, include_lineno=False, ignore_obsolete=True)
    return text.getvalue()


def translatable(catalogue: Catalog) -> Iterator[Message]:
    """Yield the messages of a catalogue without its head."""
    yield from (message for message in catalogue if message.id)


def forms(text: object) -> tuple[str, ...]:
    """Return the forms of a message or of a translation: one, or as many as the language has plurals."""
    return tuple(str(form or "") for form in text) if isinstance(text, list | tuple) else (str(text or ""),)


def _new_catalogue(language: str) -> Catalog:
    from babel.messages import Catalog

    name = Locale.parse(language, sep="-").get_display_name("en")
    comment = f"# The site in {name}. See generator/locale/README.md."
    return Catalog(
        locale=language.replace("-", "_"), project="Zooproof", header_comment=comment, fuzzy=False,
        creation_date=datetime.now(UTC),
    )  # fmt: skip


def _is_package(source: Path, folder: Path) -> bool:
    """Whether a folder is one of the packages or lies in one, records excepted."""
    parts = folder.relative_to(source).parts
    return parts[0] in PACKAGES and parts[:2] != ("catalog", "zoo") and "__pycache__" not in parts
