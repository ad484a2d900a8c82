from generator.context import Site
from generator.views.counts import counts_table
from tests.generator.conftest import labels_of, texts


def test_every_sound_convention_is_worked_out_to_the_last_digit(site: Site) -> None:
    table = counts_table(site, site.snapshot.evidence["Net_x1_0"].counts[0], "Counts")
    assert labels_of(table) == ["Convention", "Quantity", "Counted"]
    values = {(row[1], row[0]): row[2] for row in texts(table)}
    assert values["FLOPs", "macs"] == "300,512,000"
    assert values["FLOPs", "macs-twice"] == "601,024,000"
    assert values["Params", "trainable"] == "3,512,000"
    assert values["Storage", "fp32-mib"] == "14,048,000 bytes"
    assert ("FLOPs", "fluid-model-stat") not in values


def test_a_convention_that_only_differs_in_its_unit_is_not_repeated(site: Site) -> None:
    table = counts_table(site, site.snapshot.evidence["Net_x1_0"].counts[0], "Counts")
    assert ("fp32-mb", "Storage") not in {(row[0], row[1]) for row in texts(table)}
