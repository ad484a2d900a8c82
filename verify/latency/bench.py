"""The command `verify bench`: time a network on this machine."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from catalog import Catalog
    from verify.latency.timing import Settings, Timing


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--model", metavar="NAME",
              help="Time the graph of this model, a name or an alias, at its own input size.")  # fmt: skip
@click.option("--onnx", "file", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Time this file.")
@click.option("--size", type=click.IntRange(1), metavar="PIXELS", help="Side of the input.")
@click.option("--batch", type=click.IntRange(1), default=1, show_default=True, help="Images in one run.")
@click.option("--threads", type=click.IntRange(0), default=1, show_default=True,
              help="Threads within an operator; 0 for one a core.")  # fmt: skip
@click.option("--warm-up", type=click.IntRange(0), default=10, show_default=True, help="Runs that are not counted.")
@click.option("--repeats", type=click.IntRange(1), default=50, show_default=True, help="Runs that are counted.")
@click.option("--device", metavar="ID", help="The device of the zoo that this machine is: its latencies are judged.")
@click.option("--add", "source", metavar="SOURCE",
              help="With --model and --device: write the median into the record, under this source.")  # fmt: skip
@click.option("--catalog", "directory", type=click.Path(file_okay=False, path_type=Path), metavar="DIR",
              help="The zoo; by default as for `verify`.")  # fmt: skip
@click.option("--format", "output", type=click.Choice(["table", "json"]), default="table", show_default=True,
              help="For people or for machines.")  # fmt: skip
@click.pass_context
def bench(
    context: click.Context,
    model: str | None,
    file: Path | None,
    size: int | None,
    batch: int,
    threads: int,
    warm_up: int,
    repeats: int,
    device: str | None,
    source: str | None,
    directory: Path | None,
    output: str,
) -> None:
    """Time a network in ONNX Runtime on the CPU of this machine, in the number format of its graph.

    Exit codes: 0 timed; 1 a latency of the device is contradicted; 2 wrong use, or a network that can't be run.
    """
    from catalog import CatalogError
    from verify.exceptions import VerifyError
    from verify.latency.timing import Settings, time_network

    if (model is None) == (file is None):
        raise click.UsageError("expected either --model NAME or --onnx FILE")
    if model is None and (device or source):
        raise click.UsageError("--device and --add go with --model")
    if source and not device:
        raise click.UsageError("--add goes with --device: a latency is one of a device")
    try:
        zoo = None
        if model is not None:
            zoo, model = _open(directory or context.find_root().obj, model, device, source)
        path, own_size = _graph(zoo, model) if zoo is not None and model else (file, None)
        settings = Settings(size or own_size, batch, threads, warm_up, repeats)
        timing = time_network(path or Path(), settings)
        verdicts = _judged(zoo, model, device, settings, timing) if zoo is not None and model and device else []
        _print(output, model or str(file), settings, timing, verdicts)
        if zoo is not None and model and device and source:
            _add(zoo, model, device, source, settings, timing)
    except (VerifyError, CatalogError) as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    sys.exit(1 if any(entry["verdict"] == "contradicted" for entry in verdicts) else 0)


def _open(directory: Path | None, model: str, device: str | None, source: str | None) -> tuple[Catalog, str]:
    from verify.exceptions import VerifyError
    from verify.latency.judging import ENGINE
    from verify.latency.machine import describe_machine
    from verify.selection import Selection, open_zoo

    zoo, (found,) = open_zoo(Selection(directory, (model,)))
    if device is not None and device not in zoo.devices:
        raise VerifyError(_unknown("device", device, zoo.devices, "devices.yaml"))
    if source is not None and source not in zoo.sources:
        facts = ", ".join(f"{name}: {value!r}" for name, value in describe_machine().items())
        told = _unknown("source", source, zoo.sources, "sources.yaml")
        raise VerifyError(f"{told}\nIts environment on this machine: {{{facts}}}")
    if source is not None and ENGINE not in zoo.engines:
        raise VerifyError(_unknown("engine", ENGINE, zoo.engines, "engines.yaml"))
    return zoo, found


def _unknown(kind: str, name: str, known: Mapping[str, object], file: str) -> str:
    from catalog.names import suggestion

    return f"unknown {kind} {name!r}{suggestion(name, known)}; describe it in {file} first"


def _graph(zoo: Catalog, model: str) -> tuple[Path, int]:
    from verify.exceptions import VerifyError

    path = zoo.graph_path(model)
    if path is None:
        raise VerifyError(f"{model} has no graph here; verify --rebuild --overwrite --model {model} writes it")
    return path, zoo.models[model].input.size


def _judged(zoo: Catalog, model: str, device: str, settings: Settings, timing: Timing) -> list[dict[str, Any]]:
    from verify.latency.judging import ENGINE, claims_for, judge_latency

    engines = [name for name, entry in zoo.engines.items() if ENGINE in (name, entry.version_of)]
    return [
        {"claim": claim.key, "printed": claim.printed, "verdict": judge_latency(claim, timing)}
        for claim in claims_for(zoo.claims(model), device, engines, settings, timing.precision)
    ]


def _print(output: str, name: str, settings: Settings, timing: Timing, verdicts: list[dict[str, Any]]) -> None:
    from dataclasses import asdict

    from catalog.export import to_json
    from verify.latency.machine import describe_machine

    machine = describe_machine()
    figures = {
        "median_ms": timing.median,
        "p90_ms": timing.percentile(90),
        "least_ms": timing.least,
        "spread": timing.spread,
    }
    stated = {condition: value for condition, value in asdict(settings).items() if value is not None}
    conditions = {**stated, "precision": timing.precision, "provider": "CPUExecutionProvider"}
    if output == "json":
        data = {"network": name, **figures, "noisy": timing.noisy, "conditions": conditions, "machine": machine,
                "runs_ms": timing.milliseconds, "verdicts": verdicts}  # fmt: skip
        click.echo(to_json(data), nl=False)
        return
    click.echo(f"{name}: median {timing.median:.3f} ms, 90 % of runs within {timing.percentile(90):.3f} ms, "
               f"least {timing.least:.3f} ms")  # fmt: skip
    click.echo(f"noise: the middle half of the runs spreads over {timing.spread:.1%} of the median"
               + ("; the machine was busy, time again" if timing.noisy else ""))  # fmt: skip
    click.echo(", ".join(f"{name.replace('_', ' ')} {value}" for name, value in conditions.items()))
    click.echo("; ".join(f"{name} {value}" for name, value in machine.items()))
    for entry in verdicts:
        click.echo(f"{entry['verdict']}: {entry['claim']} prints {entry['printed']} ms")


def _add(zoo: Catalog, model: str, device: str, source: str, settings: Settings, timing: Timing) -> None:
    from verify.latency.adding import add_latency, printed_milliseconds
    from verify.latency.judging import ENGINE

    conditions: dict[str, str | int] = {"device": device, "engine": ENGINE, "precision": timing.precision,
                                        "batch": settings.batch}  # fmt: skip
    if settings.threads:
        conditions["threads"] = settings.threads
    conditions["input_size"] = settings.input_size or zoo.models[model].input.size
    path = zoo.record_path(model)
    line = add_latency(path, source, conditions, printed_milliseconds(timing))
    click.echo(f"written: {path}:{line}", err=True)
