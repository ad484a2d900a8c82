from generator.context import headings, plain_text
from generator.page import Heading


def test_headings_are_found_without_their_permalinks() -> None:
    permalink = '<a class="headerlink" href="#a" title="x">¶</a>'
    body = f'<h1>T</h1><h2 id="a">A &amp; <code>b</code>{permalink}</h2><h3 id="c">C</h3>'
    assert headings(body) == (Heading(2, "a", "A & b"), Heading(3, "c", "C"))


def test_plain_text_has_no_markup() -> None:
    assert plain_text('<span lang="en">a &lt; b</span>') == "a < b"
