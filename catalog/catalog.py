"""A zoo that has been read: its vocabularies, families, models and claims."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast, get_args

from catalog import yamlfile
from catalog.claims import COLUMNS, Claim, claims_of
from catalog.evidence import Evidence
from catalog.exceptions import CatalogError, Problem
from catalog.names import Kind, spellings_of, suggestion
from catalog.quantities import Precision
from catalog.record import Model, Task
from catalog.references import Known
from catalog.validation import read_entry
from catalog.vocabulary import Dataset, Device, Engine, Family, Source, Strategy
from catalog.yamlfile import Document, KeyPath

if TYPE_CHECKING:
    from catalog.query import QueryResult


@dataclass(frozen=True)
class Catalog:
    """Everything that a zoo's folder says. `catalog.load()` makes it."""

    directory: Path
    """The zoo's folder."""
    sources: Mapping[str, Source]
    """Documents that print numbers, by key."""
    devices: Mapping[str, Device]
    """Devices that latencies were measured on, by key."""
    engines: Mapping[str, Engine]
    """Inference engines, by key."""
    datasets: Mapping[str, Dataset]
    """Data sets, by key."""
    strategies: Mapping[str, Strategy]
    """Compression strategies, by key."""
    families: Mapping[str, Family]
    """Families by name, in natural order."""
    models: Mapping[str, Model]
    """Records by name: families in order, then in natural order of the name."""
    record_files: Mapping[str, Path] = field(repr=False)
    """The file of every record of the zoo, also of those that were not asked for in `load`."""
    documents: Mapping[str, Document] = field(repr=False)
    """Where everything stands in the record of each model that was read."""
    known: Known = field(repr=False)
    """Everything that a record may refer to."""
    _claims: dict[str, tuple[Claim, ...]] = field(default_factory=dict, repr=False, compare=False)
    """Claims of the models that were asked for."""

    def with_records(self, models: Mapping[str, Model], documents: Mapping[str, Document]) -> Catalog:
        """Return the catalog with some records of its models in place of those it has."""
        claims = {name: claims for name, claims in self._claims.items() if name not in documents}
        return replace(
            self, models={**self.models, **models}, documents={**self.documents, **documents}, _claims=claims
        )

    def claims(self, model: str | None = None) -> tuple[Claim, ...]:
        """Return the claims of one model, or of all, in the order of the files.

        Raises:
            KeyError: there is no such model.
        """
        if model is not None:
            if model not in self._claims:
                self._claims[model] = tuple(claims_of(self.models[model]))
            return self._claims[model]
        return tuple(claim for name in self.models for claim in self.claims(name))

    def claims_table(self) -> list[dict[str, Any]]:
        """Return one row a claim with the columns of `catalog.claims.COLUMNS`.

        `value` is a `Decimal` in the plain unit; what is not stated is `None`. `verdict` is what the evidence says of
        the digits that are printed now, else `unchecked`.
        """
        rows: list[dict[str, Any]] = []
        for model in self.models:
            verdicts = self.verdicts(model)
            for claim in self.claims(model):
                row = {name: getattr(claim, name, None) for name in COLUMNS}
                rows.append(row | {"verdict": verdicts.get(claim.key, "unchecked")})
        return rows

    def verdicts(self, model: str) -> dict[str, str]:
        """Return the verdicts of the evidence on the model's claims, by claim key; none on digits that have changed.

        Raises:
            KeyError: there is no such model.
            CatalogError: the evidence can't be read.
        """
        printed = {claim.key: claim.printed for claim in self.claims(model)}
        evidence = self.evidence(model)
        found = evidence.verdicts if evidence else ()
        return {entry.claim: entry.verdict for entry in found if printed.get(entry.claim) == entry.printed}

    def evidence(self, model: str) -> Evidence | None:
        """Read what the verifier found about a model; `None` if it has not looked yet.

        Raises:
            KeyError: there is no such model.
            CatalogError: the file can't be read, or is no evidence.
        """
        path = self.evidence_path(model)
        if not path.is_file():
            return None
        document = yamlfile.read(path)
        evidence = read_entry(Evidence, document, Known()) if document.readable else None
        if document.problems or evidence is None:
            raise CatalogError(*document.problems)
        return evidence

    def evidence_path(self, model: str) -> Path:
        """Return the file of a model's evidence, which is there once the verifier has looked.

        Raises:
            KeyError: there is no such model.
        """
        return self._beside(model, "evidence", f"{model}.yaml")

    def graph_path(self, model: str) -> Path | None:
        """Return the file of the model's graph, or of the model's whose graph it shares; `None` if there is none.

        Raises:
            KeyError: there is no such model.
        """
        owner = self.models[model].graph_of or model
        path = self._beside(owner, "graphs", f"{owner}.onnx")
        return path if path.is_file() else None

    def about(self, family: str, language: str) -> tuple[str, str] | None:
        """Return a family's introduction in Markdown and the language it is in: the one asked for, else English.

        Raises:
            KeyError: there is no such family.
            CatalogError: the file can't be read.
        """
        folder = self.directory / "families" / self.families[family].name
        for candidate in (language, "en"):
            path = folder / f"about.{candidate}.md"
            if candidate.replace("-", "").isalpha() and path.is_file():
                return yamlfile.read_text(path), candidate
        return None

    def record_path(self, model: str) -> Path:
        """Return the file of a model's record.

        Raises:
            KeyError: there is no such model.
        """
        return self.record_files[model]

    def place(self, model: str, path: KeyPath) -> tuple[int, int]:
        """Return line and column, counted from 1, of what stands at `path` in a model's record.

        Raises:
            KeyError: there is no such model.
        """
        return self.documents[model].place_of_value(path)

    def problem(self, model: str, path: KeyPath, message: str) -> Problem:
        """Return a problem located at `path` in a model's record.

        Raises:
            KeyError: there is no such model.
        """
        return Problem(self.record_path(model), *self.place(model, path), message)

    def names(self, kind: Kind) -> tuple[str, ...]:
        """Return the keys of everything of a kind, in the order of the catalog."""
        return tuple(self._entries(kind))

    def find(self, kind: Kind, name: str) -> str:
        """Return the key of what `name` names, be it by its key, its name or an alias, in any case.

        Raises:
            ValueError: it is unknown; the message has the nearest known name.
        """
        entries = self._entries(kind)
        if name in entries:
            return name
        spellings = {spelling.casefold(): key for key in entries for spelling in spellings_of(key, entries[key])}
        spellings |= {key.casefold(): key for key in entries}
        if name.casefold() in spellings:
            return spellings[name.casefold()]
        raise ValueError(f"unknown {kind} {name[:100]!r}{suggestion(name, entries)}")

    def _entries(self, kind: Kind) -> Mapping[str, object]:
        words = {"task": get_args(Task), "precision": get_args(Precision)}
        if kind in words:
            return dict.fromkeys(words[kind])
        if kind == "strategy":
            return self.strategies
        plural = "families" if kind == "family" else f"{kind}s"
        return cast(Mapping[str, object], getattr(self, plural))

    def query(self, **limits: Any) -> QueryResult:
        """Pick models by conditions and limits; the keywords are the fields of `catalog.query.Query`.

        Raises:
            ValueError: a name is unknown to this catalog, or a limit is no quantity of its kind.
            TypeError: there is no such keyword.
        """
        from catalog.query import Query, run

        return run(self, Query(**limits))

    def _beside(self, model: str, folder: str, name: str) -> Path:
        return self.directory.joinpath(folder, self.record_files[model].parent.name, name)
