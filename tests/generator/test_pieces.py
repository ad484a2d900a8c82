from markupsafe import Markup

from generator.pieces import draw_badge, draw_code
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


def test_pieces_are_safe_to_put_into_a_page() -> None:
    assert isinstance(draw_code("x", "python"), Markup)
    assert isinstance(draw_badge(Badge("close", "close", "")), Markup)
