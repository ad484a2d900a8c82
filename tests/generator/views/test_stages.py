"""Where multiply-adds go: shares of the whole, in the graph's order."""

from xml.etree import ElementTree

from catalog.evidence import CountFacts
from generator.context import Site
from generator.site import make_site
from generator.views.stages import MOST, stages_chart


def drawn(site: Site, stages: dict[str, int]) -> list[tuple[str | None, str | None]]:
    """Name and number of each bar."""
    counts = CountFacts(input_size=224, macs=sum(stages.values()), params=1, tallies={}, stages=stages)
    texts = [text.text for text in ElementTree.fromstring(stages_chart(site, counts)).iter("text")]
    return list(zip(texts[::2], texts[1::2], strict=True))


def test_each_plane_has_its_share(site: Site) -> None:
    assert drawn(site, {"112x112": 50_000_000, "56x56": 30_000_000, "1x1": 20_000_000}) == [
        ("112 × 112", "50.0 M · 50.0%"),
        ("56 × 56", "30.0 M · 30.0%"),
        ("vectors", "20.0 M · 20.0%"),
    ]


def test_beyond_the_largest_planes_the_rest_is_added_up(site: Site) -> None:
    stages = {f"{side}x{side}": side * 1_000_000 for side in range(1, MOST + 3)}
    bars = drawn(site, stages)
    assert [name for name, _ in bars] == [*(f"{side} × {side}" for side in range(3, MOST + 3)), "Other planes"]
    assert bars[-1][1] == "3.0 M · 5.5%"
    shares = [float((told or "").rpartition(" ")[2].rstrip("%")) for _, told in bars]
    assert abs(sum(shares) - 100) < 0.05 * len(bars)


def test_planes_of_equal_weight_are_counted_once(site: Site) -> None:
    bars = drawn(site, {f"{side}x{side}": 1_000_000 for side in range(2, MOST + 4)})
    assert len(bars) == MOST + 1
    assert bars[-1] == ("Other planes", "2.0 M · 20.0%")


def test_nothing_is_drawn_where_nothing_is_known(site: Site) -> None:
    assert stages_chart(site, CountFacts(input_size=224, macs=7, params=1, tallies={})) == ""


def test_numbers_are_written_as_the_language_does(site: Site) -> None:
    german = make_site(site.snapshot, "de")
    assert drawn(german, {"7x7": 1_234_500_000})[0][1] == "1.234,5 M · 100,0\xa0%"
