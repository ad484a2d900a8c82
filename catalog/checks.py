"""What must hold between entries and files; each finding goes to the document that a person must edit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from catalog.catalog import Catalog
from catalog.claims import Claim
from catalog.names import suggestion
from catalog.record import Erratum, Model
from catalog.vocabulary import Source
from catalog.yamlfile import Document, KeyPath


def check(catalog: Catalog, vocabularies: Mapping[str, Document], families: Mapping[str, Document]) -> None:
    """Check everything that no entry can tell by itself, and report to the documents.

    Args:
        catalog: what could be read.
        vocabularies: documents by vocabulary.
        families: documents of `family.yaml` by folder.
    """
    for folder, family in catalog.families.items():
        _require_same(families[folder], "name", family.name, "folder", folder)
    check_models(catalog, catalog.models)
    for vocabulary in ("devices", "engines", "datasets", "strategies"):
        if vocabulary in vocabularies:
            _check_spellings(getattr(catalog, vocabulary), vocabularies[vocabulary])
    if "engines" in vocabularies:
        _check_engine_versions(catalog, vocabularies["engines"])
    if "sources" in vocabularies:
        for key, source in catalog.sources.items():
            _check_source_errata(key, source, vocabularies["sources"])
            _check_source_statements(key, source, vocabularies["sources"])


def check_models(catalog: Catalog, models: Iterable[str]) -> None:
    """Check some of the records, and the names of all, and report to the records' documents."""
    for name in models:
        model, document = catalog.models[name], catalog.documents[name]
        _require_same(document, "name", model.name, "file", name)
        _require_same(document, "family", model.family, "folder", document.path.parent.name)
        _check_stages(model, document)
        _check_repeated_claims(catalog, name, document)
        for index, erratum in enumerate(model.errata):
            _check_erratum(catalog, name, erratum, document, ("errata", index))
        _check_lineage(catalog, name, model, document)
    _check_model_names(catalog)


def _require_same(document: Document, key: str, name: str, what: str, place: str) -> None:
    if name != place:
        message = f"{key}: the {what} is called {place!r}; expected the same, not {name!r}"
        document.report(document.place_of_value((key,)), message)


def _check_stages(model: Model, document: Document) -> None:
    for index, download in enumerate(model.downloads):
        if download.stage is not None and download.stage > len(model.training):
            message = f"stage: training has {len(model.training)} stages; expected one of them, not {download.stage}"
            document.report(document.place_of_value(("downloads", index, "stage")), message)


def _check_repeated_claims(catalog: Catalog, name: str, document: Document) -> None:
    first: dict[str, Claim] = {}
    for claim in catalog.claims(name):
        before = first.setdefault(claim.key, claim)
        if before is not claim:
            line, _ = document.place_of_value(before.path)
            message = f"the same source says this already at line {line} under the same conditions"
            document.report(document.place_of_value(claim.path), f"{claim.path[-1]}: {message}: {claim.key}")


def _check_erratum(catalog: Catalog, name: str, erratum: Erratum, document: Document, path: KeyPath) -> None:
    claims = [claim for claim in catalog.claims(name) if claim.source == erratum.source]
    if erratum.source is None and erratum.findings:
        return
    if erratum.source is None:
        document.report(document.place_of_value(path), "the key 'source' is missing: whose claims does it explain?")
    elif not claims:
        sources = {claim.source for claim in catalog.claims(name)}
        message = f"source: the record has no claims of {erratum.source!r}{suggestion(erratum.source, sources)}"
        document.report(document.place_of_value((*path, "source")), message)
    elif erratum.table is not None and erratum.table not in {claim.table for claim in claims}:
        message = f"table: the record has no claims of the table {erratum.table!r} of {erratum.source!r}"
        document.report(document.place_of_value((*path, "table")), message)
    else:
        found = {claim.quantity for claim in claims if erratum.table in {None, claim.table}}
        for position, quantity in enumerate(erratum.claims):
            if quantity not in found:
                message = f"claims: the record has no {quantity} of {erratum.source!r} there"
                document.report(document.place_of_value((*path, "claims", position)), message)


