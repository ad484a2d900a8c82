"""The command `verify`: counts and runs a zoo's graphs, and gives every claim a verdict."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from math import isnan
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource
from click.shell_completion import CompletionItem

from catalog.commands.group import Commands
from verify.latency.bench import bench
from verify.printing import FORMATS

PLAIN_FORMATS = ("table", "json", "csv")
"""Formats of what is no verdict: counts of a file, links."""

MOST = 1e6
"""Seconds or GiB of a limit; operating systems take numbers of 64 bits."""

if TYPE_CHECKING:
    from catalog import Catalog
    from verify.check import CheckReport
    from verify.examination import GraphTask
    from verify.examiners import Examine, Found
    from verify.limits import Limits
    from verify.measuring import Measured
    from verify.rebuild_zoo import Rebuilt
    from verify.selection import Selection
    from verify.shard import Shard


def _complete(kind: str) -> Any:
    def complete(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
        from verify.selection import families_of_models

        families = families_of_models(context.params.get("directory"))
        names = list(families) if kind == "model" else list(dict.fromkeys(families.values()))
        return [CompletionItem(name) for name in names if name.startswith(incomplete)]

    return complete


def _parse_shard(context: click.Context, parameter: click.Parameter, value: str | None) -> Shard:
    from verify.shard import WHOLE, Shard

    try:
        return Shard.parse(value) if value is not None else WHOLE
    except ValueError as error:
        raise click.BadParameter(str(error), context, parameter) from error


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    no_args_is_help=True,
    invoke_without_command=True,
)
@click.option("--model", "models", multiple=True, metavar="NAME", shell_complete=_complete("model"),
              help="Check this model, a name or an alias; may be given several times.")  # fmt: skip
@click.option("--family", "families", multiple=True, metavar="NAME", shell_complete=_complete("family"),
              help="Check every model of this family; may be given several times.")  # fmt: skip
@click.option("--all", "everything", is_flag=True, help="Check every model of the zoo.")
@click.option("--catalog", "directory", type=click.Path(file_okay=False, path_type=Path), metavar="DIR",
              help="The zoo; else $ZOOPROOF_CATALOG, ./catalog/zoo, or the zoo that is installed.")  # fmt: skip
@click.option("--format", "output", type=click.Choice(FORMATS), default="table", show_default=True,
              help="A table a model for people; json and csv list every claim; junit, sarif, github (annotations) and "
                   "markdown (a summary) are for CI.")  # fmt: skip
@click.option("--update", is_flag=True, help="Write what was found to the zoo's evidence files.")
@click.option("--dataset", "datasets", multiple=True, metavar="NAME=DIR",
              help="Score trained weights on this data set: a folder of classes or a list with labels, or boxes as "
                   "COCO, VOC and WIDER FACE lay them out.")  # fmt: skip
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
@click.option("--from", "network", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE",
              help="With --rebuild and one --model: take the network from this ONNX file, its weights left out, not "
                   "from its library.")  # fmt: skip
@click.option("--onnx", "file", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
              help="Count this ONNX file, with no record at all: a table per layer and per operator.")  # fmt: skip
@click.option("--input", "inputs", multiple=True, metavar="NAME:SIZES",
              help="With --onnx: sizes of an input, as images:1x3x224x224; may be given several times.")  # fmt: skip
@click.option("--changed-since", metavar="REV",
              help="Check only models that differ from this git revision: by their record, graph, family or a "
                   "vocabulary entry they name.")  # fmt: skip
@click.option("--shard", metavar="I/N", callback=_parse_shard,
              help="Check only part I of N; all parts together report what one run reports.")  # fmt: skip
@click.option("--jobs", type=click.IntRange(1), metavar="N", help="Graphs examined at once; by default one a core.")
@click.option("--cluster", metavar="ADDRESS",
              help="Examine graphs on the Dask cluster whose scheduler is at ADDRESS, such as tcp://10.0.0.5:8786. "
                   "Needs the extra cluster.")  # fmt: skip
@click.option("--cache/--no-cache", default=True, show_default=True,
              help="Keep findings on graphs in $ZOOPROOF_CACHE, else in the user's cache folder.")  # fmt: skip
@click.option("--time-limit", type=click.FloatRange(0.1, MOST), default=300, show_default=True, metavar="SECONDS",
              help="Longest examination of one graph, or scoring of one batch of images.")  # fmt: skip
@click.option("--memory-limit", type=click.FloatRange(0.1, MOST), default=4, show_default=True, metavar="GIB",
              help="Most memory for the examination of one graph, or the scoring of one model.")  # fmt: skip
@click.version_option(package_name="zooproof")
@click.pass_context
def verify(
    context: click.Context,
    /,
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
    network: Path | None,
    file: Path | None,
    inputs: tuple[str, ...],
    changed_since: str | None,
    shard: Shard,
    **how: Any,
) -> None:
    """Count and run the graphs of a zoo's models, and give every claim a verdict.

    Each graph is examined in a process of its own: one that crashes, hangs or takes too much memory is a finding, and
    leaves only its own claims unchecked.

    Exit codes: 0 nothing to do; 1 findings: a wrong claim that no erratum explains, an erratum that explains nothing,
    a graph that is not valid or could not be examined, or with --onnx an operator that can't be counted; 2 wrong use,
    or a zoo or file that can't be read.
    """
    from verify.selection import Selection

    if context.invoked_subcommand is not None:
        _hand_over(context, directory)
        return
    asked = Selection(directory, models, families, everything, changed_since)
    beside = (datasets, weights, images, shard.count > 1, how["jobs"], how["cluster"])
    _require_sensible(
        (
            asked.is_empty and file is None,
            "expected --model NAME, --family NAME, --all, --changed-since REV or --onnx FILE",
        ),
        (
            file is not None and any((not asked.is_empty, directory, update, rebuild, links, *beside)),
            "--onnx goes with --input, --format, --time-limit and --memory-limit only",
        ),
        (bool(inputs) and file is None, "--input goes with --onnx"),
        (links and rebuild, "--links does not go with --rebuild"),
        ((links or rebuild) and any((update, *beside)), "--links and --rebuild go with a choice of models only"),
        (overwrite and not rebuild, "--overwrite goes with --rebuild"),
        (network is not None and not (rebuild and asked.only_model), "--from goes with --rebuild and one --model"),
        (allow_private and not links, "--allow-private goes with --links"),
        (weights is not None and not datasets and images is None, "--weights goes with --dataset or --images"),
        (sample is not None and not datasets, "--sample goes with --dataset"),
        (output not in PLAIN_FORMATS and (file is not None or links), f"--format {output} is for verdicts only"),
        (output != "table" and rebuild, "--format does not go with --rebuild"),
        (isnan(how["time_limit"] + how["memory_limit"]), "expected a number of --time-limit and --memory-limit"),
    )
    limits = _limits(how.pop("time_limit"), how.pop("memory_limit"))
    if file is not None:
        sys.exit(_count_file(file, inputs, output, limits))
    if rebuild or links:
        zoo, names = _open_zoo(asked)
        if rebuild:
            sys.exit(_rebuild(zoo, names, network, overwrite))
        sys.exit(_check_links(zoo, names, output, allow_private))
    # Before the zoo is read, so that the libraries are loaded meanwhile where a graph will be examined.
    examine = _way_to_examine(context, asked, limits, **how)
    zoo, names = _open_zoo(asked)
    if weights is not None and len(names) != 1:
        raise click.UsageError("--weights goes with one --model")
    measured = _measure(zoo, names, limits, datasets, weights, images, sample, seed)
    whole_zoo = everything and changed_since is None
    report = _check(zoo, names, examine, whole_zoo=whole_zoo, shard=shard, measured=measured)
    if update:
        _update(zoo, report)
    _print(zoo, report, output)
    if not update:
        _warn_of_stale_evidence(report)
    sys.exit(0 if report.passed else 1)


def _hand_over(context: click.Context, directory: Path | None) -> None:
    """Give the zoo's folder to the command that follows; it knows no other option of this one."""
    for parameter in context.command.params:
        given = context.get_parameter_source(str(parameter.name)) is ParameterSource.COMMANDLINE
        if given and parameter.name != "directory":
            raise click.UsageError(f"{parameter.opts[0]} stands behind {context.invoked_subcommand}, if it has it")
    context.obj = directory


