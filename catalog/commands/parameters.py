"""What the commands share: types of arguments, options, and the zoo that the command line names."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
from click.shell_completion import CompletionItem

from catalog.amounts import parse_amount
from catalog.exceptions import CatalogError

if TYPE_CHECKING:
    from decimal import Decimal

    from catalog.catalog import Catalog
    from catalog.names import Kind

    _AmountType = click.ParamType[Decimal]
    _NameType = click.ParamType[str]
else:
    _AmountType = _NameType = click.ParamType  # generic only for type checkers in older releases of click

Command = TypeVar("Command", bound=Callable[..., Any])
"""A function that becomes a command."""


class AmountOf(_AmountType):
    """An amount of a quantity with an optional unit, such as `10ms`."""

    name = "amount"

    def __init__(self, quantity: str) -> None:
        self.quantity = quantity

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Decimal:
        """Return the amount in the plain unit of the quantity."""
        try:
            return parse_amount(self.quantity, value)
        except ValueError as error:
            self.fail(str(error), param, ctx)


class NameOf(_NameType):
    """A name of the catalog, completed in the shell."""

    def __init__(self, kind: Kind) -> None:
        self.kind: Kind = kind
        self.name = kind

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """Return the catalog's names that begin with what was typed, in any case."""
        try:
            names = load_zoo(ctx).names(self.kind)
        except (CatalogError, click.ClickException):
            return []
        return [CompletionItem(name) for name in names if name.casefold().startswith(incomplete.casefold())]


def _remember(ctx: click.Context, _: click.Parameter, value: Path | None) -> None:
    if value is not None:
        ctx.find_root().obj = value


catalog_option = click.option(
    "--catalog",
    metavar="DIR",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    callback=_remember,
    expose_value=False,
    help="Folder of the zoo. Else $ZOOPROOF_CATALOG, ./catalog/zoo, or the zoo that is installed.",
)
"""The option `--catalog`."""


def format_option(*formats: str) -> Callable[[Command], Command]:
    """Return the option `--format`; the first format is the default."""
    return click.option(
        "--format", "form", type=click.Choice(formats), default=formats[0], show_default=True, help="How to print."
    )


def load_zoo(ctx: click.Context, directory: Path | None = None) -> Catalog:
    """Read the zoo that the command line names; raises CatalogError when it can't be read."""
    from catalog.loading import load

    return load(zoo_folder(ctx, directory))


def zoo_folder(ctx: click.Context, directory: Path | None = None) -> Path:
    """Return the folder of the zoo that the command line names; raises click.UsageError when there is none."""
    from catalog.layout import default_directory

    folder: Path = directory or ctx.find_root().obj or default_directory()
    if not folder.is_dir():
        raise click.UsageError(f"there is no catalog in {str(folder)!r}; name its folder with --catalog", ctx)
    return folder


def find_model(ctx: click.Context, zoo: Catalog, name: str) -> str:
    """Return the zoo's own name of a model for a name or an alias; raises click.UsageError when there is none."""
    try:
        return zoo.find("model", name)
    except ValueError as error:
        raise click.UsageError(str(error), ctx) from error
