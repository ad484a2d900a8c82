"""JUnit's XML is read as CI servers read it."""

from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

from junitparser import Failure, JUnitXml, Skipped

from tests.verify.conftest import PARAMS
from tests.verify.reports import HOSTILE, check
from verify.junit import as_junit


def test_there_is_a_suite_a_model_and_a_test_a_claim(tiny_zoo: Path) -> None:
    xml = JUnitXml.fromstring(as_junit(*check(tiny_zoo)).encode())
    assert (xml.tests, xml.failures, xml.skipped, xml.errors) == (10, 1, 4, 0)
    suites = {suite.name: list(suite) for suite in xml}
    assert [case.name for case in suites["Good"]][:3] == ["graph", "page/flops[]", "page/params[]"]
    (failure,) = suites["Bad"][2].result
    assert isinstance(failure, Failure)
    assert f"prints {2 * PARAMS}" in failure.message
    assert failure.text.endswith("Bad.yaml:8:41")
    (skipped,) = suites["Good"][3].result
    assert isinstance(skipped, Skipped)
    assert skipped.message == "no weights here"


def test_a_confirmed_score_tells_what_it_is_of(tiny_zoo: Path) -> None:
    zoo, report = check(tiny_zoo)
    (good,) = (model for model in report.models if model.model == "Good")
    scored = next(entry for entry in good.judged if entry.claim.quantity == "top1")
    reached = {"verdict": "confirmed", "reason": None, "score": 0.75, "interval": (0.7, 0.8), "images": 400}
    judged = scored._replace(verdict=scored.verdict.model_copy(update=reached))
    root = ElementTree.fromstring(as_junit(zoo, replace(report, models=(replace(good, judged=(judged,)),))))
    (said,) = root.iter("system-out")
    assert said.text == f"{scored.claim.number}: confirmed, 400 images, 99% interval 0.7000 to 0.8000"


def test_it_tells_of_broken_graphs_and_of_the_sources(tiny_zoo: Path) -> None:
    sources = tiny_zoo / "sources.yaml"
    sources.write_text(sources.read_text() + "  errata: [{claims: [storage], finding: {en: Too large.}}]\n")
    (tiny_zoo / "graphs/Tiny/Good.onnx").write_bytes(b"\0")
    root = ElementTree.fromstring(as_junit(*check(tiny_zoo)))
    failed = [case.get("classname") for case in root.iter("testcase") if case.find("failure") is not None]
    assert failed == ["Bad", "Good", "sources.page"]
    skipped = {entry.get("message") for entry in root.iter("skipped")}
    assert skipped == {"graph not examined", "no weights here", "device not here"}


def test_hostile_text_is_well_formed(tiny_zoo: Path) -> None:
    zoo, report = check(tiny_zoo)
    models = tuple(replace(model, problems=(HOSTILE,)) for model in report.models)
    root = ElementTree.fromstring(as_junit(zoo, replace(report, models=models)))
    failure = root.find(".//failure")
    assert failure is not None
    assert "50% of <b>it</b>" in (failure.get("message") or "")
