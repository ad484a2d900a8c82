"""Records by themselves, without the names that other files define."""

from decimal import Decimal
from typing import Any, get_args

import pytest
from pydantic import ValidationError

from catalog.claims import claims_of
from catalog.quantities import METRICS
from catalog.record import AccuracyLine, Model, Task

MINIMAL: dict[str, Any] = {"name": "Net", "family": "Net", "task": "image-classification", "input": {"size": 224}}


def test_a_record_without_any_claim() -> None:
    assert list(claims_of(Model.model_validate(MINIMAL))) == []


def test_references_are_not_checked_when_nothing_is_known() -> None:
    report = {"source": "anything", "latency": [{"device": "any", "ms": Decimal("1.50")}]}
    model = Model.model_validate({**MINIMAL, "reported": [report]})

    assert str(model.reported[0].latency[0].ms) == "1.50"


def test_a_record_can_not_be_changed() -> None:
    model = Model.model_validate(MINIMAL)

    with pytest.raises(ValidationError, match="frozen"):
        model.name = "Other"  # type: ignore[misc]


def test_every_metric_is_a_field_of_an_accuracy_line() -> None:
    assert set(METRICS) <= set(AccuracyLine.model_fields)


def test_dumping_and_reading_again_changes_nothing() -> None:
    reported = [{"source": "s", "complexity": [{"flops": "8.020 G"}], "accuracy": [{"dataset": "d", "top1": "0.580"}]}]
    model = Model.model_validate({**MINIMAL, "reported": reported})

    assert Model.model_validate(model.model_dump(mode="json", exclude_defaults=True)) == model


def test_tasks_are_written_like_keys() -> None:
    assert all(task == task.lower() and " " not in task for task in get_args(Task))


def test_a_detector_has_one_head() -> None:
    head = {"anchors": [{"width": 1, "height": 1}], "objectness": Decimal("0.5"), "score": Decimal("0.5")}
    kept = {"candidates": 1, "overlap": Decimal("0.5"), "boxes": 1}
    priors = {"maps": [{"step": 1, "sizes": [1]}], "background": 0, "score": Decimal("0.5")}
    variances = {"centre_variance": Decimal("0.1"), "side_variance": Decimal("0.2")}
    both = {**MINIMAL, "head": {**head, **kept}, "priors": {**priors, **variances, **kept}}
    with pytest.raises(ValidationError, match="expected one of: head, priors"):
        Model.model_validate(both)
    assert Model.model_validate({**both, "head": None}).priors is not None
