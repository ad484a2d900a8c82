"""The command `catalog`: check, show, query and export a model zoo."""

from __future__ import annotations

from typing import Any

import click
from click.shell_completion import get_completion_class

from catalog.commands.diff import diff
from catalog.commands.download import download
from catalog.commands.export import export
from catalog.commands.group import Commands
from catalog.commands.lint import lint
from catalog.commands.parameters import catalog_option
from catalog.commands.query import query
from catalog.commands.schema import schema
from catalog.commands.show import show
from catalog.commands.validate import validate
from catalog.exceptions import CatalogError


class _Commands(Commands):
    """A group that tells the problems of a broken catalog instead of a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except CatalogError as error:
            click.echo(str(error), err=True)
            ctx.exit(1)


@click.group(
    name="catalog",
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 120},
    epilog="Exit codes: 0 fine, 1 findings (problems in the zoo, or nothing fits a query), 2 wrong use, or a file that "
    "can't be read or written.",
)
@catalog_option
@click.version_option(package_name="zooproof", prog_name="catalog")
def main() -> None:
    """Read a model zoo in which every number is a claim with its source and conditions."""


@main.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print the script for completion in a shell.

    For bash: catalog completion bash >> ~/.bashrc
    """
    kind = get_completion_class(shell)
    if kind is not None:
        click.echo(kind(main, {}, "catalog", "_CATALOG_COMPLETE").source())


for command in (validate, show, query, lint, diff, export, schema, download):
    main.add_command(command)
