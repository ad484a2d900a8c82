"""The zoo that ships: claims have verdicts, wrong numbers have errata, and graphs count like their libraries."""

import json
from functools import partial
from pathlib import Path

import pytest

import catalog
from verify.cache import FindingsCache
from verify.check import CheckReport, check_models
from verify.digests import workshop_digest
from verify.errata import explains
from verify.evidence import is_current
from verify.examiners import examine_here, examine_new

ROOT = Path(__file__).parent.parent.parent

LIBRARY_COUNTS = json.loads((ROOT / "tests/data/library_counts.json").read_text(encoding="utf-8"))
"""What the library that defines each network says of it: multiply-adds by hooks on its layers, and its parameters."""


@pytest.fixture(scope="module")
def zoo() -> catalog.Catalog:
    return catalog.load(ROOT / "catalog" / "zoo")


@pytest.fixture(scope="module")
def report(zoo: catalog.Catalog) -> CheckReport:
    """A check of everything; what is found of graphs is kept for `verify --all`, which `make test` runs after this."""
    cache = FindingsCache(ROOT / "build" / "cache")
    examine = partial(examine_new, cache=cache, workshop=workshop_digest(), examine_rest=examine_here)
    return check_models(zoo, zoo.models, whole_zoo=True, examine=examine)


def test_nothing_is_left_to_do(report: CheckReport) -> None:
    assert [model.problems for model in report.models if model.problems] == []
    assert [entry.claim.key for model in report.models for entry in model.unexplained] == []
    assert [model.model for model in report.models if model.needless_errata] == []
    assert report.needless_source_errata == ()


def test_every_claim_of_every_record_has_a_verdict(zoo: catalog.Catalog, report: CheckReport) -> None:
    judged = [(model.model, entry.claim.key) for model in report.models for entry in model.judged]
    assert judged == [(claim.model, claim.key) for claim in zoo.claims()]
    reasons = [
        entry.verdict.reason
        for model in report.models
        for entry in model.judged
        if entry.verdict.verdict == "unchecked"
    ]
    assert None not in reasons


def test_the_committed_evidence_is_what_a_check_finds(zoo: catalog.Catalog, report: CheckReport) -> None:
    assert [model.model for model in report.models if not is_current(zoo, model.evidence)] == []


def test_no_erratum_can_be_taken_away(zoo: catalog.Catalog, report: CheckReport) -> None:
    wrong = [entry for model in report.models for entry in model.judged if entry.erratum is not None]
    errata = [(None, erratum) for model in zoo.models.values() for erratum in model.errata]
    errata += [(source, erratum) for source, entry in zoo.sources.items() for erratum in entry.errata]
    errata = [(source, erratum) for source, erratum in errata if not erratum.findings]
    assert len(errata) > 5
    for taken, erratum in errata:
        others = [(source, other) for source, other in errata if other is not erratum]
        left = [
            entry.claim.key
            for entry in wrong
            if entry.erratum is erratum
            and not any(explains(other, entry.claim, entry.verdict, source) for source, other in others if source)
        ]
        assert left, (taken, erratum.claims)


def test_all_sixty_classifiers_have_a_graph_that_runs(zoo: catalog.Catalog, report: CheckReport) -> None:
    classifiers = [model for model in report.models if zoo.models[model.model].task == "image-classification"]
    assert len(classifiers) == 60
    for model in classifiers:
        assert model.evidence.inference is not None
        assert model.evidence.inference.finite
        assert model.evidence.inference.batch_agrees
        assert model.evidence.counts[0].uncounted == {}


@pytest.mark.parametrize("name", LIBRARY_COUNTS)
def test_a_graph_counts_like_the_network_its_library_builds(name: str, zoo: catalog.Catalog) -> None:
    evidence = zoo.evidence(name)
    assert evidence is not None
    counts, expected = evidence.counts[0], LIBRARY_COUNTS[name]
    assert (counts.macs, counts.params) == (expected["macs"], expected["trainable"])
    assert counts.params + counts.tallies["batch_norm_statistics"] == expected["with_statistics"]
