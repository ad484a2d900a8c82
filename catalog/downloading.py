"""What `catalog download` does and prints."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager

import click

from catalog.archives import extract, is_archive
from catalog.catalog import Catalog
from catalog.download import Progress as Told
from catalog.model_files import fetch_files
from catalog.names import suggestion
from catalog.network import any_address, public_address
from catalog.record import Download
from catalog.store import StoredFile


def download_model(
    zoo: Catalog, name: str, kinds: Collection[str], *, extract: bool = False, allow_private: bool = False
) -> None:
    """Fetch a model's files, with a progress bar in a terminal, and print where each is.

    Raises:
        CatalogError: a file can't be had, is not what the record states, or is no archive that can be extracted.
        click.UsageError: the record has no download, or none of a kind.
    """
    known = dict.fromkeys(entry.kind for entry in zoo.models[name].downloads)
    if not known:
        raise click.UsageError(f"the record of {name} has no downloads")
    for kind in kinds:
        if kind not in known:
            raise click.UsageError(f"{name} has no download of the kind {kind!r}{suggestion(kind, known)}")
    allowed = any_address if allow_private else public_address
    with _bars() as watch:
        for _, stored in fetch_files(zoo, name, kinds=kinds, allowed=allowed, watch=watch):
            click.echo(f"{stored.path}  {stored.size:,} bytes  sha256 {stored.sha256}")
            if extract and is_archive(stored.path):
                _extract(stored)


def _extract(stored: StoredFile) -> None:
    if not stored.extracted.is_dir():
        extract(stored.path, stored.extracted)
    count = sum(1 for path in stored.extracted.rglob("*") if path.is_file())
    click.echo(f"{stored.extracted}  {count:,} files")


@contextmanager
def _bars() -> Iterator[Callable[[Download], Told]]:
    if not sys.stderr.isatty():
        yield lambda download: lambda done, total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn, TransferSpeedColumn

    columns = (BarColumn(), DownloadColumn(), TransferSpeedColumn(), TimeRemainingColumn())
    with Progress(*columns, TextColumn("{task.description}"), console=Console(stderr=True), transient=True) as bars:

        def watch(download: Download) -> Told:
            task = bars.add_task(f"{download.kind}.{download.format}", total=download.size)
            return lambda done, total: bars.update(task, completed=done, total=total)

        yield watch
