"""Small pieces of HTML that pages have many of, as filters of templates: a macro costs ten times as much."""

from __future__ import annotations

from markupsafe import Markup, escape

from generator.safe_html import escaped, trusted
from generator.tables import Badge


def draw_sentence(text: str) -> Markup:
    """Return a sentence of the schema, whose words between backquotes are code."""
    parts = text.split("`")
    return Markup("").join(
        Markup("<code>{}</code>").format(part) if place % 2 else escape(part) for place, part in enumerate(parts)
    )


def draw_badge(badge: Badge) -> Markup:
    """Return a verdict as a word with a sign and a colour."""
    meaning, name = escaped(badge.meaning), escaped(badge.name)
    return trusted(f'<span class="zp-badge zp-{badge.kind}" title="{meaning}">{name}</span>')  # noqa: S704 - escaped


def draw_code(text: str, language: str) -> Markup:
    """Return code or commands in a box from which they can be copied."""
    return trusted(  # noqa: S704 - the text is escaped, the language is the program's own
        f'<div class="zp-code highlight"><pre><code class="language-{language}">{escaped(text)}</code></pre></div>'
    )


def draw_fold(content: str, anchor: str, title: str, *, open: bool = False) -> Markup:  # noqa: A002 - HTML's own word
    """Return content that only some readers want to see, under a line that unfolds it.

    Args:
        content: What is folded.
        anchor: The element's id.
        title: The line.
        open: Whether it is unfolded at first.
    """
    return trusted(  # noqa: S704 - every text is escaped
        f'<details class="zp-fold" id="{escaped(anchor)}"{" open" if open else ""}>\n'
        f"<summary>{escaped(title)}</summary>\n<div>\n{escaped(content)}\n</div>\n</details>\n"
    )
