"""`catalog query`: pick models by limits such as latency."""

from __future__ import annotations

from typing import Any

import click

from catalog.commands.parameters import AmountOf, Command, NameOf, catalog_option, format_option, load_zoo
from catalog.quantities import METRICS, QUANTITIES


def _limit_options(command: Command) -> Command:
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


@click.command()
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

    zoo = load_zoo(ctx)
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
