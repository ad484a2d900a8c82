"""The command `verify`: counts and runs a zoo's graphs, and gives every claim a verdict."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.shell_completion import CompletionItem

PIPE_WIDTH = 200
"""Columns of a table that goes into a pipe, so that no value is cut."""

if TYPE_CHECKING:
    from catalog import Catalog
    from verify.check import CheckReport


def _complete(kind: str) -> Any:
    def complete(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
        families = _families_of_models(context.params.get("directory"))
        names = list(families) if kind == "model" else list(dict.fromkeys(families.values()))
        return [CompletionItem(name) for name in names if name.startswith(incomplete)]

    return complete


def _families_of_models(directory: Path | None) -> dict[str, str]:
    """Return the family of every model of a zoo, from the names of its files alone."""
    from catalog.layout import scan
    from catalog.loading import default_directory

    return {name: path.parent.name for name, path in scan(directory or default_directory()).records.items()}


@click.command(context_settings={"help_option_names": ["-h", "--help"]}, no_args_is_help=True)
@click.option("--model", "models", multiple=True, metavar="NAME", shell_complete=_complete("model"),
              help="Check this model; may be given several times.")  # fmt: skip
@click.option("--family", "families", multiple=True, metavar="NAME", shell_complete=_complete("family"),
              help="Check every model of this family; may be given several times.")  # fmt: skip
@click.option("--all", "everything", is_flag=True, help="Check every model of the zoo.")
@click.option("--catalog", "directory", type=click.Path(file_okay=False, path_type=Path), metavar="DIR",
              help="The zoo to check; by default ./catalog/zoo.")  # fmt: skip
@click.option("--format", "output", type=click.Choice(["table", "json", "csv"]), default="table", show_default=True,
              help="A table a model for people; every claim with its verdict for machines.")  # fmt: skip
@click.option("--update", is_flag=True, help="Write what was found to the zoo's evidence files.")
@click.option("--rebuild", is_flag=True,
              help="Build the graphs again from the libraries that define the networks, and compare them with the "
                   "stored ones. Needs the library (extras timm and paddle).")  # fmt: skip
@click.option("--overwrite", is_flag=True,
              help="With --rebuild: replace stored graphs that differ, and write missing ones.")  # fmt: skip
@click.option("--onnx", "file", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
              help="Count this ONNX file, with no record at all: a table per layer and per operator.")  # fmt: skip
@click.option("--input", "inputs", multiple=True, metavar="NAME:SIZES",
              help="With --onnx: sizes of an input, as images:1x3x224x224; may be given several times.")  # fmt: skip
@click.version_option(package_name="zooproof")
def verify(
    models: tuple[str, ...],
    families: tuple[str, ...],
    everything: bool,
    directory: Path | None,
    output: str,
    update: bool,
    rebuild: bool,
    overwrite: bool,
    file: Path | None,
    inputs: tuple[str, ...],
) -> None:
    """Count and run the graphs of a zoo's models, and give every claim a verdict.

    Exit codes: 0 nothing to do; 1 findings: a wrong claim that no erratum explains, an erratum that explains nothing,
    a graph that is not valid, or with --onnx an operator that can't be counted; 2 wrong use, or a zoo or file that
    can't be read.
    """
    if file is not None:
        if models or families or everything or directory or update or rebuild:
            raise click.UsageError("--onnx goes with --input and --format only")
        sys.exit(_count_file(file, inputs, output))
    if inputs:
        raise click.UsageError("--input goes with --onnx")
    if not (models or families or everything):
        raise click.UsageError("expected --model NAME, --family NAME, --all or --onnx FILE")
    if overwrite and not rebuild:
        raise click.UsageError("--overwrite goes with --rebuild")
    zoo, names = _open_zoo(directory, models, families, everything)
    if rebuild:
        sys.exit(_rebuild(zoo, names, overwrite))
    report = _check(zoo, names, everything)
    if update:
        _update(zoo, report)
    _print(report, output)
    if not update:
        _warn_of_stale_evidence(zoo, report)
    sys.exit(0 if report.passed else 1)


def _count_file(file: Path, inputs: tuple[str, ...], output: str) -> int:
    from verify.exceptions import VerifyError
    from verify.onnx_file import count_file, parse_inputs
    from verify.onnx_report import print_counts

    try:
        counted = count_file(file, parse_inputs(inputs))
    except VerifyError as error:
        click.echo(str(error), err=True)
        return 2
    print_counts(counted, output)
    return 1 if counted.counts.uncounted else 0


def _open_zoo(
    directory: Path | None, models: tuple[str, ...], families: tuple[str, ...], everything: bool
) -> tuple[Catalog, list[str]]:
    import catalog

    known = _families_of_models(directory)
    for model in models:
        _require_known("model", model, known)
    for family in families:
        _require_known("family", family, known.values())
    chosen = [name for name, family in known.items() if everything or name in models or family in families]
    # A family's other numbers tell how a source counts.
    needed = {known[name] for name in chosen}
    try:
        zoo = catalog.load(directory, only={name for name, family in known.items() if family in needed})
    except catalog.CatalogError as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    return zoo, chosen


def _require_known(kind: str, name: str, known: Collection[str]) -> None:
    from catalog.names import suggestion

    if name not in known:
        raise click.UsageError(f"unknown {kind} {name!r}{suggestion(name, known)}")


def _check(zoo: Catalog, names: list[str], everything: bool) -> CheckReport:
    from verify.check import check_models

    with _progress(len(names)) as advance:
        return check_models(zoo, names, whole_zoo=everything, progress=advance)


@contextmanager
def _progress(total: int) -> Iterator[Any]:
    if total < 2 or not sys.stderr.isatty():
        yield lambda name: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=total)
        yield lambda name: bar.update(task, advance=1, description=name)


def _update(zoo: Catalog, report: CheckReport) -> None:
    from verify.evidence import update

    changed = [model.model for model in report.models if update(zoo, model.evidence)]
    click.echo(f"evidence: {len(changed)} of {len(report.models)} files written", err=True)


def _warn_of_stale_evidence(zoo: Catalog, report: CheckReport) -> None:
    from verify.evidence import is_current

    stale = [model.model for model in report.models if not is_current(zoo, model.evidence)]
    if stale:
        click.echo(f"note: the evidence of {', '.join(stale)} is out of date; --update writes it", err=True)


def _print(report: CheckReport, output: str) -> None:
    from verify import rows

    if output == "json":
        import json

        click.echo(json.dumps(rows.as_json(report), ensure_ascii=False, indent=2))
    elif output == "csv":
        click.echo(rows.as_csv(report), nl=False)
    else:
        _print_tables(report)


def _print_tables(report: CheckReport) -> None:
    from rich.console import Console

    from verify.report import print_model, print_summary

    console = Console(width=None if sys.stdout.isatty() else PIPE_WIDTH)
    for model in report.models:
        print_model(console, model)
    print_summary(console, report)


def _rebuild(zoo: Catalog, names: list[str], overwrite: bool) -> int:
    from verify.rebuild_zoo import graph_owners, missing_libraries, rebuild_models

    models = graph_owners(zoo, names)
    missing = missing_libraries(models)
    if missing:
        raise click.UsageError("; ".join(missing))
    outcomes = []
    for result in rebuild_models(zoo, models, overwrite=overwrite):
        outcomes.append(result.outcome)
        click.echo(f"{result.model}: {result.outcome}")
        for difference in result.differences:
            click.echo(f"  {difference}")
    click.echo(f"{len(outcomes)} graphs rebuilt, {outcomes.count('same')} the same")
    return 0 if set(outcomes) <= {"same", "written"} else 1


def main() -> None:
    """Run the command; a closed pipe ends it quietly."""
    try:
        verify(prog_name="verify")
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