def _require_sensible(*rules: tuple[bool, str]) -> None:
    for broken, sentence in rules:
        if broken:
            raise click.UsageError(sentence)


def _count_file(file: Path, inputs: tuple[str, ...], output: str, limits: Limits) -> int:
    from verify.exceptions import VerifyError
    from verify.onnx_apart import count_apart
    from verify.onnx_file import parse_inputs
    from verify.onnx_report import print_counts

    try:
        counted = count_apart(file, parse_inputs(inputs), limits)
    except VerifyError as error:
        click.echo(str(error), err=True)
        return 2
    print_counts(counted, output)
    return 1 if counted.counts.uncounted else 0


def _check_links(zoo: Catalog, names: list[str], output: str, allow_private: bool) -> int:
    from verify.links_report import report_links

    return 0 if report_links(zoo, names, output, allow_private=allow_private) else 1


def _open_zoo(asked: Selection) -> tuple[Catalog, list[str]]:
    from catalog import CatalogError
    from verify.exceptions import VerifyError
    from verify.selection import open_zoo

    try:
        return open_zoo(asked)
    except VerifyError as error:
        raise click.UsageError(str(error)) from error
    except CatalogError as error:
        click.echo(str(error), err=True)
        sys.exit(2)


def _limits(seconds: float, gibibytes: float) -> Limits:
    from verify.limits import Limits

    return Limits(seconds, int(gibibytes * (1 << 30)))


