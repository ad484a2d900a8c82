"""The `generate` command: writes pages for a site generator other than MkDocs, and looks after translations."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.translating import check_translations, update_translations

if TYPE_CHECKING:
    from generator.export import ExportFormat
    from generator.output import Output
    from generator.page import Page
    from generator.plan import Plan


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="Folder to write to.")
@click.option(
    "--language", "languages", multiple=True, metavar="LANG", help="Language to write; may be repeated. [default: all]"
)
@click.option(
    "--catalog",
    "zoo",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder of the zoo. Else $ZOOPROOF_CATALOG, ./catalog/zoo, or the zoo that is installed.",
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
    HTML; json pages hold all fields, the search entry included. Files that belong to no language, such as a model's
    data and record, stand beside the folders of the languages. Only what changed since an earlier run is rendered and
    written; files of that run that the zoo no longer has are removed; other files in OUT are left alone.
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
    from catalog.layout import default_directory
    from generator.digests import FileDigests, Ingredients
    from generator.edition import make_sites, plan_editions
    from generator.export import file_name
    from generator.i18n import available_languages
    from generator.output import Output
    from generator.publish import publish_files, publish_pages
    from generator.site import plan_files
    from generator.snapshot import take_snapshot

    available = available_languages()
    unknown = [language for language in languages if language not in available]
    if unknown:
        raise click.BadParameter(f"{unknown[0]!r} is not one of {', '.join(available)}", param_hint="--language")
    directory = zoo_directory or default_directory()
    ingredients = Ingredients.find(directory, FileDigests())
    snapshot = take_snapshot(catalog.load(directory))
    made_of = ingredients.by_plan(directory)
    for language, edition in plan_editions(make_sites(snapshot, languages or available)).items():
        output = Output(out / language)
        pages = publish_pages(
            output,
            edition.plans,
            made_of=made_of,
            place=lambda plan: file_name(plan.path, format_),
            encode=partial(_encode, language, format_),
        )
        for _ in pages:
            pass
        _finish(output)
    output = Output(out)
    publish_files(output, plan_files(snapshot), made_of=made_of)
    _finish(output)


def _encode(language: str, format_: ExportFormat, plan: Plan, page: Page) -> bytes:
    from generator.export import encode

    return encode(page, language, format_)


def _finish(output: Output) -> None:
    output.finish()
    numbers = f"{output.total} files, {len(output.written)} written, {len(output.removed)} removed"
    click.echo(f"{output.folder}: {numbers}")
