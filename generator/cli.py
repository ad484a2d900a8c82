"""The `generate` command: writes pages for a site generator other than MkDocs, and looks after translations."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.translating import check_translations, update_translations

if TYPE_CHECKING:
    from generator.export import ExportFormat


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="Folder to write to.")
@click.option(
    "--language", "languages", multiple=True, metavar="LANG", help="Language to write; may be repeated. [default: all]"
)
@click.option(
    "--catalog",
    "zoo",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder of the zoo. [default: the one of this project]",
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["html", "markdown", "json"]),
    default="html",
    show_default=True,
    help="What a page is written as.",
)
@click.pass_context
def main(
    context: click.Context, out: Path | None, languages: tuple[str, ...], zoo: Path | None, format_: ExportFormat
) -> None:
    """Write the pages of the zoo's site to OUT, a folder for each language.

    html and markdown pages have YAML front matter (title, description, lang, kind, toc) and a body that is finished
    HTML; json pages hold all fields, the search entry included. A model's data and record stand beside its page. Files
    of an earlier run that the zoo no longer has are removed; other files in OUT are left alone.
    """
    from catalog import CatalogError
    from generator.exceptions import GeneratorError

    if context.invoked_subcommand is not None:
        return
    if out is None:
        raise click.UsageError("Missing option '--out' or a command.")
    try:
        _generate(out, languages, zoo, format_)
    except (CatalogError, GeneratorError) as error:
        click.echo(error, err=True)
        raise SystemExit(1) from None


main.add_command(update_translations)
main.add_command(check_translations)


def _generate(out: Path, languages: tuple[str, ...], zoo_directory: Path | None, format_: ExportFormat) -> None:
    import catalog
    from generator.edition import render_editions
    from generator.export import export_files, write_files
    from generator.i18n import available_languages

    available = available_languages()
    unknown = [language for language in languages if language not in available]
    if unknown:
        raise click.BadParameter(f"{unknown[0]!r} is not one of {', '.join(available)}", param_hint="--language")
    zoo = catalog.load(zoo_directory)
    for language, edition in render_editions(zoo, languages or available).items():
        files = dict(export_files(edition, format_))
        written, removed = write_files(out / language, files)
        click.echo(f"{out / language}: {len(files)} files, {written} written, {removed} removed")
