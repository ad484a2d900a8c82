"""Rebuild the graphs of a zoo's models from their libraries, and tell which stored ones still hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from verify.counting import count
from verify.exceptions import VerifyError
from verify.graph import read_graph
from verify.rebuild import compare, missing_library, rebuild, store

if TYPE_CHECKING:
    import onnx

    from catalog import Catalog
    from catalog.record import Model


@dataclass(frozen=True)
class Rebuilt:
    """What came of rebuilding one graph."""

    model: str
    outcome: Literal["same", "differs", "missing", "written", "failed"]
    """`missing`: no graph is stored, and none was written."""
    differences: tuple[str, ...] = ()
    """What differs, or why it failed, a sentence each."""


def graph_owners(zoo: Catalog, names: Iterable[str]) -> list[Model]:
    """Return the models whose graphs the named ones use, each once; models that no library builds are left out."""
    owners = dict.fromkeys(zoo.models[name].graph_of or name for name in names)
    return [zoo.models[name] for name in owners if zoo.models[name].built_from is not None]


def missing_libraries(models: Iterable[Model]) -> list[str]:
    """Return what has to be installed before the models can be built, a sentence each."""
    libraries = dict.fromkeys(model.built_from.library for model in models if model.built_from)
    return [sentence for library in libraries if (sentence := missing_library(library)) is not None]


def rebuild_models(zoo: Catalog, models: Iterable[Model], *, overwrite: bool = False) -> Iterator[Rebuilt]:
    """Rebuild each model's graph and compare it with the stored one.

    Args:
        zoo: The zoo that the graphs are stored in.
        models: Models that a library builds (see `graph_owners`).
        overwrite: Replace stored graphs that differ, and write missing ones.
    """
    for model in models:
        path = zoo.directory / "graphs" / model.family / f"{model.name}.onnx"
        try:
            yield _rebuild_one(model, path, overwrite)
        except VerifyError as error:
            yield Rebuilt(model.name, "failed", (str(error),))


def _rebuild_one(model: Model, path: Path, overwrite: bool) -> Rebuilt:
    if model.built_from is None:
        raise VerifyError(f"{model.name}: the record names no library that builds it")
    fresh = rebuild(model.name, model.built_from.library, model.built_from.model, model.input.size)
    differences: tuple[str, ...] = ()
    if path.exists():
        stored, _ = read_graph(path)
        differences = (*compare(stored, fresh), *_compare_totals(stored, fresh))
        if not differences:
            return Rebuilt(model.name, "same")
    if overwrite:
        store(fresh, path, overwrite=True)
        return Rebuilt(model.name, "written", differences)
    return Rebuilt(model.name, "differs" if path.exists() else "missing", differences)


def _compare_totals(stored: onnx.ModelProto, fresh: onnx.ModelProto) -> Iterator[str]:
    before, after = count(stored).totals, count(fresh).totals
    for tally in before:
        if before[tally] != after[tally]:
            yield f"{tally}: {before[tally]:,} stored, {after[tally]:,} rebuilt"
