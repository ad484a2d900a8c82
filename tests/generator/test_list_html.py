from markupsafe import Markup

from generator.i18n import load_words
from generator.list_html import draw_cards, draw_tallies
from generator.tables import Badge, Cell
from generator.views.cards import Card

HOSTILE = "<script>\"'&"
CARD = Card(HOSTILE, HOSTILE, Cell(HOSTILE, page="sources/page/"), "", Badge("close", "close", HOSTILE), "")


def test_a_card_shows_text_as_text_and_links_to_its_source() -> None:
    drawn = draw_cards([CARD], "../../")
    assert "<script>" not in drawn
    assert drawn.count("&lt;script&gt;") == 4
    assert 'href="../../sources/page/"' in drawn
    assert isinstance(drawn, Markup)


def test_a_card_says_conditions_and_the_count_where_it_has_them() -> None:
    assert "A phone" not in draw_cards([CARD], "")
    drawn = draw_cards([CARD._replace(conditions="A phone", counted="the graph holds 3 M")], "")
    assert drawn.index("A phone") < drawn.index("the graph holds 3 M")


def test_tallies_that_are_zero_are_left_out() -> None:
    drawn = draw_tallies({"conv_macs": 1234567, "linear_macs": 0}, load_words("de"))
    assert drawn == '<dl class="zp-tallies">\n<dt><code>conv_macs</code></dt><dd>1.234.567</dd>\n</dl>'
