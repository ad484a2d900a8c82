"""The command `catalog`: check, show, query and export a model zoo."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
from click.shell_completion import CompletionItem, get_completion_class

from catalog.amounts import parse_amount
from catalog.exceptions import CatalogError, Problem
from catalog.quantities import METRICS, QUANTITIES

if TYPE_CHECKING:
    from decimal import Decimal

    from catalog.catalog import Catalog
    from catalog.names import Kind

    _AmountType = click.ParamType[Decimal]
    _NameType = click.ParamType[str]
else:
    _AmountType = _NameType = click.ParamType  # generic only for type checkers in older releases of click

_Command = TypeVar("_Command", bound=Callable[..., Any])

SCHEMA_KINDS = ("record", "family", "sources", "devices", "engines", "datasets", "strategies")


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
            names = _load(ctx).names(self.kind)
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


def format_option(*formats: str) -> Callable[[_Command], _Command]:
    """Return the option `--format`; the first format is the default."""
    return click.option(
        "--format", "form", type=click.Choice(formats), default=formats[0], show_default=True, help="How to print."
    )


class _Commands(click.Group):
    """A group that tells the problems of a broken catalog instead of a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except CatalogError as error:
            for problem in error.problems:
                click.echo(str(problem), err=True)
            ctx.exit(1)


@click.group(
    name="catalog",
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 120},
    epilog="Exit codes: 0 fine, 1 findings (problems in the zoo, or nothing fits a query), 2 wrong use.",
)
@catalog_option
@click.version_option(package_name="zooproof", prog_name="catalog")
def main() -> None:
    """Read a model zoo in which every number is a claim with its source and conditions."""


