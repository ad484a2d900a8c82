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
    from verify.measuring import Means, Measured


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
@click.option("--dataset", "datasets", multiple=True, metavar="NAME=DIR",
              help="Score trained weights on this data set: a folder of classes, or a list with labels.")  # fmt: skip
@click.option("--weights", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE",
              help="The trained ONNX network of the model; else what `catalog download` has stored.")  # fmt: skip
@click.option("--images", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="DIR",
              help="Predict the examples of the records again whose images are here.")  # fmt: skip
@click.option("--sample", type=click.IntRange(1), metavar="N", help="Score a sample of N images of each data set.")
@click.option("--seed", type=click.IntRange(0), default=0, show_default=True, help="Seed of the sample.")
@click.option("--links", is_flag=True, help="Instead of the graphs, check that the models' links are alive.")
@click.option("--allow-private", is_flag=True, help="With --links: also ask addresses of private networks.")
@click.option("--rebuild", is_flag=True,
              help="Build the graphs again from the libraries that define the networks, and compare them with the "
                   "stored ones. Needs the library (extras timm and paddle).")  # fmt: skip
@click.option("--overwrite", is_flag=True,
              help="With --rebuild: replace stored graphs that differ, and write missing ones.")  # fmt: skip
@click.version_option(package_name="zooproof")
def verify(
    models: tuple[str, ...],
    families: tuple[str, ...],
    everything: bool,
    directory: Path | None,
    output: str,
    update: bool,
    datasets: tuple[str, ...],
    weights: Path | None,
    images: Path | None,
    sample: int | None,
    seed: int,
    links: bool,
    allow_private: bool,
    rebuild: bool,
    overwrite: bool,
) -> None:
    """Count and run the graphs of a zoo's models, and give every claim a verdict.

    Exit codes: 0 nothing to do; 1 findings: a wrong claim that no erratum explains, an erratum that explains nothing,
    or a graph that is not valid; 2 wrong use, or a zoo that can't be read.
    """
    if not (models or families or everything):
        raise click.UsageError("expected --model NAME, --family NAME or --all")
    if overwrite and not rebuild:
        raise click.UsageError("--overwrite goes with --rebuild")
    if allow_private and not links:
        raise click.UsageError("--allow-private goes with --links")
    zoo, names = _open_zoo(directory, models, families, everything)
    if rebuild:
        sys.exit(_rebuild(zoo, names, overwrite))
    if links:
        from verify.links_report import report_links

        sys.exit(0 if report_links(zoo, names, output, allow_private=allow_private) else 1)
    if weights is not None and len(names) != 1:
        raise click.UsageError("--weights goes with one --model")
    from verify.measuring import Means

    measured = _measure(zoo, names, Means(_places(zoo, datasets), weights, images, sample, seed))
    report = _check(zoo, names, everything, measured)
    if update:
        _update(zoo, report)
    _print(report, output)
    if not update:
        _warn_of_stale_evidence(zoo, report)
    sys.exit(0 if report.passed else 1)


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


def _places(zoo: Catalog, datasets: tuple[str, ...]) -> dict[str, Path]:
    places = {}
    for text in datasets:
        name, _, place = text.partition("=")
        if not place:
            raise click.UsageError(f"expected --dataset NAME=DIR, not {text!r}")
        _require_known("data set", name, zoo.datasets)
        places[name] = Path(place)
    return places


def _measure(zoo: Catalog, names: list[str], means: Means) -> dict[str, Measured]:
    if not means.datasets and means.images is None:
        return {}
    from verify.measuring import measure

    measured = {}
    for name in names:
        with _progress_of_images(name) as advance:
            measured[name] = measure(zoo, name, means, advance)
    return measured


@contextmanager
def _progress_of_images(name: str) -> Iterator[Any]:
    if not sys.stderr.isatty():
        yield lambda done, total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(name)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _check(zoo: Catalog, names: list[str], everything: bool, measured: dict[str, Measured]) -> CheckReport:
    from verify.check import check_models

    with _progress(len(names)) as advance:
        return check_models(zoo, names, whole_zoo=everything, progress=advance, measured=measured)


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
