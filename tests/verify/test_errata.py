"""An erratum explains the wrong claims it is about, and nothing else."""

from decimal import Decimal

import pytest

from catalog.claims import Claim, claims_of
from catalog.evidence import ClaimVerdict
from catalog.record import Erratum, Model
from verify.errata import attach_errata, explains, needless

FINDING = {"en": "wrong", "zh": "错误"}


@pytest.fixture
def claim() -> Claim:
    reports = [{"source": "page", "table": "metrics", "complexity": [{"params": "23.640 M"}]}]
    record = {"name": "m", "family": "f", "task": "image-classification", "input": {"size": 224}, "reported": reports}
    return next(claims_of(Model.model_validate(record)))


def verdict(claim: Claim, kind: str, convention: str | None = None) -> ClaimVerdict:
    return ClaimVerdict.model_validate(
        {"claim": claim.key, "printed": claim.printed, "verdict": kind, "convention": convention}
    )


def erratum(**fields: object) -> Erratum:
    return Erratum.model_validate({"claims": ["params"], "finding": FINDING} | fields)


@pytest.mark.parametrize(
    ("fields", "kind", "explained"),
    [
        ({}, "contradicted", True),
        ({"source": "page"}, "miscounted", True),
        ({"source": "page", "table": "metrics"}, "contradicted", True),
        ({"claims": ["params", "flops"]}, "contradicted", True),
        ({"findings": ["unit-slip"]}, "contradicted", False),
        ({}, "confirmed", False),
        ({}, "close", False),
        ({}, "unchecked", False),
        ({"claims": ["flops"]}, "contradicted", False),
        ({"source": "other"}, "contradicted", False),
        ({"table": "other"}, "contradicted", False),
        ({"convention": "tool"}, "miscounted", True),
        ({"convention": "other-tool"}, "miscounted", False),
        ({"convention": "tool"}, "contradicted", False),
    ],
)
def test_what_an_erratum_explains(claim: Claim, fields: dict[str, object], kind: str, explained: bool) -> None:
    assert explains(erratum(**fields), claim, verdict(claim, kind, "tool")) is explained


def test_a_sources_erratum_is_for_its_own_claims(claim: Claim) -> None:
    wrong = verdict(claim, "contradicted")
    assert explains(erratum(), claim, wrong, source="page")
    assert not explains(erratum(), claim, wrong, source="other")


def test_the_records_erratum_comes_before_the_sources(claim: Claim) -> None:
    own, shared = erratum(), erratum(table="metrics")
    (judged,) = attach_errata([(claim, verdict(claim, "contradicted"))], [own], [("page", shared)])
    assert judged.erratum is own
    assert not judged.unexplained
    assert needless([own, shared], [judged]) == [(1, shared)]


def test_a_wrong_claim_without_an_erratum_is_unexplained(claim: Claim) -> None:
    (judged,) = attach_errata([(claim, verdict(claim, "miscounted", "tool"))], [], [])
    assert judged.unexplained
    assert claim.value == Decimal(23_640_000)


def test_an_acknowledgement_of_the_audit_is_not_needless_here() -> None:
    assert needless([erratum(findings=["unit-slip"])], []) == []