def _check_lineage(catalog: Catalog, name: str, model: Model, document: Document) -> None:
    def baseline(other: str) -> str | None:
        return catalog.models[other].baseline if other in catalog.models else None

    _report_circle(document, ("baseline",), name, baseline)
    if model.teacher == name:
        document.report(document.place_of_value(("teacher",)), "teacher: expected another model than itself")
    shared = catalog.models.get(model.graph_of or "")
    if model.graph_of == name:
        document.report(document.place_of_value(("graph_of",)), "graph_of: expected another model than itself")
    elif shared is not None and shared.graph_of is not None:
        message = f"graph_of: {model.graph_of!r} has no graph of its own; expected {shared.graph_of!r}"
        document.report(document.place_of_value(("graph_of",)), message)
    _check_derivation(catalog, name, model, document)


def _check_derivation(catalog: Catalog, name: str, model: Model, document: Document) -> None:
    def origin(other: str) -> str | None:
        derived = catalog.models[other].derived_from if other in catalog.models else None
        return derived.model if derived else None

    if model.derived_from is None:
        return
    _report_circle(document, ("derived_from", "model"), name, origin)
    for key in ("graph_of", "built_from"):
        if getattr(model, key) is not None:
            document.report(document.place_of_key((key,)), f"{key}: expected none beside derived_from")
    pruned = model.derived_from.pruned
    strategy = catalog.strategies.get(pruned or "")
    if strategy is not None and not strategy.pruned:
        message = f"pruned: the strategy {pruned!r} does not say which channels go"
        document.report(document.place_of_value(("derived_from", "pruned")), message)


def _report_circle(document: Document, path: KeyPath, start: str, follow: Callable[[str], str | None]) -> None:
    chain = [start]
    while (following := follow(chain[-1])) is not None:
        if following == start:
            message = f"{path[-1]}: goes round in a circle: {' → '.join([*chain, start])}"
            document.report(document.place_of_value(path), message)
        if following in chain:
            return
        chain.append(following)


def _check_model_names(catalog: Catalog) -> None:
    owners: dict[str, str] = {}
    for name in catalog.record_files:
        if (owner := owners.setdefault(name.casefold(), name)) != name and name in catalog.documents:
            document = catalog.documents[name]
            document.report(document.place_of_value(("name",)), _taken("name", name, catalog, owner))
    for name, model in catalog.models.items():
        for index, alias in enumerate(model.aliases):
            if (owner := owners.setdefault(alias.casefold(), name)) != name:
                document = catalog.documents[name]
                place = document.place_of_value(("aliases", index))
                document.report(place, _taken("aliases", alias, catalog, owner))


def _taken(key: str, spelling: str, catalog: Catalog, owner: str) -> str:
    return f"{key}: {spelling!r} is a name of another model already, in {catalog.record_files[owner]}"


def _check_spellings(entries: Mapping[str, object], document: Document) -> None:
    owners = {key.casefold(): key for key in entries}
    for key, entry in entries.items():
        for spelling in (getattr(entry, "name", key), *getattr(entry, "aliases", ())):
            if (owner := owners.setdefault(spelling.casefold(), key)) != key:
                document.report(document.place_of_key((key,)), f"{key}: {spelling!r} is a name of {owner!r} already")


def _check_engine_versions(catalog: Catalog, document: Document) -> None:
    def follow(key: str) -> str | None:
        return catalog.engines[key].version_of if key in catalog.engines else None

    for key in catalog.engines:
        _report_circle(document, (key, "version_of"), key, follow)


def _check_source_statements(key: str, source: Source, document: Document) -> None:
    for index, statement in enumerate(source.statements):
        if statement.table is not None and statement.table not in source.tables:
            message = f"table: the source has no table {statement.table!r}{suggestion(statement.table, source.tables)}"
            document.report(document.place_of_value((key, "statements", index, "table")), message)


def _check_source_errata(key: str, source: Source, document: Document) -> None:
    for index, erratum in enumerate(source.errata):
        path = (key, "errata", index)
        if erratum.source not in {None, key}:
            message = f"source: expected none, since it stands under {key!r}"
            document.report(document.place_of_value((*path, "source")), message)
        if erratum.table is not None and erratum.table not in source.tables:
            message = f"table: the source has no table {erratum.table!r}{suggestion(erratum.table, source.tables)}"
            document.report(document.place_of_value((*path, "table")), message)
