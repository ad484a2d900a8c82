"""What CI must not pass over, each with the place in the YAML where a person acts on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from verify.accuracy.judging import describe_score
from verify.check import CheckReport, ModelReport
from verify.errata import JudgedClaim

if TYPE_CHECKING:
    from catalog import Catalog

Rule = Literal["miscounted", "contradicted", "needless-erratum", "problem"]

RULES: Mapping[Rule, str] = {
    "miscounted": "A printed number is what a tool with a known fault makes of the graph, and no erratum says so.",
    "contradicted": "A printed number fits the graph by no known convention of counting, or is not what the weights "
    "reach, and no erratum says so.",
    "needless-erratum": "An erratum explains no wrong number.",
    "problem": "A graph is not valid, does not run or could not be examined, or an erratum can't be understood.",
}
"""Every kind of finding, in a sentence."""


@dataclass(frozen=True)
class Finding:
    """One thing that has to be done something about."""

    rule: Rule
    owner: str
    """The model, or the source whose erratum it is."""
    subject: str
    """What of it: a claim's key, an erratum's position, or the problem itself."""
    message: str
    """One sentence."""
    path: Path
    """The YAML file; below the working folder a path relative to it."""
    line: int
    """Line, counted from 1."""
    column: int
    """Column, counted from 1."""


def findings(zoo: Catalog, report: CheckReport) -> Iterator[Finding]:
    """Yield every finding of a check, model by model, then those of the sources."""
    for model in report.models:
        yield from _of_model(zoo, model)
    yield from _of_sources(zoo, report)


def _of_model(zoo: Catalog, report: ModelReport) -> Iterator[Finding]:
    name, path = report.model, shown_path(zoo.record_path(report.model))
    for problem in report.problems:
        yield Finding("problem", name, problem, problem, path, *zoo.place(name, ("name",)))
    for entry in report.unexplained:
        rule: Rule = "miscounted" if entry.verdict.verdict == "miscounted" else "contradicted"
        place = zoo.place(name, entry.claim.path)
        yield Finding(rule, name, entry.claim.key, wrong_number(entry), path, *place)
    for position, erratum in report.needless_errata:
        message = f"erratum {position + 1} of {name} ({', '.join(erratum.claims)}) explains no wrong claim"
        place = zoo.place(name, ("errata", position))
        yield Finding("needless-erratum", name, f"errata[{position}]", message, path, *place)


def wrong_number(entry: JudgedClaim) -> str:
    """Return a sentence on a wrong claim: what is printed, and what the graph or the weights give."""
    claim, verdict = entry.claim, entry.verdict
    said = f"{claim.key} of {claim.model} prints {claim.number}"
    if verdict.verdict == "miscounted":
        plain = f"; the graph holds {verdict.plain:,}" if verdict.plain is not None else ""
        return f"{said}, which is what the faulty count {verdict.convention} gives{plain}; no erratum explains it"
    if verdict.score is not None:
        scored = f"the weights reach {verdict.score:.4f} ({describe_score(claim.quantity, verdict)})"
        return f"{said}, but {scored}; no erratum explains it"
    counted = f", not {verdict.counted:,}" if verdict.counted is not None else ""
    gap = f" ({verdict.gap:+.2%})" if verdict.gap is not None else ""
    nearest = f"; nearest is {verdict.convention}{gap}" if verdict.convention else ""
    return f"{said}{counted}{nearest}; no erratum explains it"


def _of_sources(zoo: Catalog, report: CheckReport) -> Iterator[Finding]:
    from catalog import yamlfile

    if not report.needless_source_errata:
        return
    document = yamlfile.read(zoo.directory / "sources.yaml")
    path = shown_path(document.path)
    for source, position, erratum in report.needless_source_errata:
        message = f"erratum {position + 1} of source {source} ({', '.join(erratum.claims)}) explains no wrong claim"
        place = document.place_of_value((source, "errata", position))
        yield Finding("needless-erratum", source, f"errata[{position}]", message, path, *place)


def shown_path(path: Path) -> Path:
    """Return a path as CI wants it: relative to the working folder where it lies below it, else absolute."""
    whole, here = path.resolve(), Path.cwd()
    return whole.relative_to(here) if whole.is_relative_to(here) else whole
