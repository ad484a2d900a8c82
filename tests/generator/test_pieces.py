from markupsafe import Markup

from generator.pieces import draw_badge, draw_code, draw_fold
from generator.tables import Badge

HOSTILE = "<script>\"'&"
ESCAPED = "&lt;script&gt;&#34;&#39;&amp;"


def test_code_is_shown_as_text() -> None:
    assert draw_code(HOSTILE, "shell") == (
        f'<div class="zp-code highlight"><pre><code class="language-shell">{ESCAPED}</code></pre></div>'
    )


def test_a_badge_says_its_name_and_on_pointing_what_it_means() -> None:
    badge = Badge("confirmed", HOSTILE, HOSTILE)
    assert draw_badge(badge) == f'<span class="zp-badge zp-confirmed" title="{ESCAPED}">{ESCAPED}</span>'


def test_what_is_folded_stands_under_a_line_that_unfolds_it() -> None:
    assert draw_fold(HOSTILE, HOSTILE, HOSTILE) == (
        f'<details class="zp-fold" id="{ESCAPED}">\n'
        f"<summary>{ESCAPED}</summary>\n<div>\n{ESCAPED}\n</div>\n</details>\n"
    )
    assert draw_fold(Markup("<p>"), "x", "y", open=True).startswith('<details class="zp-fold" id="x" open>')


def test_pieces_are_safe_to_put_into_a_page() -> None:
    assert isinstance(draw_code("x", "python"), Markup)
    assert isinstance(draw_badge(Badge("close", "close", "")), Markup)