@main.command()
@click.argument("directory", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
@catalog_option
@format_option("table", "json", "csv")
@click.pass_context
def validate(ctx: click.Context, directory: Path | None, form: str) -> None:
    """Check every file of a zoo.

    Prints all mistakes in DIRECTORY (or in the zoo that --catalog names), each with file, line and column.
    """
    from catalog.export import to_csv, to_json
    from catalog.loading import check_beside

    zoo: Catalog | None = None
    problems: tuple[Problem, ...] = ()
    try:
        zoo = _load(ctx, directory)
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
        for problem in problems:
            click.echo(str(problem))
        click.echo(f"{len(problems)} problem{'s' if len(problems) > 1 else ''}.", err=True)
    ctx.exit(1 if problems else 0)


@main.command()
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

    zoo = _load(ctx)
    try:
        name = zoo.find("model", model)
    except ValueError as error:
        raise click.UsageError(str(error), ctx) from error
    if form == "json":
        click.echo(to_json(view.as_data(zoo, name)), nl=False)
    else:
        view.print_model(zoo, name)


def _limit_options(command: _Command) -> _Command:
    """Add `--max-…` for each cost and `--min-…` for each metric."""
    for metric in reversed(METRICS):
        text = f"Least {metric.replace('_', ' ')}: 0.75 or 75%."
        command = click.option(f"--min-{metric.replace('_', '-')}", type=AmountOf(metric), help=text)(command)
    costs = {
        "latency": "Most latency: 10, 10ms or 0.01s.",
        "params": "Most params: 5M.",
        "flops": "Most FLOPs as printed: 600M or 0.6G.",
        "storage": "Most storage: 20MB.",
    }
    for cost, text in reversed(costs.items()):
        command = click.option(f"--max-{cost}", type=AmountOf(cost), help=text)(command)
    return command


@main.command()
@click.option("--task", type=NameOf("task"), help="What the model does.")
@click.option("--family", type=NameOf("family"), help="Family of the model.")
@click.option("--source", type=NameOf("source"), help="Use only the numbers of this source.")
@click.option("--device", type=NameOf("device"), help="Device of the latency.")
@click.option("--engine", type=NameOf("engine"), help="Inference engine of the latency, its versions included.")
@click.option("--precision", type=NameOf("precision"), help="Number format of the run.")
@click.option("--batch", type=click.IntRange(1), help="Batch size of the latency.")
@click.option("--threads", type=click.IntRange(1), help="CPU threads of the latency.")
@click.option("--input-size", type=click.IntRange(1), help="Side of the input in pixels.")
@click.option("--dataset", type=NameOf("dataset"), help="Data set of the accuracy.")
@click.option("--text", metavar="WORDS", help="Words that the names of the model or its family hold.")
@click.option("--verified", is_flag=True, help="Keep rows with a number that verify confirmed and none it found wrong.")
@_limit_options
@click.option(
    "--sort",
    metavar="[-]QUANTITY",
    help=f"Sort by {', '.join(QUANTITIES)}: accuracies highest first, others lowest first; '-' turns that round.",
)
@click.option("--limit", type=click.IntRange(1), help="Most rows, in each group if rows are grouped by conditions.")
@click.option(
    "--pareto",
    is_flag=True,
    help="Keep rows that none under the same conditions beats in both accuracy and latency (or the cost in --sort).",
)
@catalog_option
@format_option("table", "json", "csv")
@click.pass_context
def query(ctx: click.Context, /, form: str, **asked: Any) -> None:
    """Pick models by limits such as latency.

    A row is a model and the conditions its numbers hold under. Without any condition on the latency there is one row
    for each source and input size. A number with a name in brackets comes from that source. When nothing fits, the
    answer says what excluded most and what comes nearest, and the exit code is 1.
    """
    from catalog import answers
    from catalog.export import to_csv, to_json

    zoo = _load(ctx)
    try:
        result = zoo.query(**asked)
    except ValueError as error:
        raise click.UsageError(str(error), ctx) from error
    if form == "json":
        click.echo(to_json(answers.as_data(result)), nl=False)
    elif form == "csv":
        click.echo(to_csv(answers.flat_rows(result), answers.COLUMNS), nl=False)
    else:
        answers.print_answer(result)
    ctx.exit(0 if result.rows else 1)


@main.command()
@click.option("--rule", "rules", multiple=True, metavar="NAME", help="Follow only this rule; may be given again.")
@click.option(
    "--model", "models", multiple=True, type=NameOf("model"), help="Only findings on this model; may be given again."
)
@click.option("--list-rules", is_flag=True, help="Print what each rule looks for, and stop.")
@catalog_option
@format_option("table", "json", "csv")
@click.pass_context
def lint(ctx: click.Context, rules: tuple[str, ...], models: tuple[str, ...], list_rules: bool, form: str) -> None:
    """Find what is inconsistent between the claims of a zoo.

    Each finding quotes its evidence with file, line and column. The exit code is 1 when an error (numbers that cannot
    all be true) is not acknowledged by an erratum with `findings: [RULE]`, or when such an erratum acknowledges
    nothing; warnings and notes do not change it.
    """
    from catalog.export import to_csv, to_json
    from catalog.lint import RULES, output
    from catalog.lint import lint as look
    from catalog.names import suggestion

    if list_rules:
        output.print_rules(RULES)
        return
    names = [rule.name for rule in RULES]
    for rule in rules:
        if rule not in names:
            raise click.UsageError(f"unknown rule {rule[:100]!r}{suggestion(rule, names)}", ctx)
    zoo = _load(ctx)
    try:
        chosen = [zoo.find("model", model) for model in models]
    except ValueError as error:
        raise click.UsageError(str(error), ctx) from error
    audit = look(zoo, rules=rules or None, models=chosen or None)
    if form == "json":
        click.echo(to_json(output.as_data(audit)), nl=False)
    elif form == "csv":
        click.echo(to_csv(output.flat_rows(audit), output.COLUMNS), nl=False)
    else:
        output.print_audit(audit)
    ctx.exit(0 if audit.passed else 1)


@main.command()
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

    folder = _folder(ctx)
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


@main.command()
@catalog_option
@format_option("csv", "json")
@click.pass_context
def export(ctx: click.Context, form: str) -> None:
    """Print the table of all claims.

    One row a claim, with all conditions, the plain value, the printed digits and unit, and the verdict.
    """
    from catalog.export import to_csv, to_json

    rows = _load(ctx).claims_table()
    click.echo(to_csv(rows) if form == "csv" else to_json(rows), nl=False)


@main.command()
@click.argument("kind", type=click.Choice(SCHEMA_KINDS), default="record")
@click.option(
    "--write",
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write the schemas of all kinds into DIR, each as <kind>.schema.json.",
)
def schema(kind: str, write: Path | None) -> None:
    """Print the JSON Schema of YAML files.

    KIND says which: a model's record unless another is named.
    """
    from catalog.json_schema import schema_text, write_schemas

    if write is None:
        click.echo(schema_text(kind), nl=False)
        return
    try:
        for path in write_schemas(write):
            click.echo(str(path))
    except OSError as error:
        raise click.FileError(str(write), error.strerror) from error


@main.command()
@click.argument("model", type=NameOf("model"))
@click.option("--kind", "kinds", multiple=True, metavar="KIND",
              help="Only downloads of this kind, such as inference; may be given several times.")  # fmt: skip
@click.option("--extract", is_flag=True, help="Extract archives beside themselves, into a folder `files`.")
@click.option("--allow-private", is_flag=True, help="Also fetch from addresses of private networks.")
@catalog_option
@click.pass_context
def download(ctx: click.Context, model: str, kinds: tuple[str, ...], extract: bool, allow_private: bool) -> None:
    """Fetch the files of a model.

    They go to $ZOOPROOF_STORE, else to the user's cache; each is resumed after a cut, and checked against the size and
    the SHA-256 that the record of MODEL states. Prints the path, the bytes and the SHA-256 of each file.
    """
    from catalog.downloading import download_model

    zoo = _load(ctx)
    try:
        name = zoo.find("model", model)
    except ValueError as error:
        raise click.UsageError(str(error), ctx) from error
    download_model(zoo, name, kinds, extract=extract, allow_private=allow_private)


@main.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print the script for completion in a shell.

    For bash: catalog completion bash >> ~/.bashrc
    """
    kind = get_completion_class(shell)
    if kind is not None:
        click.echo(kind(main, {}, "catalog", "_CATALOG_COMPLETE").source())


def _load(ctx: click.Context, directory: Path | None = None) -> Catalog:
    from catalog.loading import load

    return load(_folder(ctx, directory))


def _folder(ctx: click.Context, directory: Path | None = None) -> Path:
    from catalog.loading import default_directory

    folder: Path = directory or ctx.find_root().obj or default_directory()
    if not folder.is_dir():
        raise click.UsageError(f"there is no catalog in {str(folder)!r}; name its folder with --catalog", ctx)
    return folder
