"""`catalog show`: show what the zoo holds of a model."""

from __future__ import annotations

import click

from catalog.commands.parameters import NameOf, catalog_option, find_model, format_option, load_zoo


@click.command()
@click.argument("model", type=NameOf("model"))
@catalog_option
@format_option("table", "json")
@click.pass_context
def show(ctx: click.Context, model: str, form: str) -> None:
    """Show what the zoo holds of a model.

    Prints facts, claims with their conditions and verdicts, errata and downloads of MODEL, a name or an alias.
    """
    from catalog import show as view
    from catalog.export import to_json

    zoo = load_zoo(ctx)
    name = find_model(ctx, zoo, model)
    if form == "json":
        click.echo(to_json(view.as_data(zoo, name)), nl=False)
    else:
        view.print_model(zoo, name)
