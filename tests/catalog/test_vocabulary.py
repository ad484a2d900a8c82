"""Vocabulary entries by themselves."""

from decimal import Decimal
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from catalog.vocabulary import Device, Engine, Family, Source, Strategy

SOURCE = {"title": {"en": "P"}, "publisher": "S", "url": "https://example.org", "language": "en"}
STRATEGY = {"name": "Half", "method": "pruning", "about": {"en": "x"}}


@pytest.mark.parametrize(
    ("kind", "entry"),
    [
        (Source, {**SOURCE, "date": "10.06.2022"}),
        (Source, {**SOURCE, "date": "2022-06-31"}),
        (Source, {**SOURCE, "language": "english"}),
        (Source, {**SOURCE, "url": "file:///etc/passwd"}),
        (Source, {**SOURCE, "protocol": {"runs": 0}}),
        (Source, {**SOURCE, "environment": {"Python": Decimal("3.1")}}),
        (Strategy, {**STRATEGY, "pruned": {"conv": 1}}),
        (Strategy, {**STRATEGY, "pruned": {"conv": "0.5"}}),
        (Strategy, {**STRATEGY, "method": "magic"}),
        (Device, {"name": "T4", "kind": "gpu", "vendor": "V", "about": {"en": "x"}, "year": 1066}),
        (Engine, {"name": "TensorRT"}),
        (Family, {"name": "Net"}),
    ],
)
def test_what_is_refused(kind: Any, entry: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(kind).validate_python(entry)


def test_ratios_keep_their_digits() -> None:
    strategy = Strategy.model_validate({**STRATEGY, "pruned": {"conv": Decimal("0.50")}})

    assert str(strategy.pruned["conv"]) == "0.50"
    assert strategy.model_dump(mode="json")["pruned"] == {"conv": 0.5}
