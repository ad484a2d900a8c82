"""Commands for translators: bring the catalogues up to date with the site's source, and check all translations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from catalog import Catalog
    from catalog.exceptions import Problem


@click.command()
@click.option(
    "--language",
    "languages",
    multiple=True,
    metavar="LANG",
    help="Language to update, or to begin; may be repeated. [default: all that have a catalogue]",
)
def update_translations(languages: tuple[str, ...]) -> None:
    """Bring the gettext catalogues up to date with the messages in templates and code.

    New messages are added without a translation, messages that are used nowhere are removed. A language that has no
    catalogue yet gets one.
    """
    from generator.exceptions import GeneratorError
    from generator.i18n import LOCALE, available_languages

    try:
        for line in update_catalogues(languages or available_languages()[1:], LOCALE):
            click.echo(line)
    except GeneratorError as error:
        click.echo(error, err=True)
        raise SystemExit(1) from None


@click.command()
@click.option(
    "--catalog",
    "zoo",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder of the zoo. Else $ZOOPROOF_CATALOG, ./catalog/zoo, or the zoo that is installed.",
)
def check_translations(zoo: Path | None) -> None:
    """Check all translations, and exit with 1 when something is wrong with one.

    Wrong are: messages that are missing, not translated, fuzzy or used nowhere; places for values and HTML that differ
    from the English; an introduction whose English has changed since; Chinese characters on an English page that
    nothing marks as Chinese. Introductions that are not translated are listed; the site shows them in English.
    """
    import catalog
    from generator.exceptions import GeneratorError
    from generator.i18n import LOCALE, available_languages
    from generator.translated_prose import untranslated_prose

    languages = available_languages()
    try:
        loaded = catalog.load(zoo)
        problems = list(find_problems(loaded, languages, LOCALE))
    except (catalog.CatalogError, GeneratorError) as error:
        click.echo(error, err=True)
        raise SystemExit(1) from None
    for problem in problems:
        click.echo(problem)
    for language, families in untranslated_prose(loaded, languages).items():
        click.echo(f"{language}: shown in English: {', '.join(families)}")
    click.echo(f"{len(languages)} languages: {f'{len(problems)} problems' if problems else 'no problem'}.")
    if problems:
        raise SystemExit(1)


def update_catalogues(languages: Sequence[str], folder: Path) -> Iterator[str]:
    """Bring the catalogues below `folder` up to date; yield a line on each.

    Raises:
        GeneratorError: A catalogue is broken, can't be written, or nobody knows the language.
    """
    from generator.exceptions import GeneratorError
    from generator.files import write_changed
    from generator.i18n import catalogue_path, load_words
    from generator.messages import (
        encode_catalogue,
        extract_messages,
        forms,
        read_catalogue,
        translatable,
        update_catalogue,
    )

    template = extract_messages()
    for language in languages:
        path, catalogue = catalogue_path(language, folder), read_catalogue(language, folder)
        before = {message.id for message in translatable(catalogue)}
        update_catalogue(catalogue, template)
        after = {message.id for message in translatable(catalogue)}
        try:
            write_changed(path, encode_catalogue(catalogue))
        except OSError as error:
            raise GeneratorError(f"{error.filename or path}: {error.strerror}") from None
        load_words(language, folder)
        open_ = sum(not all(forms(message.string)) for message in translatable(catalogue))
        yield f"{path}: {len(after - before)} new, {len(before - after)} removed, {open_} not translated"


def find_problems(zoo: Catalog, languages: Sequence[str], folder: Path) -> Iterator[Problem]:
    """Yield what is wrong with the translations of a site.

    Raises:
        GeneratorError: A catalogue is broken.
        CatalogError: A file of the zoo can't be read.
    """
    from catalog.exceptions import Problem
    from generator.i18n import catalogue_path
    from generator.messages import extract_messages, read_catalogue
    from generator.site import render_pages
    from generator.translated_prose import check_prose
    from generator.translation_checks import check_catalogue
    from generator.unmarked_text import unmarked_han

    template = extract_messages()
    for language in languages:
        if language != "en":
            catalogue = read_catalogue(language, folder)
            yield from check_catalogue(catalogue_path(language, folder), catalogue, template)
    yield from check_prose(zoo, languages)
    for page in render_pages(zoo, "en"):
        for text in unmarked_han(page):
            place = page.source or Path(page.path or "index")
            yield Problem(place, 0, 0, f"Chinese characters on the English page {page.path or 'Home'!r}: {text}")
