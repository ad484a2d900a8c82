from decimal import Decimal

from generator.context import Site
from generator.verdict_bar import verdict_bar


def test_the_segments_fill_the_bar_in_the_order_of_the_verdicts(site: Site) -> None:
    bar = verdict_bar(site.snapshot.all_printings(), site.words)
    assert [(segment.kind, segment.count) for segment in bar.segments] == [
        ("confirmed", 4),
        ("miscounted", 1),
        ("contradicted", 1),
        ("unchecked", 21),
    ]
    assert bar.total == 27
    assert bar.segments[0].start == 0
    for before, after in zip(bar.segments, bar.segments[1:], strict=False):
        assert before.start + before.width == after.start
    assert bar.segments[-1].start + bar.segments[-1].width == Decimal(100)


def test_the_same_is_said_in_words(site: Site, chinese: Site) -> None:
    printings = site.snapshot.printings["Net_x0_5"]
    assert verdict_bar(printings, site.words).text == "1 confirmed, 1 contradicted, 5 unchecked (not judged yet)"
    assert verdict_bar(printings, chinese.words).text == "1 项已证实、1 项不符、5 项未核对（尚未判断）"


def test_every_unchecked_claim_has_a_reason(site: Site) -> None:
    bar = verdict_bar(site.snapshot.all_printings(), site.words)
    assert [(reason.name, reason.count) for reason in bar.reasons] == [
        ("no weights here", 1),
        ("not judged yet", 19),
        ("changed since judged", 1),
    ]
    assert bar.text.endswith("21 unchecked (no weights here 1, not judged yet 19, changed since judged 1)")


def test_no_claims_make_an_empty_bar(site: Site) -> None:
    bar = verdict_bar([], site.words)
    assert (bar.total, bar.segments, bar.reasons, bar.text) == (0, (), (), "")
