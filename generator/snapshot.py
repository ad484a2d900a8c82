"""What a zoo holds, put together once for all pages: claims with their verdicts, evidence and lineage."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from catalog.changelog import Change, changes_of
from catalog.claims import Claim
from catalog.evidence import ClaimVerdict, CountFacts, Evidence, VerdictKind
from catalog.record import Erratum, Model
from verify.errata import JudgedClaim, attach_errata

if TYPE_CHECKING:
    from catalog import Catalog
    from catalog.lint import Audit
    from catalog.statements import Checked
    from generator.neighbours import Conditions, Field, Neighbours


class Printing(NamedTuple):
    """A number that a source prints, in one or more of its tables, with its verdict."""

    claim: Claim
    """The claim in the first table that prints it."""
    tables: tuple[str, ...]
    """All tables of the source that print the same digits under the same conditions."""
    verdict: ClaimVerdict
    erratum: Erratum | None
    claims: int
    """Number of claims that it stands for."""

    @property
    def kind(self) -> VerdictKind:
        """The verdict in one word."""
        return self.verdict.verdict


@dataclass(frozen=True)
class Snapshot:
    """A zoo at one moment."""

    zoo: Catalog
    printings: Mapping[str, tuple[Printing, ...]]
    """By model, in the order of the record."""
    evidence: Mapping[str, Evidence]
    """By model; models without evidence are absent."""

    @cached_property
    def families(self) -> Mapping[str, tuple[Model, ...]]:
        """Models by family, in the catalog's order; families without a model are there too."""
        members: dict[str, list[Model]] = {name: [] for name in self.zoo.families}
        for model in self.zoo.models.values():
            members[model.family].append(model)
        return {name: tuple(models) for name, models in members.items()}

    @cached_property
    def descendants(self) -> Mapping[str, tuple[Model, ...]]:
        """By model: the models that name it as their baseline, their teacher or the owner of their graph."""
        found: dict[str, list[Model]] = {}
        for model in self.zoo.models.values():
            for parent in dict.fromkeys(filter(None, (model.baseline, model.teacher, model.graph_of))):
                found.setdefault(parent, []).append(model)
        return {parent: tuple(models) for parent, models in found.items()}

    @cached_property
    def kin(self) -> Mapping[str, frozenset[str]]:
        """By model: itself and all models that lineage ties to it, however far: whose pages may speak of each other."""
        groups: dict[str, set[str]] = {name: {name} for name in self.zoo.models}
        for model in self.zoo.models.values():
            made_from = model.derived_from.model if model.derived_from else None
            for parent in (model.baseline, model.teacher, model.graph_of, made_from):
                if parent in groups and groups[parent] is not groups[model.name]:
                    joined = groups[parent] | groups[model.name]
                    groups.update(dict.fromkeys(joined, joined))
        return {name: frozenset(group) for name, group in groups.items()}

    @cached_property
    def by_device(self) -> Mapping[str, tuple[Printing, ...]]:
        """Latencies by device, in the order of the vocabulary; devices without any are there too."""
        found: dict[str, list[Printing]] = {key: [] for key in self.zoo.devices}
        for printing in self.all_printings():
            if printing.claim.quantity == "latency" and printing.claim.device is not None:
                found[printing.claim.device].append(printing)
        return {key: tuple(printings) for key, printings in found.items()}

    @cached_property
    def audit(self) -> Audit:
        """What is inconsistent between the claims."""
        from catalog.lint import lint

        return lint(self.zoo)

    @cached_property
    def fields(self) -> Mapping[Conditions, Field]:
        """Models that can be compared, by the conditions of their latencies and scores."""
        from generator.neighbours import fields_of

        return fields_of(self)

    @cached_property
    def neighbours(self) -> Mapping[str, Neighbours | None]:
        """By model: its place among those that were measured like it; None if nobody else was."""
        from generator.neighbours import neighbours_of

        return {name: neighbours_of(self, model) for name, model in self.zoo.models.items()}

    @cached_property
    def changes(self) -> Mapping[str, tuple[Change, ...]]:
        """By model: what git tells of its record, newest first; empty where the zoo is in no repository."""
        return changes_of(self.zoo.directory / "models")

    @cached_property
    def statements(self) -> Mapping[str, tuple[Checked, ...]]:
        """By source: what it says of its own numbers, checked against them."""
        from catalog.statements import check_statements

        found: dict[str, list[Checked]] = {key: [] for key in self.zoo.sources}
        for entry in check_statements(self.zoo):
            found[entry.source].append(entry)
        return {key: tuple(entries) for key, entries in found.items()}

    @cached_property
    def by_source(self) -> Mapping[str, tuple[Printing, ...]]:
        """Printings by source, in the order of the vocabulary; sources that print nothing are there too."""
        found: dict[str, list[Printing]] = {key: [] for key in self.zoo.sources}
        for printing in self.all_printings():
            found[printing.claim.source].append(printing)
        return {key: tuple(printings) for key, printings in found.items()}

    def all_printings(self) -> Iterable[Printing]:
        """Yield the printings of all models."""
        for printings in self.printings.values():
            yield from printings

    def counts(self, model: str, input_size: int | None) -> CountFacts | None:
        """What was counted in the model's graph at an input size; at its own size when the size is not stated."""
        evidence = self.evidence.get(model)
        wanted = input_size or self.zoo.models[model].input.size
        return next((entry for entry in evidence.counts if entry.input_size == wanted), None) if evidence else None


