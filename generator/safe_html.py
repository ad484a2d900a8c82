"""Text as HTML: what `markupsafe` makes of it, byte for byte, at the pace of pages that hold thousands of texts."""

from __future__ import annotations

from markupsafe import Markup, escape


def trusted(html: str) -> Markup:
    """Return HTML of ours, whose texts are escaped, as `Markup`, which would first ask whether the text is HTML."""
    return str.__new__(Markup, html)


def escaped(value: object) -> str:
    """Return a value as HTML: `Markup` as it is, anything else as text without special characters.

    `markupsafe.escape` wraps what it gives as `Markup` each time. Who joins it to other text has no need of that.
    """
    if type(value) is Markup:
        return value
    if type(value) is str and not ("&" in value or "<" in value or ">" in value or '"' in value or "'" in value):
        return value
    return escape(value)
