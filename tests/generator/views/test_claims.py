from generator.context import Site
from generator.views.claims import claims_table, wrong_claims_table
from generator.views.judged import judge
from tests.generator.conftest import labels_of, texts


def test_the_counted_value_stands_beside_the_printed_one(site: Site) -> None:
    printings = [
        entry
        for entry in site.snapshot.printings["Net_x1_0"]
        if entry.claim.source == "page" and entry.claim.quantity != "latency"
    ]
    table = claims_table(site, judge(site, printings), "Page")
    assert labels_of(table) == [
        "Quantity", "Input px", "Printed", "Counted", "Gap %", "Convention or reason", "Verdict", "Printed in",
    ]  # fmt: skip
    assert texts(table) == [
        ["FLOPs", "224", "0.600 G", "0.6010 G", "−0.17", "macs-twice", "confirmed", "Metrics of nets, Speed of nets"],
        ["Params", "224", "3.400 M", "3.5120 M", "−3.19", "fluid-model-stat", "miscounted", "Metrics of nets"],
        ["Top-1 on Pictures", "224", "0.580", "", "", "no weights here", "unchecked", "Metrics of nets"],
        ["Top-5 on Pictures", "224", "0.800", "", "", "not judged yet", "unchecked", "Metrics of nets"],
        ["Top-1 on Pictures, paper", "224", "0.590", "", "", "not judged yet", "unchecked", "Metrics of nets"],
        ["Storage", "", "14.000 M", "", "", "not judged yet", "unchecked", "Speed of nets"],
    ]


def test_wrong_claims_lead_to_their_erratum(site: Site) -> None:
    wrong = [entry for entry in site.snapshot.all_printings() if entry.kind in {"contradicted", "miscounted"}]
    table = wrong_claims_table(site, wrong, {id(wrong[0].erratum): 1}, "Wrong")
    assert labels_of(table) == ["Model", "Quantity", "Printed", "Counted", "Gap %", "Convention", "Erratum", "Family"]
    assert texts(table) == [
        ["Net_x0_5", "FLOPs", "0.150 G", "0.1000 G", "+50.00", "macs", "#1", "Net"],
        ["Net_x1_0", "Params", "3.400 M", "3.5120 M", "−3.19", "fluid-model-stat", "", "Net"],
    ]
    assert table.rows[0][-2].anchor == "erratum-1"
    assert table.shared == (("Input", "224 px"), ("Printed in", "Metrics of nets"))
