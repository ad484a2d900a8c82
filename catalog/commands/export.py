"""`catalog export`: print the table of all claims."""

from __future__ import annotations

import click

from catalog.commands.parameters import catalog_option, format_option, load_zoo


@click.command()
@catalog_option
@format_option("csv", "json")
@click.pass_context
def export(ctx: click.Context, form: str) -> None:
    """Print the table of all claims.

    One row a claim, with all conditions, the plain value, the printed digits and unit, and the verdict.
    """
    from catalog.claims import COLUMNS
    from catalog.export import to_csv, to_json

    rows = load_zoo(ctx).claims_table()
    click.echo(to_csv(rows, COLUMNS) if form == "csv" else to_json(rows), nl=False)
