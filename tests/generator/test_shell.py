from html.parser import HTMLParser
from pathlib import Path

from generator.page import Heading, Page, SearchEntry
from generator.shell import BODY, Shell, contents, slot

ENTRY = f'<li class="md-nav__item"><a href="#{slot("anchor")}"><b>{slot("heading")}</b></a></li>'
FRAME = f'''<title>{slot("title")}</title><meta content="{slot("description")}"><a href="../zh/{slot("name")}/">zh</a>
<a href="#{slot("anchor")}">skip</a><ul><li class="md-nav__item">Other</li>{ENTRY}</ul>
<a href="/edit/{slot("edit")}">edit</a>{BODY}<p>end'''


def page(title: str, body: str = "<h1>T</h1>", headings: tuple[Heading, ...] = ()) -> Page:
    return Page("models/A.5/", "model", title, title, body, headings, SearchEntry(title, ""), Path("a b.yaml"))


def test_a_page_fills_every_slot() -> None:
    html = Shell.cut(FRAME).fill(page("A & B", headings=(Heading(2, "facts", "Facts"),)), "zoo/a b.yaml").decode()
    assert html.startswith('<title>A &amp; B</title><meta content="A &amp; B"><a href="../zh/A.5/">zh</a>')
    assert (
        '<a href="#facts">skip</a><ul><li class="md-nav__item">Other</li><li class="md-nav__item"><a href="#facts"'
        in html
    )
    assert html.endswith('<a href="/edit/zoo/a%20b.yaml">edit</a><h1>T</h1><p>end')
    assert "zooproof" not in html


def test_text_that_looks_like_a_slot_stays_text() -> None:
    hostile = f'"><script>{slot("body")}'
    html = Shell.cut(FRAME).fill(page(hostile, body=slot("title"))).decode()
    assert f"<title>&quot;&gt;&lt;script&gt;{slot('body')}</title>" in html
    assert html.endswith(f"{slot('title')}<p>end")


def test_the_same_frame_serves_page_after_page() -> None:
    shell = Shell.cut(FRAME)
    assert shell.fill(page("A")) != shell.fill(page("B"))
    assert shell.fill(page("A")) == shell.fill(page("A"))


class Entries(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.depth = 0
        self.found: list[tuple[int, str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.depth += tag == "ul"
        if tag == "a":
            self.found.append((self.depth, dict(attrs)["href"] or ""))

    def handle_endtag(self, tag: str) -> None:
        self.depth -= tag == "ul"


def test_headings_nest_by_level() -> None:
    levels = [(2, "a"), (3, "b"), (4, "c"), (3, "d"), (2, "e")]
    html = contents(tuple(Heading(level, name, f"<{name}>") for level, name in levels))
    assert Entries(html).found == [(0, "#a"), (1, "#b"), (2, "#c"), (1, "#d"), (0, "#e")]
    assert "&lt;a&gt;" in html
    assert "<a>" not in html
