"""Examine graphs on a Dask cluster (extra `cluster`). Graphs travel as bytes: workers need no shared folder."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from verify.cores import cores
from verify.digests import workshop_digest
from verify.examination import GraphFindings, GraphTask, cut_short, examine
from verify.examiner import Examiner
from verify.exceptions import VerifyError
from verify.graph import SIZE_LIMIT
from verify.limits import Limits

if TYPE_CHECKING:
    from distributed import Future

    from verify.examiners import Found

PARCELS = 4
"""Parcels for each of the cluster's threads: enough to even out, few enough that starting examiners costs little."""

CONNECT_SECONDS = 20
"""How long to wait for the scheduler."""


@dataclass(frozen=True)
class Parcel:
    """Graphs that one worker examines in a row."""

    tasks: tuple[GraphTask, ...]
    graphs: tuple[bytes, ...]
    """The files' contents, one a task."""
    limits: Limits
    workshop: str
    """The digest of the code and libraries that must examine them (`verify.digests.workshop_digest`)."""


def examine_on_cluster(tasks: Sequence[GraphTask], address: str, limits: Limits) -> Iterator[Found]:
    """Examine graphs on the workers of a cluster, each graph in a process of its own.

    Args:
        tasks: The graphs.
        address: The scheduler's, such as `tcp://10.0.0.5:8786`.
        limits: What the examination of one graph may use.

    Raises:
        VerifyError: Dask is not installed, the cluster can't be reached, has no worker, or a worker has other code or
            library versions than this process.
    """
    try:
        from distributed import Client, as_completed
        from distributed.comm import get_address_host_port
    except ImportError as error:
        raise VerifyError("--cluster needs Dask: pip install 'zooproof[cluster]'") from error

    try:
        # A client of no address would go on trying, and complain when the program ends.
        get_address_host_port(address, strict=True)
        client = Client(address, timeout=CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError) as error:
        raise VerifyError(f"the cluster {address} can't be reached: {error}") from error
    with client:
        threads = sum(client.nthreads().values())
        if not threads:
            raise VerifyError(f"the cluster {address} has no worker")
        sendable = [task for task in tasks if _is_sendable(task)]
        futures = {
            client.submit(examine_parcel, parcel, pure=False): parcel
            for parcel in _parcels(sendable, PARCELS * threads, limits)
        }
        yield from ((task, examine(task)) for task in tasks if not _is_sendable(task))
        for future in as_completed(list(futures), loop=client.loop):
            yield from _unpack(futures[future], future)


def _is_sendable(task: GraphTask) -> bool:
    """Tell whether a graph can be read; what can't be is reported here."""
    return task.path.is_file() and task.path.stat().st_size <= SIZE_LIMIT


def _parcels(tasks: Sequence[GraphTask], number: int, limits: Limits) -> Iterator[Parcel]:
    workshop = workshop_digest()
    for start in range(min(number, len(tasks))):
        own = tuple(tasks[start::number])
        yield Parcel(own, tuple(task.path.read_bytes() for task in own), limits, workshop)


def _unpack(parcel: Parcel, future: Future) -> Iterator[Found]:
    error = future.exception()
    if isinstance(error, VerifyError):
        raise error
    if error is not None:
        yield from ((task, cut_short(task, f"was lost on the cluster: {error}")) for task in parcel.tasks)
        return
    yield from zip(parcel.tasks, map(GraphFindings.model_validate_json, future.result()), strict=True)


def examine_parcel(parcel: Parcel) -> list[str]:
    """Examine the graphs of a parcel on a worker; return their findings as JSON.

    Raises:
        VerifyError: this worker's code or libraries are not those that the parcel asks for.
    """
    from distributed import get_worker

    worker = get_worker()
    if workshop_digest() != parcel.workshop:
        raise VerifyError(f"the worker {worker.address} has another version of Zooproof, Python or a library")
    threads = max(1, cores() // worker.state.nthreads)
    with TemporaryDirectory(prefix="zooproof-") as folder, Examiner(parcel.limits, threads) as examiner:
        path = Path(folder, "graph.onnx")
        found = []
        for task, data in zip(parcel.tasks, parcel.graphs, strict=True):
            path.write_bytes(data)
            found.append(examiner.examine(replace(task, path=path)).model_dump_json())
        return found
