"""`catalog download`: fetch the files of a model."""

from __future__ import annotations

import click

from catalog.commands.parameters import NameOf, catalog_option, find_model, load_zoo


@click.command()
@click.argument("model", type=NameOf("model"))
@click.option("--kind", "kinds", multiple=True, metavar="KIND",
              help="Only downloads of this kind, such as inference; may be given several times.")  # fmt: skip
@click.option("--extract", is_flag=True, help="Extract archives beside themselves, into a folder `files`.")
@click.option("--allow-private", is_flag=True, help="Also fetch from addresses of private networks.")
@catalog_option
@click.pass_context
def download(ctx: click.Context, model: str, kinds: tuple[str, ...], extract: bool, allow_private: bool) -> None:
    """Fetch the files of MODEL, a name or an alias.

    They go to $ZOOPROOF_STORE, else to the user's cache; each is resumed after a cut, and checked against the size and
    the SHA-256 that the record of MODEL states. Prints the path, the bytes and the SHA-256 of each file.
    """
    from catalog.downloading import download_model

    zoo = load_zoo(ctx)
    name = find_model(ctx, zoo, model)
    download_model(zoo, name, kinds, extract=extract, allow_private=allow_private)
