"""`catalog schema`: print the JSON Schema of YAML files."""

from __future__ import annotations

from pathlib import Path

import click

SCHEMA_KINDS = ("record", "family", "sources", "devices", "engines", "datasets", "strategies")


@click.command()
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
