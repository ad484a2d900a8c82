"""Measure the models of a zoo with what the command line names."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from catalog.quantities import METRICS
from verify.accuracy.scoring import DEPTHS
from verify.exceptions import VerifyError
from verify.limits import Limits
from verify.measuring import Means, Measured, task_of
from verify.measuring_apart import measure_apart

if TYPE_CHECKING:
    from catalog import Catalog


def places_of(zoo: Catalog, texts: Iterable[str]) -> dict[str, Path]:
    """Return the place of each data set that is named as `NAME=DIR`.

    Raises:
        VerifyError: a text is of another form, the zoo has no such data set, or does not say how it is scored, there
            is nothing at the place, or a data set is named twice.
    """
    from catalog.names import suggestion

    places = {}
    for text in texts:
        name, _, place = text.partition("=")
        if not place:
            raise VerifyError(f"expected --dataset NAME=DIR, not {text!r}")
        key = next((key for key, dataset in zoo.datasets.items() if name in (key, *map(_key, dataset.aliases))), None)
        if key is None:
            raise VerifyError(f"unknown data set {name!r}{suggestion(name, zoo.datasets)}")
        dataset = zoo.datasets[key]
        if not dataset.metrics:
            raise VerifyError(f"{key} has no metric, so nothing can be scored on it")
        if dataset.protocol is None and not set(dataset.metrics) & set(DEPTHS):
            scored = ", ".join(dataset.metrics)
            raise VerifyError(
                f"{key} is scored by {scored}; to score that, its entry in datasets.yaml must state protocol"
            )
        if key in places:
            raise VerifyError(f"{key} is given twice")
        if not Path(place).exists():
            raise VerifyError(f"{key}: there is no {place!r}")
        places[key] = Path(place)
    return places


def _key(alias: str) -> str:
    """Return an alias as one types it: `wider-face` for `Wider-Face`."""
    return alias.lower().replace(" ", "-")


def measure_models(zoo: Catalog, names: Iterable[str], means: Means, limits: Limits) -> dict[str, Measured]:
    """Measure models, each in a process of its own, with a progress bar of the images in a terminal.

    Args:
        zoo: The zoo.
        names: The models; those whose weights are not here are left out.
        means: What is here to measure with.
        limits: What the measuring of one model may use (see `measure_apart`).

    Raises:
        VerifyError: no score on a data set is printed of any of them.
    """
    if not means.datasets and means.images is None:
        return {}
    names = list(names)
    scored = {claim.dataset for name in names for claim in zoo.claims(name) if claim.quantity in METRICS}
    for key in means.datasets:
        if key not in scored:
            raise VerifyError(f"no score on {key} is printed of {names[0] if len(names) == 1 else 'these models'}")
    measured = {}
    for name in names:
        task = task_of(zoo, name, means)
        if task is not None:
            with _progress(name) as advance:
                measured[name] = measure_apart(task, limits, advance)
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
