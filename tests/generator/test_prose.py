import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.prose import render_prose


def test_raw_html_stays_text() -> None:
    assert render_prose("a <b>b</b>\n\n<script>x</script>") == (
        "<p>a &lt;b&gt;b&lt;/b&gt;</p>\n<p>&lt;script&gt;x&lt;/script&gt;</p>"
    )


@pytest.mark.parametrize(
    "target",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "javascript&#58;alert(1)",
        "java&#10;script:alert(1)",
        "&#x6A;avascript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "http://[broken",
    ],
)
def test_unsafe_links_lose_their_target(target: str) -> None:
    assert "href" not in render_prose(f"[text]({target})")


def test_safe_links_stay() -> None:
    html = render_prose("[a](https://example.org/?a=1&b=2) [b](../Net/) [c](#metrics)")
    assert re.findall('href="([^"]*)"', html) == ["https://example.org/?a=1&amp;b=2", "../Net/", "#metrics"]


def test_images_are_not_fetched() -> None:
    assert "<img" not in render_prose("![a](https://example.org/a.png) ![b][c] ![c]\n\n[c]: https://example.org/c.png")


def test_headings_are_numbered_and_begin_at_level_two() -> None:
    assert re.findall(r'<(h\d) id="([^"]+)">', render_prose("# a\n\n## b\n\n### c\n\n##### d")) == [
        ("h2", "about-1"),
        ("h2", "about-2"),
        ("h3", "about-3"),
        ("h3", "about-4"),
    ]


@given(st.text(alphabet="<>&\"'()[]!#`*_:;\\/ \nabjscripthtx0123456789", max_size=80))
def test_no_text_makes_a_script(text: str) -> None:
    html = render_prose(text)
    tags = re.findall(r"<([a-z0-9]+)([^<>]*)>", html)
    assert {name for name, _ in tags} <= {
        "p", "a", "em", "strong", "code", "pre", "blockquote", "ul", "ol", "li", "h2", "h3", "hr", "br",
    }  # fmt: skip
    for _, attributes in tags:
        assert not re.search(r"\bon\w+=|javascript:", attributes)