def _way_to_examine(
    context: click.Context, asked: Selection, limits: Limits, *, jobs: int | None, cluster: str | None, cache: bool
) -> Examine:
    from verify.ahead import start_ahead
    from verify.cache import FindingsCache, default_folder
    from verify.cores import cores
    from verify.digests import workshop_digest

    known, workshop = FindingsCache(default_folder()) if cache else None, workshop_digest()
    ahead = start_ahead(asked, limits, known, workshop) if cluster is None else None
    if ahead is not None:
        context.with_resource(ahead)

    def examine(tasks: Sequence[GraphTask]) -> Iterable[Found]:
        if cluster is not None:
            from verify.cluster import examine_on_cluster

            return examine_on_cluster(tasks, cluster, limits)
        if ahead is not None:
            return ((task, ahead.examine(task)) for task in tasks)
        from verify.examiners import examine_apart

        return examine_apart(tasks, jobs or cores(), limits)

    def examine_unknown(tasks: Sequence[GraphTask]) -> Iterable[Found]:
        from verify.examiners import examine_new

        return examine(tasks) if known is None else examine_new(tasks, known, workshop, examine)

    return examine_unknown


def _measure(
    zoo: Catalog, names: list[str], limits: Limits, datasets: tuple[str, ...], *means: Any
) -> dict[str, Measured]:
    from verify.exceptions import VerifyError
    from verify.measuring import Means
    from verify.measuring_zoo import measure_models, places_of

    try:
        return measure_models(zoo, names, Means(places_of(zoo, datasets), *means), limits)
    except VerifyError as error:
        raise click.UsageError(str(error)) from error


def _check(zoo: Catalog, names: list[str], examine: Examine, **what: Any) -> CheckReport:
    from verify.check import check_models
    from verify.exceptions import VerifyError

    try:
        with _progress(len(names)) as advance:
            return check_models(zoo, names, examine=examine, progress=advance, **what)
    except VerifyError as error:
        click.echo(str(error), err=True)
        sys.exit(2)


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


def _warn_of_stale_evidence(report: CheckReport) -> None:
    stale = [model.model for model in report.models if model.is_new]
    if stale:
        click.echo(f"note: the evidence of {', '.join(stale)} is out of date; --update writes it", err=True)


def _print(zoo: Catalog, report: CheckReport, output: str) -> None:
    from verify.printing import print_report

    print_report(zoo, report, output)


def _rebuild(zoo: Catalog, names: list[str], network: Path | None, overwrite: bool) -> int:
    outcomes = []
    for result in _rebuilt(zoo, names, network, overwrite):
        outcomes.append(result.outcome)
        click.echo(f"{result.model}: {result.outcome}")
        for difference in result.differences:
            click.echo(f"  {difference}")
    graphs = "1 graph" if len(outcomes) == 1 else f"{len(outcomes)} graphs"
    click.echo(f"{graphs} rebuilt, {outcomes.count('same')} the same as stored")
    return 0 if set(outcomes) <= {"same", "written"} else 1


def _rebuilt(zoo: Catalog, names: list[str], network: Path | None, overwrite: bool) -> Iterable[Rebuilt]:
    from verify.rebuild_zoo import graph_owners, missing_libraries, rebuild_from, rebuild_models

    if network is not None:
        return [rebuild_from(zoo, zoo.models[name], network, overwrite=overwrite) for name in names]
    models = graph_owners(zoo, names)
    missing = missing_libraries(models)
    if missing:
        raise click.UsageError("; ".join(missing))
    return rebuild_models(zoo, models, overwrite=overwrite)


verify.add_command(bench)


def main() -> None:
    """Run the command."""
    verify(prog_name="verify")
