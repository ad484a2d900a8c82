"""`catalog validate`: check every file of a zoo."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from catalog.commands.parameters import catalog_option, format_option, load_zoo
from catalog.exceptions import CatalogError, Problem, listed

if TYPE_CHECKING:
    from catalog.catalog import Catalog


@click.command()
@click.argument("directory", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
@catalog_option
@format_option("table", "json", "csv")
@click.pass_context
def validate(ctx: click.Context, directory: Path | None, form: str) -> None:
    """Check every file of a zoo.

    Prints all mistakes in DIRECTORY (or in the zoo that --catalog names), each with file, line and column;
    of a great many the table holds the first 200, json and csv all.
    """
    from catalog.export import to_csv, to_json
    from catalog.loading import check_beside

    zoo: Catalog | None = None
    problems: tuple[Problem, ...] = ()
    try:
        zoo = load_zoo(ctx, directory)
        problems = tuple(check_beside(zoo))
    except CatalogError as error:
        problems = error.problems
    rows = [{"path": str(it.path), "line": it.line, "column": it.column, "message": it.message} for it in problems]
    if form == "json":
        click.echo(to_json({"problems": rows}), nl=False)
    elif form == "csv":
        click.echo(to_csv(rows, ("path", "line", "column", "message")), nl=False)
    elif zoo is not None and not problems:
        click.echo(f"{len(zoo.models)} models, {len(zoo.claims())} claims, {len(zoo.families)} families: no problem.")
    else:
        click.echo(listed(problems))
        click.echo(f"{len(problems)} problem{'s' if len(problems) > 1 else ''}.", err=True)
    ctx.exit(1 if problems else 0)
