"""The downloads of a model, fetched into the local store."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from pathlib import Path

from catalog.catalog import Catalog
from catalog.download import Expected, Progress, fetch
from catalog.exceptions import CatalogError, NetworkError
from catalog.network import AddressPolicy, public_address
from catalog.record import Download
from catalog.store import StoredFile, folder_of


def fetch_files(
    zoo: Catalog,
    name: str,
    *,
    kinds: Collection[str] = (),
    store: Path | None = None,
    allowed: AddressPolicy = public_address,
    watch: Callable[[Download], Progress] = lambda download: lambda done, total: None,
) -> Iterator[tuple[Download, StoredFile]]:
    """Fetch a model's downloads, one after the other.

    Args:
        zoo: The zoo.
        name: A model of it.
        kinds: The kinds of downloads to fetch; all if there are none.
        store: The folder of downloads; by default `catalog.store.store_directory()`.
        allowed: The addresses that may be connected to.
        watch: Called with each download before it starts; what it returns is told of the progress.

    Raises:
        CatalogError: a file can't be had, or is not what the record states; the problem points at the record.
    """
    for position, download in enumerate(zoo.models[name].downloads):
        if kinds and download.kind not in kinds:
            continue
        expected = Expected(download.size, download.sha256)
        folder = folder_of(name, download.url, store)
        try:
            stored = fetch(download.url, folder, expected, allowed=allowed, progress=watch(download))
        except (NetworkError, OSError) as error:
            message = f"{download.url} can't be fetched: {error}"
            raise CatalogError(zoo.problem(name, ("downloads", position, "url"), message)) from error
        yield download, stored
