"""Claims of a record: one a number, with its conditions, its key and its place."""

from decimal import Decimal
from pathlib import Path

import pytest

import catalog
from catalog.claims import COLUMNS, Claim


@pytest.fixture
def claims(small_zoo: Path) -> tuple[Claim, ...]:
    return catalog.load(small_zoo).claims("Net_x0_5")


def test_the_claims_of_a_record_stand_in_the_order_of_the_file(claims: tuple[Claim, ...]) -> None:
    assert [(claim.quantity, str(claim.number)) for claim in claims] == [
        ("flops", "0.070 G"),
        ("params", "1.50 M"),
        ("storage", "6.0 MB"),
        ("top1", "0.580"),
        ("top5", "0.80"),
        ("top1", "0.999"),
        ("latency", "4.00"),
        ("latency", "2.00"),
        ("latency", "0.50"),
        ("top1", "57.9 %"),
    ]


def test_a_claim_has_its_conditions_and_nothing_that_is_not_stated(claims: tuple[Claim, ...]) -> None:
    latency = claims[6]

    assert latency.conditions == {"device": "sd855", "batch": 1, "threads": 1, "input_size": 224}
    assert claims[3].conditions == {"dataset": "imagenet-1k", "input_size": 224}
    assert (latency.engine, latency.precision, latency.resize, latency.origin) == (None, None, None, None)
    assert latency.path == ("reported", 1, "latency", 0, "ms")
    assert latency.key == "page/speed/latency[device=sd855,batch=1,threads=1,input_size=224]"


def test_values_are_plain_and_printed_digits_stay(claims: tuple[Claim, ...]) -> None:
    flops, top1 = claims[0], claims[3]

    assert (flops.value, flops.printed, flops.unit) == (Decimal(70_000_000), "0.070", "G")
    assert (top1.value, top1.printed, top1.unit) == (Decimal("0.58"), "0.580", "")
    assert claims[-1].value == Decimal("0.579")


def test_a_number_of_the_paper_is_another_claim(claims: tuple[Claim, ...]) -> None:
    assert claims[5].origin == "paper"
    assert claims[5].key != claims[3].key


def test_keys_are_unique(claims: tuple[Claim, ...]) -> None:
    assert len({claim.key for claim in claims}) == len(claims)


def test_every_column_but_the_verdict_is_an_attribute_of_a_claim() -> None:
    attributes = {*Claim._fields, *vars(Claim)}

    assert set(COLUMNS) - attributes == {"verdict"}
