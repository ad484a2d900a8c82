from catalog import Catalog
from generator.snapshot import Snapshot, tally


def find(snapshot: Snapshot, model: str, source: str, quantity: str) -> list[tuple[str, tuple[str, ...], str]]:
    return [
        (printing.claim.printed, printing.tables, printing.kind)
        for printing in snapshot.printings[model]
        if printing.claim.source == source and printing.claim.quantity == quantity and not printing.claim.origin
    ]


def test_the_same_digits_in_two_tables_are_one_printing_of_two_claims(snapshot: Snapshot) -> None:
    assert find(snapshot, "Net_x1_0", "page", "flops") == [("0.600", ("metrics", "speed"), "confirmed")]
    (flops,) = [
        entry
        for entry in snapshot.printings["Net_x1_0"]
        if entry.claim.source == "page" and entry.claim.quantity == "flops"
    ]
    assert flops.claims == 2


def test_no_claim_is_lost_or_counted_twice(zoo: Catalog, snapshot: Snapshot) -> None:
    assert tally(snapshot.all_printings()).total() == len(zoo.claims())


def test_a_verdict_on_other_digits_is_stale(snapshot: Snapshot) -> None:
    (params,) = [
        entry
        for entry in snapshot.printings["Net_x1_0"]
        if entry.claim.source == "other" and entry.claim.quantity == "params"
    ]
    assert (params.kind, params.verdict.reason) == ("unchecked", "stale")


def test_a_claim_without_a_verdict_is_unchecked(snapshot: Snapshot) -> None:
    assert {entry.verdict.reason for entry in snapshot.printings["Det_scenes"]} == {"not-judged"}


def test_errata_of_records_and_sources_explain_wrong_claims(snapshot: Snapshot) -> None:
    explained = {
        (entry.claim.model, entry.claim.quantity): entry.erratum.finding["en"]
        for entry in snapshot.all_printings()
        if entry.erratum
    }
    assert explained == {
        ("Net_x1_0", "params"): "The page drops the biases.",
        ("Net_x0_5", "flops"): "Nobody knows why.",
    }


def test_descendants_are_named_once(snapshot: Snapshot) -> None:
    assert [model.name for model in snapshot.descendants["Net_x1_0"]] == ["Net_x0_5"]
    assert "Net_x0_5" not in snapshot.descendants


def test_families_list_their_models(snapshot: Snapshot) -> None:
    assert {name: [model.name for model in models] for name, models in snapshot.families.items()} == {
        "Det": ["Det_scenes"],
        "Net": ["Net_x0_5", "Net_x1_0"],
    }


def test_counts_are_those_of_the_input_size(snapshot: Snapshot) -> None:
    counts = snapshot.counts("Net_x1_0", 224)
    assert counts is not None
    assert snapshot.counts("Net_x1_0", None) is counts
    assert snapshot.counts("Net_x1_0", 320) is None
    assert snapshot.counts("Det_scenes", 608) is None
