"""Several examiners side by side, and the findings that are known from earlier runs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from queue import SimpleQueue

from verify.cache import FindingsCache
from verify.cores import cores
from verify.digests import task_digest
from verify.examination import GraphFindings, GraphTask, examine
from verify.examiner import Examiner, examine_forked
from verify.exceptions import VerifyError
from verify.isolation import can_fork
from verify.limits import Limits

Found = tuple[GraphTask, GraphFindings]
"""A graph with what was found in it."""

Examine = Callable[[Sequence[GraphTask]], Iterable[Found]]
"""A way to examine graphs; it yields them in any order."""


def examine_here(tasks: Sequence[GraphTask]) -> Iterator[Found]:
    """Examine graphs one after the other in this process, without limits: for graphs that are trusted."""
    for task in tasks:
        yield task, examine(task)


def examine_apart(tasks: Sequence[GraphTask], jobs: int, limits: Limits) -> Iterator[Found]:
    """Examine each graph in a process of its own.

    Args:
        tasks: The graphs.
        jobs: How many graphs at once; the cores are shared out among them.
        limits: What the examination of one graph may use.
    """
    if len(tasks) == 1 and can_fork():
        yield tasks[0], examine_forked(tasks[0], limits, cores())
        return
    jobs = max(1, min(jobs, len(tasks)))
    threads = max(1, cores() // jobs)
    examiners = [Examiner(limits, threads) for _ in range(jobs)]
    free: SimpleQueue[Examiner] = SimpleQueue()
    for examiner in examiners:
        free.put(examiner)

    def examine_one(task: GraphTask) -> Found:
        examiner = free.get()
        try:
            return task, examiner.examine(task)
        finally:
            free.put(examiner)

    pool = ThreadPoolExecutor(jobs)
    try:
        for future in as_completed([pool.submit(examine_one, task) for task in tasks]):
            yield future.result()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        for examiner in examiners:
            examiner.close()


def examine_new(
    tasks: Sequence[GraphTask], cache: FindingsCache, workshop: str, examine_rest: Examine
) -> Iterator[Found]:
    """Take from the cache what is known, have the rest examined, and keep it.

    Args:
        tasks: The graphs.
        cache: Findings of earlier runs.
        workshop: The digest of code and libraries.
        examine_rest: Examines the graphs that the cache has no findings on.
    """
    digests: dict[GraphTask, str] = {}
    rest = []
    for task in tasks:
        digest, known = _recall(task, cache, workshop)
        if known is not None:
            yield task, known
            continue
        rest.append(task)
        if digest is not None:
            digests[task] = digest
    if not rest:
        return
    for task, findings in examine_rest(rest):
        if task in digests:
            cache.put(digests[task], findings)
        yield task, findings
    cache.prune()


def _recall(task: GraphTask, cache: FindingsCache, workshop: str) -> tuple[str | None, GraphFindings | None]:
    try:
        digest = task_digest(task, workshop)
    except VerifyError:
        return None, None
    return digest, cache.get(digest)
