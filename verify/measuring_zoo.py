"""Measure the models of a zoo with what the command line names."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from verify.accuracy.scoring import DEPTHS
from verify.exceptions import VerifyError
from verify.measuring import Means, Measured, measure

if TYPE_CHECKING:
    from catalog import Catalog


def places_of(zoo: Catalog, texts: Iterable[str]) -> dict[str, Path]:
    """Return the place of each data set that is named as `NAME=DIR`.

    Raises:
        VerifyError: a text is of another form, the zoo has no such data set, or its metrics are no shares of images.
    """
    from catalog.names import suggestion

    places = {}
    for text in texts:
        name, _, place = text.partition("=")
        if not place:
            raise VerifyError(f"expected --dataset NAME=DIR, not {text!r}")
        if name not in zoo.datasets:
            raise VerifyError(f"unknown data set {name!r}{suggestion(name, zoo.datasets)}")
        metrics = zoo.datasets[name].metrics
        if not set(metrics) & set(DEPTHS):
            scored = ", ".join(metrics) or "nothing"
            raise VerifyError(f"{name} is scored by {scored}; only {' and '.join(DEPTHS)} can be scored")
        places[name] = Path(place)
    return places


def measure_models(zoo: Catalog, names: Iterable[str], means: Means) -> dict[str, Measured]:
    """Measure models one after the other, with a progress bar of the images in a terminal."""
    if not means.datasets and means.images is None:
        return {}
    measured = {}
    for name in names:
        with _progress(name) as advance:
            measured[name] = measure(zoo, name, means, advance)
    return measured


@contextmanager
def _progress(name: str) -> Iterator[Callable[[int, int], None]]:
    if not sys.stderr.isatty():
        yield lambda done, total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(name)
        yield lambda done, total: bar.update(task, completed=done, total=total)
