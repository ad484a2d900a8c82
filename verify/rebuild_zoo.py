"""Rebuild the graphs of a zoo's models, from libraries or each other, and tell which stored ones still hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from verify.counting import count
from verify.derivation import derive
from verify.exceptions import VerifyError
from verify.graph import graph_facts, image_shape, read_graph
from verify.rebuild import compare, missing_library, rebuild, store, take

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
    """Return the models whose graphs the named ones use, each once, and a derived one after the one it is derived from.

    Models that no library builds and that are not derived either are left out.
    """
    owners = [zoo.models[name] for name in dict.fromkeys(zoo.models[name].graph_of or name for name in names)]
    built = [model for model in owners if model.built_from is not None]
    return built + [model for model in owners if model.derived_from is not None]


def missing_libraries(models: Iterable[Model]) -> list[str]:
    """Return what has to be installed before the models can be built, a sentence each."""
    libraries = dict.fromkeys(model.built_from.library for model in models if model.built_from)
    return [sentence for library in libraries if (sentence := missing_library(library)) is not None]


def rebuild_models(zoo: Catalog, models: Iterable[Model], *, overwrite: bool = False) -> Iterator[Rebuilt]:
    """Rebuild each model's graph and compare it with the stored one.

    Args:
        zoo: The zoo that the graphs are stored in.
        models: Models that a library builds or that are derived (see `graph_owners`).
        overwrite: Replace stored graphs that differ, and write missing ones.
    """
    for model in models:
        try:
            yield _put(zoo, model, _fresh(zoo, model), overwrite)
        except VerifyError as error:
            yield Rebuilt(model.name, "failed", (str(error),))


def rebuild_from(zoo: Catalog, model: Model, file: Path, *, overwrite: bool = False) -> Rebuilt:
    """Take a model's graph from an ONNX file that somebody exported, and compare it with the stored one.

    Args:
        zoo: The zoo that the graph is stored in.
        model: A model with a graph of its own.
        file: The network, with its weights or without.
        overwrite: Replace the stored graph if it differs, or write it if it is missing.
    """
    try:
        if model.graph_of:
            raise VerifyError(f"{model.name} uses the graph of {model.graph_of}")
        if model.derived_from:
            raise VerifyError(f"{model.name}: its graph is derived from that of {model.derived_from.model}")
        fresh = take(model.name, file)
        image_shape(graph_facts(fresh, str(file), ""), 1, model.input.size)
        return _put(zoo, model, fresh, overwrite)
    except VerifyError as error:
        return Rebuilt(model.name, "failed", (str(error),))


def _put(zoo: Catalog, model: Model, fresh: onnx.ModelProto, overwrite: bool) -> Rebuilt:
    path = zoo.directory / "graphs" / model.family / f"{model.name}.onnx"
    differences: tuple[str, ...] = ()
    if path.exists():
        stored, _ = read_graph(path)
        differences = (*compare(stored, fresh), *_compare_totals(stored, fresh, model.input.size))
        if not differences:
            return Rebuilt(model.name, "same")
    if overwrite:
        store(fresh, path, overwrite=True)
        return Rebuilt(model.name, "written", differences)
    return Rebuilt(model.name, "differs" if path.exists() else "missing", differences)


def _fresh(zoo: Catalog, model: Model) -> onnx.ModelProto:
    if model.derived_from is not None:
        return derive(zoo, model.name, model.derived_from)
    if model.built_from is None:
        raise VerifyError(f"{model.name}: the record names no library that builds it")
    return rebuild(model.name, model.built_from.library, model.built_from.model, model.input.size)


def _compare_totals(stored: onnx.ModelProto, fresh: onnx.ModelProto, size: int) -> Iterator[str]:
    before, after = (_totals(graph, size) for graph in (stored, fresh))
    for tally in before:
        if before[tally] != after[tally]:
            yield f"{tally}: {before[tally]:,} stored, {after[tally]:,} rebuilt"


def _totals(graph: onnx.ModelProto, size: int) -> Mapping[str, int]:
    name, shape = image_shape(graph_facts(graph, graph.graph.name, ""), 1, size)
    return count(graph, {name: shape}).totals
