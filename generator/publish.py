"""Bringing an output folder up to date: pages and files are made when their inputs changed, and not before."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from generator.output import Output
from generator.page import Page
from generator.plan import FilePlan, Plan


def publish_pages(
    output: Output,
    plans: Iterable[Plan],
    *,
    made_of: Callable[[Plan], str],
    place: Callable[[Plan], str],
    encode: Callable[[Plan, Page], bytes],
) -> Iterator[Page]:
    """Render and write the pages that changed, and yield them.

    Args:
        output: The folder.
        plans: All pages that belong there.
        made_of: The digest of what a page depends on.
        place: Where a page's file is, below the folder.
        encode: What the file holds.

    Raises:
        GeneratorError: A file can't be written.
    """
    for plan in plans:
        path, digest = place(plan), made_of(plan)
        if not output.keep(path, digest):
            page = plan.render()
            output.write(path, encode(plan, page), digest)
            yield page


def publish_files(
    output: Output,
    plans: Iterable[FilePlan],
    *,
    made_of: Callable[[FilePlan], str],
) -> None:
    """Make and write the files that changed.

    Args:
        output: The folder.
        plans: All files that belong there.
        made_of: The digest of what a file depends on.

    Raises:
        GeneratorError: A file can't be written.
    """
    for plan in plans:
        digest = made_of(plan)
        if not output.keep(plan.path, digest):
            output.write(plan.path, plan.make(), digest)
