"""Elements of SVG as safe text: every attribute and every word is escaped."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from markupsafe import Markup

from generator.safe_html import escaped, trusted


def element(name: str, content: str | Iterable[Markup] = (), **attributes: str | float | None) -> Markup:
    """Return one element.

    Args:
        name: Its name.
        content: Its text, which is escaped, or its children, which are elements.
        attributes: Its attributes. An underscore stands for a hyphen, and one at the end is left out (`class_`);
            numbers are lengths in units of the drawing; what is None is left out.
    """
    written = "".join([_attribute(key, value) for key, value in attributes.items() if value is not None])
    inner = escaped(content) if isinstance(content, str) else "".join(content)
    return trusted(  # noqa: S704 - values and words are escaped, names are the program's own
        f"<{name}{written}>{inner}</{name}>" if inner else f"<{name}{written}/>"
    )


# Axes and grids of all charts have nearly the same attributes. `typed` keeps `Markup` apart from text that equals it.
@lru_cache(maxsize=1 << 14, typed=True)
def _attribute(key: str, value: str | float) -> str:
    written = escaped(value) if isinstance(value, str) else length(value)
    return f' {key.rstrip("_").replace("_", "-")}="{written}"'


@lru_cache(maxsize=1 << 12)
def length(value: float) -> str:
    """Return a length with at most two decimals: `12`, `0.5`."""
    return f"{round(value, 2) + 0:.2f}".rstrip("0").rstrip(".")
