"""A check counts, runs and judges, and tells what CI must not pass over."""

from pathlib import Path

import onnx
import pytest

import catalog
from tests.verify.conftest import MACS, PARAMS, record, tiny_network
from verify.check import CheckReport, check_models
from verify.weightless import strip_weights

ERRATUM = "errata: [{claims: [params], source: page, finding: {en: Twice the params.}}]"


def check(zoo: Path, *names: str, whole_zoo: bool = False) -> CheckReport:
    loaded = catalog.load(zoo)
    return check_models(loaded, names or tuple(loaded.models), whole_zoo=whole_zoo)


def test_counts_and_one_run_are_the_evidence(tiny_zoo: Path) -> None:
    (report,) = check(tiny_zoo, "Good").models
    evidence = report.evidence
    assert evidence.graph is not None
    assert evidence.inference is not None
    assert (evidence.counts[0].macs, evidence.counts[0].params) == (MACS, PARAMS)
    assert evidence.inference.outputs == {"scores": (1, 10)}
    assert evidence.inference.finite
    assert evidence.inference.batch_agrees


def test_every_claim_gets_a_verdict(tiny_zoo: Path) -> None:
    (report,) = check(tiny_zoo, "Good").models
    assert [(entry.claim.quantity, entry.verdict.verdict) for entry in report.judged] == [
        ("flops", "confirmed"),
        ("params", "confirmed"),
        ("top1", "unchecked"),
        ("latency", "unchecked"),
    ]
    assert report.passed


def test_a_wrong_number_fails_until_an_erratum_explains_it(tiny_zoo: Path) -> None:
    (before,) = check(tiny_zoo, "Bad").models
    assert [entry.claim.quantity for entry in before.unexplained] == ["params"]
    text = record("Bad", f"flops: {MACS}, params: {2 * PARAMS}", "graph_of: Good", ERRATUM)
    (tiny_zoo / "models/Tiny/Bad.yaml").write_text(text)
    (after,) = check(tiny_zoo, "Bad").models
    assert after.passed
    assert not before.passed


def test_an_erratum_that_explains_nothing_fails(tiny_zoo: Path) -> None:
    text = record("Good", f"flops: {MACS}, params: {PARAMS}", ERRATUM)
    (tiny_zoo / "models/Tiny/Good.yaml").write_text(text)
    (report,) = check(tiny_zoo, "Good").models
    assert [position for position, _ in report.needless_errata] == [0]
    assert not report.passed


def test_an_erratum_that_names_no_known_convention_is_a_problem(tiny_zoo: Path) -> None:
    erratum = ERRATUM.replace("source: page", "source: page, convention: fluid-model-stats")
    text = record("Bad", f"flops: {MACS}, params: {2 * PARAMS}", "graph_of: Good", erratum)
    (tiny_zoo / "models/Tiny/Bad.yaml").write_text(text)
    (report,) = check(tiny_zoo, "Bad").models
    assert "did you mean 'fluid-model-stat'?" in report.problems[0]


def test_a_sources_erratum_is_needless_only_in_view_of_the_whole_zoo(tiny_zoo: Path) -> None:
    sources = tiny_zoo / "sources.yaml"
    sources.write_text(sources.read_text() + "  errata: [{claims: [storage], finding: {en: Too large.}}]\n")
    assert check(tiny_zoo, "Good").passed
    (needless,) = check(tiny_zoo, whole_zoo=True).needless_source_errata
    assert needless[:2] == ("page", 0)


def test_a_sources_erratum_explains_its_models(tiny_zoo: Path) -> None:
    sources = tiny_zoo / "sources.yaml"
    sources.write_text(sources.read_text() + "  errata: [{claims: [params], finding: {en: Twice.}}]\n")
    assert check(tiny_zoo, whole_zoo=True).passed


def test_a_model_without_a_graph_is_unchecked_not_failed(tiny_zoo: Path) -> None:
    (tiny_zoo / "graphs/Tiny/Good.onnx").unlink()
    report = check(tiny_zoo)
    reasons = {entry.verdict.reason for model in report.models for entry in model.judged}
    assert reasons == {"no-graph", "no-weights", "device-not-here"}
    assert report.passed


def with_activation(operator: str, **attributes: int) -> onnx.ModelProto:
    model = tiny_network()
    relu = model.graph.node[2]
    relu.CopyFrom(onnx.helper.make_node(operator, list(relu.input), list(relu.output), **attributes))
    return model


def undeclared() -> onnx.ModelProto:
    model = tiny_network()
    model.graph.output[0].type.tensor_type.shape.dim[1].dim_value = 11
    return model


@pytest.mark.parametrize(
    ("network", "problem"),
    [
        (with_activation("Log"), "an infinity or a not-a-number"),
        (with_activation("Softmax", axis=0), "an image alone and the same image in a batch of two"),
        (undeclared(), "(10) vs (11)"),
    ],
    ids=["infinite", "mixing the batch", "undeclared output"],
)
def test_what_is_wrong_with_a_graph_is_a_finding(network: onnx.ModelProto, problem: str, tiny_zoo: Path) -> None:
    graph = strip_weights(network).SerializeToString()
    (tiny_zoo / "graphs/Tiny/Good.onnx").write_bytes(graph)
    (report,) = check(tiny_zoo, "Good").models
    assert problem in report.problems[0]
    assert not report.passed


def test_a_file_that_is_no_graph_is_a_finding(tiny_zoo: Path) -> None:
    (tiny_zoo / "graphs/Tiny/Good.onnx").write_bytes(b"\x00" * 100)
    (report,) = check(tiny_zoo, "Good").models
    assert "expected an ONNX graph" in report.problems[0]
