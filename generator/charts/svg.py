"""Elements of SVG as safe text: every attribute and every word is escaped."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup, escape


def element(name: str, content: str | Iterable[Markup] = (), **attributes: str | float | None) -> Markup:
    """Return one element.

    Args:
        name: Its name.
        content: Its text, which is escaped, or its children, which are elements.
        attributes: Its attributes. An underscore stands for a hyphen, and one at the end is left out (`class_`);
            numbers are lengths in units of the drawing; what is None is left out.
    """
    written = Markup("").join(
        Markup(' {}="{}"').format(key.rstrip("_").replace("_", "-"), value if isinstance(value, str) else length(value))
        for key, value in attributes.items()
        if value is not None
    )
    inner = escape(content) if isinstance(content, str) else Markup("").join(content)
    if not inner:
        return Markup("<{}{}/>").format(name, written)
    return Markup("<{0}{1}>{2}</{0}>").format(name, written, inner)


def length(value: float) -> str:
    """Return a length with at most two decimals: `12`, `0.5`."""
    return f"{round(value, 2) + 0:.2f}".rstrip("0").rstrip(".")