def take_snapshot(zoo: Catalog) -> Snapshot:
    """Put together what the zoo holds now."""
    printings, evidence = _put_together(zoo, zoo.models)
    return Snapshot(zoo, printings, evidence)


def renew_snapshot(before: Snapshot, zoo: Catalog, models: Collection[str]) -> Snapshot:
    """Put together what the zoo holds now, where it differs from an earlier snapshot by some models alone."""
    printings, evidence = _put_together(zoo, models)
    gone = [name for name in before.evidence if name in printings and name not in evidence]
    found = {name: entry for name, entry in {**before.evidence, **evidence}.items() if name not in gone}
    renewed = Snapshot(zoo, {**before.printings, **printings}, found)
    if "fields" in vars(before):
        from generator.neighbours import renew_fields

        vars(renewed)["fields"] = renew_fields(before.fields, renewed, frozenset(models))
    return renewed


def _put_together(zoo: Catalog, models: Iterable[str]) -> tuple[dict[str, tuple[Printing, ...]], dict[str, Evidence]]:
    source_errata = [(key, erratum) for key, source in zoo.sources.items() for erratum in source.errata]
    printings: dict[str, tuple[Printing, ...]] = {}
    found: dict[str, Evidence] = {}
    for name in models:
        evidence = zoo.evidence(name)
        judged = _judged(zoo, name, evidence)
        printings[name] = merge(attach_errata(judged, zoo.models[name].errata, source_errata))
        if evidence is not None:
            found[name] = evidence
    return printings, found


def merge(judged: Iterable[JudgedClaim]) -> tuple[Printing, ...]:
    """Merge claims that several tables of one source print alike and that got the same verdict."""
    groups: dict[tuple[object, ...], list[JudgedClaim]] = {}
    for entry in judged:
        claim, verdict, erratum = entry
        number = claim.number
        same = (
            claim.source,
            claim.quantity,
            claim.stated,
            number.text,
            number.unit,
            verdict.verdict,
            verdict.convention,
            id(erratum),
        )
        groups.setdefault(same, []).append(entry)
    return tuple([_printing(entries) for entries in groups.values()])


def _printing(entries: Sequence[JudgedClaim]) -> Printing:
    """Return what claims that say the same are to a reader."""
    claim, verdict, erratum = entries[0]
    tables = dict.fromkeys([entry.claim.table for entry in entries if entry.claim.table])
    return Printing(claim, tuple(tables), verdict, erratum, len(entries))


def tally(printings: Iterable[Printing]) -> Counter[VerdictKind]:
    """Count claims by verdict."""
    counter: Counter[VerdictKind] = Counter()
    for printing in printings:
        counter[printing.kind] += printing.claims
    return counter


def _judged(zoo: Catalog, model: str, evidence: Evidence | None) -> list[tuple[Claim, ClaimVerdict]]:
    verdicts = {verdict.claim: verdict for verdict in evidence.verdicts} if evidence else {}
    return [(claim, _verdict(claim, verdicts.get(claim.key))) for claim in zoo.claims(model)]


def _verdict(claim: Claim, verdict: ClaimVerdict | None) -> ClaimVerdict:
    if verdict is not None and verdict.printed == claim.printed:
        return verdict
    reason = "not-judged" if verdict is None else "stale"
    return ClaimVerdict(claim=claim.key, printed=claim.printed, verdict="unchecked", reason=reason)
