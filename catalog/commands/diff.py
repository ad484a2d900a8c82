"""`catalog diff`: show which claims differ between two git revisions."""

from __future__ import annotations

import click

from catalog.commands.parameters import catalog_option, format_option, zoo_folder
from catalog.exceptions import CatalogError


@click.command()
@click.argument("old", metavar="REV")
@click.argument("new", metavar="[REV]", required=False)
@catalog_option
@format_option("table", "json", "csv")
@click.pass_context
def diff(ctx: click.Context, old: str, new: str | None, form: str) -> None:
    """Show which claims differ between two git revisions.

    Compares the zoo at REV with the zoo at the second REV, or on disk: claims that were added, changed, removed, or
    judged anew, with the old and the new printed number and verdict.

    Exit codes: 0 no difference, 1 differences, 2 wrong use, or a zoo that can't be read.
    """
    from catalog import differences
    from catalog.diff import diff as compare
    from catalog.export import to_csv, to_json
    from catalog.revisions import zoo_at

    folder = zoo_folder(ctx)
    try:
        with zoo_at(folder, old) as before, zoo_at(folder, new) as after:
            changes = tuple(compare(before, after))
    except CatalogError as error:
        click.echo(str(error), err=True)
        ctx.exit(2)
    if form == "json":
        click.echo(to_json(differences.as_data(changes)), nl=False)
    elif form == "csv":
        click.echo(to_csv(differences.flat_rows(changes), differences.COLUMNS), nl=False)
    else:
        differences.print_changes(changes)
    ctx.exit(1 if changes else 0)
