"""The headline numbers of a model, and which of its latencies stands for it."""

from pathlib import Path

import pytest

from generator.context import Site
from generator.headlines import headline_latency
from generator.views.cards import conditions_text, headline_cards
from tests.generator.conftest import edited


def test_cards_are_in_the_order_that_a_model_is_chosen_by(site: Site) -> None:
    cards = headline_cards(site, site.snapshot.zoo.models["Net_x1_0"])
    assert [(card.label, card.number, card.source.page, card.badge.kind) for card in cards] == [
        ("Top-1 on Pictures", "0.580", "sources/page/", "unchecked"),
        ("Latency", "9.5 ms", "sources/page/", "unchecked"),
        ("FLOPs", "0.600 G", "sources/page/", "confirmed"),
        ("Params", "3.400 M", "sources/page/", "miscounted"),
        ("Storage", "14.000 M", "sources/page/", "unchecked"),
    ]
    assert [card.conditions for card in cards if card.conditions] == ["Phone <9>, batch size 1, 4 threads"]
    assert [card.counted for card in cards] == ["", "", "", "the graph holds 3.5120 M", ""]


def test_a_quantity_that_no_source_prints_has_no_card(site: Site) -> None:
    cards = headline_cards(site, site.snapshot.zoo.models["Det_scenes"])
    assert [card.label for card in cards] == ["Box AP on Scenes", "Latency", "FLOPs", "Storage"]


def test_conditions_that_are_not_stated_are_left_out(site: Site) -> None:
    (latency,) = (entry for entry in site.snapshot.printings["Det_scenes"] if entry.claim.quantity == "latency")
    assert conditions_text(site, latency.claim) == "Phone <9>, Fast, 4 threads"


def lines(*stated: str) -> str:
    return "".join(f"      - {{{line}}}\n" for line in stated)


PHONE = lines(
    "device: phone, batch: 1, threads: 1, input_size: 224, ms: 10.50",
    "device: phone, batch: 1, threads: 4, input_size: 224, ms: 9.5",
)
GPU = lines("device: gpu, engine: fast, precision: fp32, batch: 1, input_size: 224, ms: 1.10")


@pytest.mark.parametrize(
    ("measured", "expected"),
    [
        ("", "1.10"),
        (lines("device: idle, batch: 1, ms: 7"), "1.10"),
        (lines("device: idle, batch: 4, ms: 7", "device: idle, batch: 1, ms: 8"), "8"),
        (lines("device: idle, batch: 1, ms: 7", "device: idle, batch: 1, precision: int8, ms: 8"), "7"),
        (lines("device: idle, batch: 1, threads: 2, ms: 7", "device: idle, batch: 1, threads: 8, ms: 8"), "8"),
        (lines("device: idle, batch: 8, threads: 4, ms: 7", "device: idle, batch: 1, threads: 1, ms: 8"), "8"),
    ],
    ids=["one", "first device of equals", "smallest batch", "first of equals", "most threads", "batch before threads"],
)
def test_the_latency_that_stands_for_a_model(measured: str, expected: str, tmp_path: Path) -> None:
    site = edited(tmp_path, "models/Net/Net_x1_0.yaml", PHONE + GPU, GPU + measured)
    latency = headline_latency(site.snapshot.printings["Net_x1_0"])
    assert latency is not None
    assert latency.claim.printed == expected


def test_a_model_that_was_never_timed_has_no_latency() -> None:
    assert headline_latency(()) is None
