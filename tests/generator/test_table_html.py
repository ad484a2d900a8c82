from markupsafe import Markup

from generator.i18n import load_words
from generator.table_html import draw_heading, draw_table
from generator.tables import MISSING, Badge, Cell, Column, make_table

WORDS = load_words("en")


def drawn(*cells: Cell) -> str:
    return draw_table(
        make_table("t", [Column("a"), Column("b")], [[Cell("first"), cell] for cell in cells]), "../", WORDS
    )


def test_text_that_equals_safe_html_is_still_text() -> None:
    html = '<span lang="en">x</span>'
    assert html in drawn(Cell(Markup(html)))  # noqa: S704 - what a record in another language is shown as
    assert html not in drawn(Cell(html))
    assert html in draw_heading(Markup(html), "k", words=WORDS)  # noqa: S704
    assert html not in draw_heading(html, "k", words=WORDS)


def test_an_empty_cell_says_what_it_means() -> None:
    assert 'title="not stated">–</span>' in drawn(Cell("x"), MISSING)


def test_a_cell_carries_its_id_its_number_and_its_title() -> None:
    assert '\n<td id="k" data-sort="1.5" title="exactly">1.5 G</td>' in drawn(
        Cell("1.5 G", sort="1.5", title="exactly", id="k")
    )


def test_a_verdict_stands_after_the_number() -> None:
    badge = Badge("confirmed", "confirmed", "It fits.")
    sign = '<span class="zp-badge zp-confirmed zp-sign" title="confirmed: It fits.">confirmed</span>'
    assert f"<td>1 {sign}<small>macs</small></td>" in drawn(Cell("1", badge=badge, note="macs"))


def test_links_lead_from_the_root_and_names_may_break() -> None:
    assert '<a href="../models/A_b/">A_<wbr>b</a>' in drawn(Cell("A_b", page="models/A_b/"))
    assert '<a href="#k">x</a>' in drawn(Cell("x", anchor="k"))


def test_what_is_kept_of_text_is_not_taken_for_safe_html_that_equals_it() -> None:
    html = "<b>2</b>"
    for text in (html, Markup(html), html):  # noqa: S704 - that it is trusted is the point
        assert (html in drawn(Cell(text, shared=True))) == isinstance(text, Markup)
