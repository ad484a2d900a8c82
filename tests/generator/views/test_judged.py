"""Printed numbers beside what the graph holds."""

from generator.context import Site
from generator.tables import MISSING
from generator.views.judged import judge


def test_a_number_that_was_counted_tells_whether_the_graph_holds_another(site: Site) -> None:
    entries = {
        (entry.printing.claim.source, entry.printing.claim.quantity): entry
        for entry in judge(site, site.snapshot.printings["Net_x1_0"])
    }
    flops = entries["page", "flops"]
    assert (flops.printed.text, flops.counted.text, flops.gap.text) == ("0.600 G", "0.6010 G", "−0.17")
    assert flops.differs
    top1 = entries["page", "top1"]
    assert (top1.counted, top1.gap, top1.differs) == (MISSING, MISSING, False)
