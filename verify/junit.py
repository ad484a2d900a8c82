"""A check as JUnit's XML, which CI servers show as a tree of tests: a suite a model, a test a claim."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from verify.accuracy.judging import describe_score
from verify.check import CheckReport, ModelReport
from verify.errata import JudgedClaim
from verify.findings import Finding, findings
from verify.reasons import REASON_NAMES

if TYPE_CHECKING:
    from catalog import Catalog

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def as_junit(zoo: Catalog, report: CheckReport) -> str:
    """Return the XML.

    A claim passes when it is confirmed, close, or explained by an erratum; it is skipped when it is unchecked, with the
    reason; otherwise it fails. The graph and each needless erratum are tests too.
    """
    found = list(findings(zoo, report))
    root = Element("testsuites", name="zooproof")
    for model in report.models:
        own = [finding for finding in found if finding.owner == model.model]
        root.append(_suite(model.model, _model_cases(model, own)))
    models = {model.model for model in report.models}
    of_sources = [_failed_case(f"sources.{finding.owner}", finding) for finding in found if finding.owner not in models]
    if of_sources:
        root.append(_suite("sources", of_sources))
    _add_counts(root)
    indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _model_cases(model: ModelReport, found: list[Finding]) -> Iterable[Element]:
    problems = [finding for finding in found if finding.rule == "problem"]
    if model.evidence.graph is not None and not problems:
        yield Element("testcase", classname=model.model, name="graph")
    yield from (_failed_case(model.model, finding, name="graph") for finding in problems[:1])
    yield from (_failed_case(model.model, finding) for finding in problems[1:])
    wrong = {finding.subject: finding for finding in found if finding.rule in ("miscounted", "contradicted")}
    for entry in model.judged:
        yield _claim_case(model.model, entry, wrong.get(entry.claim.key))
    yield from (_failed_case(model.model, finding) for finding in found if finding.rule == "needless-erratum")


def _claim_case(model: str, entry: JudgedClaim, finding: Finding | None) -> Element:
    if finding is not None:
        return _failed_case(model, finding)
    case = Element("testcase", classname=model, name=_clean(entry.claim.key))
    verdict = entry.verdict
    if verdict.verdict == "unchecked":
        SubElement(case, "skipped", message=str(REASON_NAMES[verdict.reason or "not-judged"]))
    else:
        why = verdict.convention or describe_score(entry.claim.quantity, verdict)
        explained = ", with an erratum" if entry.erratum is not None else ""
        SubElement(case, "system-out").text = f"{entry.claim.number}: {verdict.verdict}, {why}{explained}"
    return case


def _failed_case(owner: str, finding: Finding, name: str | None = None) -> Element:
    case = Element("testcase", classname=owner, name=_clean(name or finding.subject))
    failure = SubElement(case, "failure", type=finding.rule, message=_clean(finding.message))
    failure.text = f"{finding.path}:{finding.line}:{finding.column}"
    return case


def _suite(name: str, cases: Iterable[Element]) -> Element:
    suite = Element("testsuite", name=name)
    suite.extend(cases)
    _add_counts(suite)
    return suite


def _add_counts(element: Element) -> None:
    counts = {"tests": "testcase", "failures": "failure", "skipped": "skipped"}
    for attribute, tag in counts.items():
        element.set(attribute, str(sum(1 for _ in element.iter(tag))))
    element.set("errors", "0")


def _clean(text: str) -> str:
    """Return text without the characters that XML can't hold."""
    return _NOT_XML.sub("�", text)
